"""The tables the ticket screen shows: in its list, of its open ticket, of its views."""

# What a line shows and a view counts.
LINES = frozenset({"tickets", "complaint_details", "staff"})
VIEWS = frozenset({"saved_views"})
TOPICS = frozenset(
    {"tickets", "callbacks", "calls", "coupons", "escalations", "attachments", "notices",
     "clocks", "return_visits", "complaint_details", "ticket_notes", "ticket_merges", "measures"}
)  # fmt: skip
