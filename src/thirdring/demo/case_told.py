"""What a case leaves beside its ticket: what was judged and found, clocks, what went up, the visit."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from thirdring.demo.scene import Row, Scene, Subject
from thirdring.domain.case_values import (
    ClockBasis,
    Decision,
    Degree,
    EscalationKind,
    EscalationState,
    Fault,
    Handling,
    Remedy,
    VisitReason,
    VisitState,
)
from thirdring.domain.enums import Channel, Nature, Severity, TicketKind, TicketState
from thirdring.domain.escalations import RULES
from thirdring.domain.policy import Key
from thirdring.domain.ticket_path import PATH

_S = TicketState
_DEGREES = (Degree.LOW, Degree.MEDIUM, Degree.HIGH)
_GOODS = frozenset({Nature.PRODUCT_QUALITY, Nature.AFTER_SALES})
_FAULTS = (Remedy.EXCHANGE, Remedy.ON_SITE_REPAIR, Remedy.REPAIR, Remedy.RETURN_GOODS)
_OTHERS = (Remedy.EXPLANATION, Remedy.APOLOGY, Remedy.COMPENSATION)
_KINDS = {
    "E1": EscalationKind.PRESS, "E2": EscalationKind.ASSOCIATION, "E3": EscalationKind.AUTHORITY,
    "E6": EscalationKind.EMERGENCY, "D9": EscalationKind.MAJOR, "C4": EscalationKind.DIFFICULT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a case has come; times aware UTC, None for what didn't happen yet."""

    id: uuid.UUID
    kind: TicketKind
    about: Subject
    received: dt.datetime
    channel: Channel
    state: TicketState
    is_open: bool
    at: dt.datetime
    owner: uuid.UUID
    severity: Severity | None = None
    nature: Nature | None = None
    address: str | None = None
    plan: str | None = None
    planned: dt.datetime | None = None
    next_contact: dt.datetime | None = None
    completed: dt.datetime | None = None
    visited: dt.datetime | None = None
    sent_up: tuple[str, int, dt.datetime, str] | None = None

    def past(self, state: TicketState) -> bool:
        """Whether it has come so far; what left the path was looked into at most."""
        reached = self.state if self.state in PATH else _S.INVESTIGATION
        return PATH.index(reached) >= PATH.index(state)


def found_of(scene: Scene, case: Standing, *, bought: bool) -> Row:
    """The columns of `complaint_details` that fill on the way (J2, D6, D11, D17, D18)."""
    random = scene.random
    row: Row = dict.fromkeys(_COLUMNS) | {"example": False}
    if case.channel is Channel.IN_PERSON:
        quick = scene.chance(0.3)
        row["handling"] = Handling.ON_THE_SPOT if quick else Handling.RECEPTION_ROOM
        row["guide_id"] = None if quick else scene.cast.staff["wen"]
    if case.kind is TicketKind.PRAISE:
        return row
    if case.past(_S.INVESTIGATION):
        row["safety"] = row["immediate"] = case.severity is Severity.MAJOR or scene.chance(0.05)
        row["complexity"] = random.choices(_DEGREES, (50, 38, 12))[0]
        row["impact"] = random.choices(_DEGREES, (62, 30, 8))[0]
    if case.past(_S.APPRAISAL):
        fault = bought and case.nature in _GOODS and scene.chance(0.8)
        row["fault"] = Fault.FAULT if fault else Fault.NO_FAULT
    row |= {"plan": case.plan, "next_contact_at": case.next_contact, "completed_at": case.completed}
    if case.past(_S.REMEDY):
        row["accepted"] = True
        row["remedy"] = _remedy(scene, row["fault"], case.address)
        if scene.chance(0.12):
            row["alternatives"] = case.about.text(random.choice(scene.words.alternatives), scene)
    if case.past(_S.ARCHIVED):
        row |= _summed_up(scene, case)
    return row


def _remedy(scene: Scene, fault: Fault, address: str | None) -> Remedy:
    offered = _FAULTS if fault is Fault.FAULT else _OTHERS
    found = scene.random.choice(offered)
    return Remedy.REPAIR if found is Remedy.ON_SITE_REPAIR and address is None else found


def _summed_up(scene: Scene, case: Standing) -> Row:
    """D11: a line of cause and prevention; a lesson for the grave ones, examples of the hard ones."""
    words, random, about = scene.words, scene.random, case.about
    grave = case.severity in {Severity.SERIOUS, Severity.MAJOR}
    return {
        "cause": about.text(random.choice(words.causes), scene),
        "prevention": about.text(random.choice(words.lessons), scene),
        "lesson": about.text(random.choice(words.lessons), scene) if grave else None,
        "example": grave and scene.chance(0.4),
    }


