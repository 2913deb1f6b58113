"""What an uploaded file must be before it is kept."""
