"""Who may come in: one door for everybody, second factors, sessions, invitations; nothing about organisations."""
