"""Registration for dates: without an account, confirmed by mail, never more than there are seats."""
