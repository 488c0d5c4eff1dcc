"""The story of a ticket in sentences: its events, and the words that were kept with them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from thirdring import labels
from thirdring.domain.enums import Outcome, Severity, TicketState
from thirdring.domain.errors import Message, say
from thirdring.store.tables import Event, Staff, TicketNote
from thirdring.usecases.callback_sentences import callback_sentence
from thirdring.usecases.case_sentences import case_sentence
from thirdring.usecases.path_sentences import path_sentence
from thirdring.usecases.review_sentences import UPWARD


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `at` is aware UTC. `words` is what was written then, None once
    it was erased. `icon` is a name of assets/icons.
    """

    at: datetime
    actor: str | None
    verb: str
    sentence: Message
    icon: str
    rule: str = ""
    words: str | None = None


_FIELDS = {
    "raised": say("What they raise was changed; before:"),
    "wants": say("What they ask for was changed; before:"),
    "answer": say("The answer was changed; before:"),
}
_PLAIN: dict[str, tuple[Message, str]] = {
    "opened": (say("Ticket opened"), "phone-incoming"),
    "logged": (say("Call logged"), "phone-call"),
    "corrected": (say("The call's record was corrected"), "history"),
    "promised": (say("Callback promised"), "clock-check"),
    "noted": (say("Progress recorded"), "check"),
    "told_progress": (say("Customer told of the progress"), "phone-outgoing"),
    "exported": (say("Copied, printed or exported"), "download"),
    "escalated": (say("Reported up"), "arrow-up-right"),
    "unmasked": (say("Number uncovered"), "eye"),
    "task_planned": (say("Task planned"), "clock-check"),
    "task_done": (say("Task done"), "check"),
    "task_cancelled": (say("Task dropped"), "x"),
    "sorted": (say("Made of a mail"), "mail"),
    "mail_joined": (say("The customer wrote again"), "mail"),
    "reckoned": (say("Its time was reckoned anew after a change of the policy"), "clock"),
}


def timeline(session: Session, ticket_id: uuid.UUID) -> tuple[Entry, ...]:
    """Everything that happened to the ticket, newest first."""
    session.flush()
    connection = session.connection()
    rows = connection.execute(
        select(Event.at, Event.verb, Event.subject_kind, Event.detail, Staff.name)
        .outerjoin(Staff, Staff.id == Event.actor_id)
        .where(Event.ticket_id == ticket_id)
        .order_by(Event.at.desc(), Event.seq.desc())
    ).all()
    notes = {
        str(note_id): text
        for note_id, text in connection.execute(
            select(TicketNote.id, TicketNote.text).where(TicketNote.ticket_id == ticket_id)
        )
    }
    people = _people(session, [row.detail for row in rows])
    return tuple(
        Entry(
            at=row.at,
            actor=row.name,
            verb=row.verb,
            sentence=(told := _sentence(row.verb, row.detail, people))[0],
            icon=told[1],
            rule=row.detail.get("rule") or "",
            words=notes.get(row.detail.get("note_id") or ""),
        )
        for row in rows
    )


def _sentence(
    verb: str, detail: Mapping[str, Any], people: Mapping[str, str]
) -> tuple[Message, str]:
    if verb == "moved":
        before, after = (_state(detail.get(name)) for name in ("before", "after"))
        return say("{before} → {after}", before=before, after=after), "arrow-right"
    if verb in {"taken", "reassigned"}:
        name = people.get(str(detail.get("after")), "?")
        taken = say("Taken on by {name}", name=name)
        return taken if verb == "taken" else say("Handed on to {name}", name=name), "user-share"
    if verb in UPWARD:
        return UPWARD[verb](detail, people)
    if verb == "edited":
        return _edit(detail), "history"
    if verb == "logged" and detail.get("outcome") in set(Outcome):
        outcome = Message(labels.label(Outcome(detail["outcome"])))
        return say("Call logged: {outcome}", outcome=outcome), "phone-call"
    unknown = say("Recorded: {verb}", verb=verb.replace("_", " ")), "history"
    return (
        case_sentence(verb, detail)
        or path_sentence(verb, detail)
        or callback_sentence(verb, detail, people)
        or _PLAIN.get(verb, unknown)
    )


def _edit(detail: Mapping[str, Any]) -> Message:
    field = detail.get("field")
    if field in _FIELDS:
        return _FIELDS[field] if detail.get("note_id") else say("Written down afterwards")
    if field == "severity":
        before, after = (_severity(detail.get(name)) for name in ("before", "after"))
        return say("Severity: {before} → {after}", before=before, after=after)
    before, after = (
        Message(labels.category(detail.get(name) or "–")) for name in ("before", "after")
    )
    return say("Category: {before} → {after}", before=before, after=after)


def _state(value: Any) -> Message | str:
    return Message(labels.label(TicketState(value))) if value in set(TicketState) else str(value)


def _severity(value: Any) -> Message | str:
    return Message(labels.label(Severity(value))) if value in set(Severity) else "–"


def _people(session: Session, details: list[Mapping[str, Any]]) -> dict[str, str]:
    named = {uuid.UUID(d["after"]) for d in details if _is_id(d.get("after"))}
    if not named:
        return {}
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(named)))
    return {str(staff_id): name for staff_id, name in rows}


def _is_id(value: object) -> bool:
    try:
        return uuid.UUID(str(value)) is not None
    except ValueError:
        return False
