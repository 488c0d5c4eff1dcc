"""Bringing in what other systems have: a file, its columns, its problems, the result."""
