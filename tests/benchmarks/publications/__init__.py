"""What is published, measured: lists, feeds, search and pages with very many postings and infoposts."""
