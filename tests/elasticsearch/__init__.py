"""A real Elasticsearch for the tests marked `elasticsearch`: found, started, shared and stopped."""
