"""`thirdring bench --center N`: N simulated desks against one PostgreSQL server."""
