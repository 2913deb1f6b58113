"""The wall between organisations: what each may see, change and refer to in the admin, and nothing beyond."""
