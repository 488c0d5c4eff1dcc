"""The clocks of the story's tickets and callbacks, told from their rows once these are known."""

import datetime as dt
from typing import Any

from thirdring.domain.callbacks import RULES
from thirdring.domain.case_values import ClockBasis
from thirdring.domain.enums import CallbackKind, CallbackState
from thirdring.domain.ids import new_id

Row = dict[str, Any]
_OF_CALLBACKS = frozenset(RULES.values())


def clocks_of(rows: dict[str, list[Row]]) -> list[Row]:
    """A clock for each callback, met where it was kept, and for what each open ticket waits for."""
    return [
        *(_of_callback(row) for row in rows.get("callbacks", ())),
        *(
            _clock(row["due_rule"], row["received_at"], row["due_at"], ticket_id=row["id"])
            for row in rows.get("tickets", ())
            if row["open"] and row["due_at"] and row["due_rule"] not in _OF_CALLBACKS
        ),
    ]


def _of_callback(row: Row) -> Row:
    ended = {}
    if row["state"] is CallbackState.CANCELLED:
        ended["cancelled_at"] = row["closed_at"]
    elif row["state"] is not CallbackState.OPEN:
        ended["met_at"] = row["closed_at"]
    rule = RULES[CallbackKind(row["kind"])]
    return _clock(
        rule, row["told_at"], row["due_at"],
        ticket_id=row["ticket_id"], callback_id=row["id"], **ended,
    )  # fmt: skip


def _clock(rule: str, started_at: dt.datetime, due_at: dt.datetime, **more: Any) -> Row:
    started_at = min(started_at, due_at)
    return {
        "id": new_id(),
        "rule": rule,
        "ticket_id": None,
        "callback_id": None,
        "basis": ClockBasis.WALL,
        "started_at": started_at,
        "span_seconds": int((due_at - started_at).total_seconds()),
        "due_at": due_at,
        "met_at": None,
        "cancelled_at": None,
    } | more
