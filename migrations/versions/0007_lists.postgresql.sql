CREATE INDEX ix_tickets_category_open_sort_due_seq ON tickets (category, open, sort_due, seq);

CREATE INDEX ix_complaint_details_example_ticket_id ON complaint_details (example, ticket_id);

CREATE INDEX ix_callbacks_closed_at ON callbacks (closed_at);
