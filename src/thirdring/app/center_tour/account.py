"""What the server holds of all that was written without it: each record counted under its own id."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from thirdring.i18n import _
from thirdring.reports.whole_file import write_whole
from thirdring.store.engine import Store
from thirdring.store.tables import Call, Event, Staff, Ticket
from thirdring.ui.outbox.outbox_words import kind_of
from thirdring.usecases.offline.pile import PileLine
from thirdring.usecases.offline.waiting_calls import WaitingCall


def account(store: Store, login: str, unsent: Sequence[PileLine]) -> dict[str, Any]:
    """`unsent`: what the desk of `login` had when the plug was put back. `once`: whether the server
    has each of it exactly once, and nothing of that desk beside it.
    """
    with store.begin_read() as session:
        author = session.scalars(select(Staff.id).where(Staff.login == login)).one()
        records = [
            {
                "deed": line.record.deed, "kind": kind_of(line), "id": str(line.record.id),
                "written_at": line.record.made_at.isoformat(), "about": line.gist.about,
                "on_server": _COUNTS[line.record.deed](session, line),
            }
            for line in unsent
        ]  # fmt: skip
        since = min(line.record.made_at for line in unsent)
        calls = {"written": _calls(unsent), "on_server": _calls_of(session, author, since)}
        tickets = {"written": _tickets(unsent), "on_server": _tickets_of(session, author, since)}
    once = all(one["on_server"] == 1 for one in records) and all(
        one["written"] == one["on_server"] for one in (calls, tickets)
    )
    return {"records": records, "calls": calls, "tickets": tickets, "once": once}


def write_account(told: dict[str, Any], out: Path, name: str) -> None:
    """As JSON, and as a page to read."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    write_whole(out / f"{name}.json", f"{text}\n".encode())
    write_whole(out / f"{name}.txt", f"{_page(told)}\n".encode())


def _page(told: dict[str, Any]) -> str:
    lines = [_("Written while the plug was out, and found on the server afterwards:"), ""]
    lines += [f"  {one['on_server']} ×  {one['kind']}: {one['about']}" for one in told["records"]]
    lines.append("")
    for text, counted in (
        (_("Calls of this desk since then: {written} written, {found} on the server"), "calls"),
        (_("Tickets of this desk since then: {written} written, {found} on the server"), "tickets"),
    ):
        one = told[counted]
        lines.append(text.format(written=one["written"], found=one["on_server"]))
    good = _("Each record is there exactly once.")
    lines += ["", good if told["once"] else _("Something is missing, or there twice.")]
    return "\n".join(lines)


# --- counting --------------------------------------------------------------------------------------


def _call(session: Session, line: PileLine) -> int:
    return _count(session, select(Call.id).where(Call.id == line.record.id))


def _ticket(session: Session, line: PileLine) -> int:
    return _count(session, select(Ticket.id).where(Ticket.id == line.record.id))


def _edit(session: Session, line: PileLine) -> int:
    """Its trace in the timeline, at the moment it was made."""
    at = line.record.made_at
    return _count(session, select(Event.id).where(Event.verb == "edited", Event.at == at))


_COUNTS: dict[str, Callable[[Session, PileLine], int]] = {
    "log_call": _call, "receive_matter": _ticket, "edit_ticket": _edit,
}  # fmt: skip


def _calls(unsent: Sequence[PileLine]) -> int:
    return sum(isinstance(line.deed, WaitingCall) for line in unsent)


def _tickets(unsent: Sequence[PileLine]) -> int:
    """Those received, and those that calls bring along."""
    with_calls = sum(
        isinstance(line.deed, WaitingCall) and line.deed.given.ticket_id is not None
        for line in unsent
    )
    return with_calls + sum(line.record.deed == "receive_matter" for line in unsent)


def _calls_of(session: Session, author: Any, since: datetime) -> int:
    return _count(session, select(Call.id).where(Call.agent_id == author, Call.created_at >= since))


def _tickets_of(session: Session, author: Any, since: datetime) -> int:
    mine = select(Ticket.id).where(Ticket.created_by == author, Ticket.created_at >= since)
    return _count(session, mine)


def _count(session: Session, rows: Any) -> int:
    return int(session.scalar(select(func.count()).select_from(rows.subquery())) or 0)
