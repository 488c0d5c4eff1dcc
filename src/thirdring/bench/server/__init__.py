"""The built center on a PostgreSQL server, for measuring there what is measured in a file."""
