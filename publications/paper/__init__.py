"""What is published as a PDF that everybody can read: tagged, with its fonts, made once for each state."""
