"""What the inbox reads again after, known before its screen is built."""

TOPICS = frozenset({"inbox_items"})