def tell_clocks(scene: Scene, case: Standing) -> list[Row]:
    """The ticket's own clocks, written down; returns them."""
    policy, found = scene.policy, []
    left = None if case.is_open or case.planned else case.at
    if case.kind is TicketKind.COMPLAINT:
        key = Key.COUNTER_PLAN_HOURS if case.channel is Channel.IN_PERSON else Key.ANSWER_HOURS
        found.append(_clock(scene, case, "D4", case.received, case.received + policy.span(key),
                            met_at=case.planned, cancelled_at=left))  # fmt: skip
    if case.channel is Channel.MAILBOX:
        due = case.received + policy.span(Key.MAIL_ANSWER_HOURS)
        answered = case.planned or (case.at if case.past(_S.ARCHIVED) else None)
        found.append(_clock(scene, case, "D16", case.received, due, met_at=answered,
                            cancelled_at=None if answered else left))  # fmt: skip
    if case.planned and case.next_contact:
        stopped = case.at if not case.is_open and case.completed is None else None
        found.append(_clock(scene, case, "D18", case.planned, case.next_contact,
                            met_at=case.completed, cancelled_at=stopped))  # fmt: skip
    return found


def tell_visit(scene: Scene, case: Standing, customer: Row) -> list[Row]:
    """D10: the call owed after completion, made or still to be made; its clock."""
    if case.completed is None:
        return []
    visit_id = scene.ids.at(case.completed)
    due = case.completed + scene.policy.span(Key.RETURN_VISIT_DAYS)
    done = case.visited is not None
    scene.add(
        "return_visits",
        {"id": visit_id, "reason": VisitReason.COMPLAINT, "ticket_id": case.id, "due_at": due,
         "state": VisitState.DONE if done else VisitState.OPEN, "tries": 1 if done else 0,
         "satisfaction": scene.random.choices((2, 3, 4, 5), (4, 12, 40, 44))[0] if done else None,
         "opinion": scene.random.choice(scene.words.opinions) if done else None,
         "made_by": case.owner, "closed_by": case.owner if done else None,
         "closed_at": case.visited, "created_at": case.completed, **customer},
    )  # fmt: skip
    return [_clock(scene, case, "D10", case.completed, due, met_at=case.visited, visit_id=visit_id)]


def tell_sent_up(scene: Scene, case: Standing, sender: uuid.UUID) -> None:
    """What went up was taken over within minutes; it closes with its ticket."""
    if case.sent_up is None:
        return
    rule, level, at, reason = case.sent_up
    kind = _KINDS[rule]
    due = at + scene.policy.span(RULES[kind].key)
    taken = min(at + dt.timedelta(minutes=scene.random.uniform(1, 13)), scene.now)
    row_id = scene.ids.at(at)
    scene.add(
        "escalations",
        {"id": row_id, "kind": kind, "rule": RULES[kind].rule, "level": level, "ticket_id": case.id,
         "state": EscalationState.TAKEN if case.is_open else EscalationState.CLOSED,
         "reason": reason, "sent_by": sender, "sent_at": at, "due_at": due, "owner_id": case.owner,
         "taken_at": taken, "decision": Decision.TAKE_OVER, "decided_by": case.owner,
         "decided_at": taken, "closed_at": None if case.is_open else max(case.at, taken)},
    )  # fmt: skip
    _clock(scene, case, RULES[kind].rule, at, due, met_at=taken, escalation_id=row_id)


def _clock(
    scene: Scene, case: Standing, rule: str, started: dt.datetime, due: dt.datetime, **more: Any
) -> Row:
    due = max(due, started)
    row: Row = _CLOCK | {
        "id": scene.ids.at(started), "rule": rule, "ticket_id": case.id, "basis": ClockBasis.WALL,
        "started_at": started, "span_seconds": int((due - started).total_seconds()), "due_at": due,
    } | more  # fmt: skip
    scene.add("clocks", row)
    return row


_CLOCK: Row = dict.fromkeys(("callback_id", "escalation_id", "visit_id", "met_at", "cancelled_at"))
_COLUMNS = (
    "safety", "complexity", "impact", "immediate", "handling", "guide_id", "fault", "plan",
    "accepted", "alternatives", "remedy", "next_contact_at", "completed_at", "cause", "prevention",
    "lesson",
)  # fmt: skip
