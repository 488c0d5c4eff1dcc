"""A day at the desk: eight hours of a busy agent by keystrokes, in minutes, in the real window."""
