"""Infoposts and news: press releases, statements, calls, reports, infoposts, and what partners get of them."""
