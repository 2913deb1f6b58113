"""What organisations publish below their own page, whatever kind it is."""
