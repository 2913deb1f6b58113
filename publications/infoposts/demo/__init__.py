"""Infoposts of the demo's organisations."""
