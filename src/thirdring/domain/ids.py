"""Identities of records."""

import uuid

import uuid_utils


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): made by the desk, so that a record keeps its identity when the
    server is away, and ascending in time, so that indexes stay compact.
    """
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)
