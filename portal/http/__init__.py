"""What happens to every request and answer, one middleware per concern."""
