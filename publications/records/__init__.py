"""What is published as frozen values, cut to what everybody may know: pages, lists, feeds and mails read these."""
