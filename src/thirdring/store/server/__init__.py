"""A center on a PostgreSQL server: who may do what is kept by the database itself."""
