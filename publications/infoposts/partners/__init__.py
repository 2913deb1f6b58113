"""Partners who pass infoposts on: asked for, confirmed, told by mail, left with one click."""
