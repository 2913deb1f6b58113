"""The demo: a network of invented organisations that `manage.py demo` builds and takes away again."""
