"""The emergency kit: numbers that answer here and now, steps in several languages, readable without reception."""
