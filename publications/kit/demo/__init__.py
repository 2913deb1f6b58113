"""The emergency kit of the demo, in four languages."""
