"""A real Elasticsearch for the tests marked `elasticsearch`: found, started, shared and stopped."""

# A server that shares two cores with the tests answers late, which is not what they are about.
PATIENCE = 20.0
