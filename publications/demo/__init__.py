"""What the demo shows of publications; everything in it is invented."""
