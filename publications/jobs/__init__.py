"""Job postings: what organisations look for, until when, and how one applies."""
