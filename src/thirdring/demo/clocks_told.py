"""The clocks of the story's callbacks, told from their rows once these are known."""

from typing import Any

from thirdring.demo.identities import Identities
from thirdring.domain.callbacks import RULES
from thirdring.domain.case_values import ClockBasis
from thirdring.domain.enums import CallbackKind, CallbackState

Row = dict[str, Any]


def clocks_of(rows: dict[str, list[Row]], ids: Identities) -> list[Row]:
    """A clock for each callback, met where it was kept."""
    return [_of_callback(row, ids) for row in rows.get("callbacks", ())]


def _of_callback(row: Row, ids: Identities) -> Row:
    ended = {}
    if row["state"] is CallbackState.CANCELLED:
        ended["cancelled_at"] = row["closed_at"]
    elif row["state"] is not CallbackState.OPEN:
        ended["met_at"] = row["closed_at"]
    rule = RULES[CallbackKind(row["kind"])]
    started_at, due_at = min(row["told_at"], row["due_at"]), row["due_at"]
    return {
        "id": ids.at(started_at),
        "rule": rule,
        "ticket_id": row["ticket_id"],
        "callback_id": row["id"],
        "escalation_id": None,
        "visit_id": None,
        "basis": ClockBasis.WALL,
        "started_at": started_at,
        "span_seconds": int((due_at - started_at).total_seconds()),
        "due_at": due_at,
        "met_at": None,
        "cancelled_at": None,
    } | ended
