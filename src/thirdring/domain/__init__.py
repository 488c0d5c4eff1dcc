"""The rulebook as pure Python: enums, clocks, gates, lints, numbers. No I/O, reads no clock."""
