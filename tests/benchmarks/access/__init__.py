"""The wall between organisations, measured: what its views take a steward, a person for many, and the office."""
