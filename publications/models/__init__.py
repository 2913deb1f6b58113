"""What is stored of publications."""
