"""What a desk in a process of its own is told beside its arguments; it loads nothing to read it."""

# Where it finds the password it signs in with.
PASSWORD = "THIRDRING_BENCH_PASSWORD"  # noqa: S105 - the name of a variable
