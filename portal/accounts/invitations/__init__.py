"""Asking somebody in: single use, seven days, and what follows is decided by the purpose, on the server."""
