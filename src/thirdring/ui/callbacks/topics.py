"""What the callbacks read again after, known before their screen is built."""

TOPICS = frozenset(
    {"callbacks", "callback_attempts", "clocks", "escalations", "tickets", "calls", "staff"}
)
