"""Two engines behind one protocol: `embedded` in this process, `elastic` on a server; equal plans, equal answers."""
