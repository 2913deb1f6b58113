"""Who acts for an organisation: asked in, seen by all it concerns, missed when nobody is left, and got back."""
