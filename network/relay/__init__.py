"""Messages to organisations whose address is not public."""
