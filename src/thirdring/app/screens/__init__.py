"""One module per screen of a working day: what it is built with and how it is wired."""
