"""Which personal data is kept where and how long, what is known about one person, and forgetting that person."""
