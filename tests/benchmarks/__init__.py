"""Measurements: what a page costs, beside a bare view and a hand-written directory under the same server."""
