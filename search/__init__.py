"""The public search: one plan of exact terms and two engines that answer it alike."""
