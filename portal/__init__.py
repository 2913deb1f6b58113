"""The site itself: accounts, media, base pages, settings, and the services every other app builds on."""
