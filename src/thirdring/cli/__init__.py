"""The command line: the same use cases as the windows, for scripts and outsiders.

Names, flags, JSON keys and enum values are a contract (docs/command-line.md).
"""
