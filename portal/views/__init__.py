"""Views that are no pages: for monitoring, for search engines, for what went wrong."""
