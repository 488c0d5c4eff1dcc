"""Calls as they come on a day: answered, held, put through, cut off; and what they leave behind."""

import datetime as dt
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from thirdring.demo.people import Caller
from thirdring.demo.scene import Scene, Subject, subject
from thirdring.demo.tickets_told import Opening, Tickets, Told
from thirdring.demo.words import Matter
from thirdring.domain.enums import (
    OUTCOMES_WITHOUT_A_TALK,
    CallbackKind,
    CallbackResult,
    CallbackState,
    CallerType,
    Channel,
    Direction,
    HoldReason,
    HungUpBy,
    Outcome,
    TicketKind,
)
from thirdring.domain.policy import Key
from thirdring.domain.read_back import KeyPoints, revision
from thirdring.domain.rings import rings_in

_RINGS = (22, 36, 26, 8, 4, 2, 1, 1)
_PLAIN = {
    Outcome.SOLVED: 72, Outcome.TRANSFERRED: 6, Outcome.NO_AUDIO: 3, Outcome.CUT_OFF: 3,
    Outcome.MISDIAL: 4, Outcome.ABANDONED: 7,
}  # fmt: skip
_HOLDS = tuple(HoldReason)
_FRESH = dt.timedelta(hours=48)
_MINUTES = (10, 15, 20, 30, 30, 30)
_RULES = {CallerType.PRESS: "E1", CallerType.AUTHORITY: "E3"}


def _answered_at_once(matter: Matter) -> bool:
    return matter.kind is TicketKind.ENQUIRY


def _worth_a_ticket(matter: Matter) -> bool:
    return matter.kind is not TicketKind.ENQUIRY or matter.category in {"membership", "other"}


@dataclass(frozen=True, slots=True)
class _Course:
    """When the parts of one call were; aware UTC."""

    started: dt.datetime
    answered: dt.datetime | None
    ended: dt.datetime
    wrapped: dt.datetime | None
    rings: int
    holds: tuple[tuple[dt.datetime, dt.datetime, HoldReason], ...] = ()


@dataclass(slots=True)
class Calls:
    """Tells calls one after the other, in the order of their time."""

    scene: Scene
    tickets: Tickets
    _recent: deque[Told] = field(default_factory=lambda: deque(maxlen=200))

    def counter(self, at: dt.datetime) -> None:
        """A matter that came in another way than by telephone."""
        scene, about = self.scene, subject(self.scene)
        matter = self._matter(_worth_a_ticket)
        caller = self._caller(at)
        raised, answer, wants = self._said(matter, about)
        self._recent.append(
            self.tickets.open(
                Opening(
                    kind=matter.kind, at=at, agent=scene.agent_at(at), about=about, caller=caller,
                    raised=raised, matter=matter, wants=wants,
                    answer=answer if scene.chance(0.8) else None, channel=self.tickets.channel(),
                )
            )
        )  # fmt: skip

    def call(self, at: dt.datetime, *, with_ticket: bool) -> None:
        """One call; `with_ticket` leaves a matter to be seen through."""
        if with_ticket:
            if self.scene.chance(0.035):
                self._special(at)
            else:
                self._ticket_call(at)
        elif self._recent and self.scene.chance(0.12):
            self._outbound(at)
        else:
            self._plain(at)

    # --- the kinds of calls --------------------------------------------------------------------

    def _plain(self, at: dt.datetime) -> None:
        scene = self.scene
        outcome = scene.random.choices(tuple(_PLAIN), tuple(_PLAIN.values()))[0]
        course = self._course(at, outcome)
        caller = self._caller(at)
        if outcome in OUTCOMES_WITHOUT_A_TALK:
            known = outcome is Outcome.CUT_OFF or scene.chance(0.5)
            call_id = self._row(course, outcome, caller if known else None, {"name": None})
            if outcome is Outcome.CUT_OFF:
                self._redial(call_id, course, caller)
            return
        about = subject(scene)
        matter = self._matter(_answered_at_once)
        raised, answer, _ = self._said(matter, about)
        more: dict[str, Any] = {"category": matter.category, "raised": raised, "answer": answer}
        if matter.unmet and scene.chance(0.2):
            more["unmet_need"] = about.text(scene.random.choice(matter.unmet), scene)
        if outcome is Outcome.TRANSFERRED:
            to = about.text(scene.random.choice(scene.words.transfers), scene)
            more |= {"transferred_to": to, "transfer_taken": scene.chance(0.9)}
        elif scene.chance(0.18):
            more["satisfaction"] = scene.random.choices((1, 2, 3, 4, 5), (2, 3, 12, 33, 50))[0]
        self._row(course, outcome, caller, more)

    def _ticket_call(self, at: dt.datetime) -> None:
        scene, about = self.scene, subject(self.scene)
        matter = self._matter(_worth_a_ticket)
        caller = self._caller(at)
        outcome = scene.random.choices(
            (Outcome.TICKET, Outcome.CALLBACK, Outcome.ESCALATED), (54, 38, 8)
        )[0]
        emergency = outcome is Outcome.ESCALATED and scene.chance(0.06)
        course = self._course(at, outcome)
        raised, answer, wants = self._said(matter, about)
        if emergency:
            raised = about.text(scene.random.choice(scene.words.emergencies), scene)
        promise = self._promise(course.ended, about) if outcome is Outcome.CALLBACK else None
        agent = scene.agent_at(at)
        call_id = scene.ids.at(at)
        level = 2 if emergency else 1 if outcome is Outcome.ESCALATED else 0
        told = self.tickets.open(
            Opening(
                kind=matter.kind, at=course.ended, agent=agent, about=about, caller=caller,
                raised=raised, matter=matter, wants=wants, answer=answer, channel=Channel.PHONE,
                call_id=call_id, level=level,
                rule="C2" if promise else "E6" if emergency else None,
                due_at=promise["due_at"] if promise and promise["state"] is CallbackState.OPEN else None,
            )
        )  # fmt: skip
        self._recent.append(told)
        more = {
            "category": matter.category, "raised": raised, "wants": wants, "answer": answer,
            "ticket_id": told.id, "emergency": emergency,
        }  # fmt: skip
        due = promise["due_at"] if promise else None
        self._row(course, outcome, caller, more, call_id=call_id, agent=agent, due=due)
        if promise is not None:
            self._keep(promise, call_id, caller, told.owner or agent, told.id, about)

    def _special(self, at: dt.datetime) -> None:
        """E1 to E3: taken down and handed over at once."""
        scene, about = self.scene, subject(self.scene)
        special = scene.random.choice(scene.words.special)
        course = self._course(at, Outcome.ESCALATED)
        agent, call_id = scene.agent_at(at), scene.ids.at(at)
        questions = about.text(scene.random.choice(special.questions), scene)
        rule = _RULES.get(special.caller_type, "E2")
        press, hoped_for = rule == "E1", scene.random.choice(special.hoped_for)
        number = f"021-5551{scene.random.randrange(10_000):04d}"
        name, title = scene.customers.name()
        caller = Caller(call_id, name, title, number, number.replace("-", ""), None)
        told = self.tickets.open(
            Opening(
                kind=TicketKind.PROTOCOL, at=course.ended, agent=agent, about=about, raised=questions,
                name=name, channel=Channel.PHONE, call_id=call_id, level=2, rule=rule,
            )
        )  # fmt: skip
        more = {"caller_type": special.caller_type, "ticket_id": told.id, "customer_id": None}
        self._row(course, Outcome.ESCALATED, caller, more, call_id=call_id, agent=agent)
        scene.add(
            "protocol_records",
            {"call_id": call_id, "outlet": scene.random.choice(special.outlets), "questions": questions,
             "answer_hoped_for": hoped_for if press else None,
             "demands": about.text(scene.random.choice(special.demands), scene), "help_expected": None if press else hoped_for},
        )  # fmt: skip

    def _outbound(self, at: dt.datetime) -> None:
        """A call back to somebody whose matter is known."""
        scene = self.scene
        told = scene.random.choice(self._recent)
        caller, matter = told.opened.caller, told.opened.matter
        if caller is None or matter is None or at <= told.opened.at:
            self._plain(at)
            return
        about = told.opened.about
        pool = scene.words.progress if told.is_open else scene.words.return_visits
        more = {
            "direction": Direction.OUTBOUND, "rings": None, "category": matter.category,
            "raised": told.opened.raised, "answer": about.text(scene.random.choice(pool), scene),
            "ticket_id": told.id,
        }  # fmt: skip
        self._row(self._course(at, Outcome.SOLVED), Outcome.SOLVED, caller, more)

    # --- their parts ---------------------------------------------------------------------------

    def _caller(self, at: dt.datetime) -> Caller:
        caller, customers, numbers = self.scene.customers.somebody(at)
        self.scene.rows["customers"] += customers
        self.scene.rows["customer_numbers"] += numbers
        return caller

    def _matter(self, wanted: Callable[[Matter], bool]) -> Matter:
        matters = self.scene.words.matters
        weights = [one.weight for one in matters]
        while True:
            found = self.scene.random.choices(matters, weights)[0]
            if wanted(found):
                return found

    def _said(self, matter: Matter, about: Subject) -> tuple[str, str, str | None]:
        """What was raised, what was answered, and what they want, of one case."""
        random = self.scene.random
        case = random.choice(matter.cases)
        wants = random.choice(case.wants) if case.wants and self.scene.chance(0.85) else None
        return (
            about.text(random.choice(case.raised), self.scene),
            about.text(random.choice(case.answers), self.scene),
            wants and about.text(wants, self.scene),
        )

    def _course(self, at: dt.datetime, outcome: Outcome) -> _Course:
        random = self.scene.random
        if outcome is Outcome.ABANDONED:
            waited = dt.timedelta(seconds=random.uniform(4, 45))
            return _Course(at, None, at + waited, None, rings_in(waited, self.scene.policy))
        waited = dt.timedelta(
            seconds=5 * random.choices(range(8), _RINGS)[0] + random.uniform(0.4, 4.9)
        )
        talk = (
            random.uniform(3, 20)
            if outcome in OUTCOMES_WITHOUT_A_TALK
            else min(25 + random.lognormvariate(4.9, 0.55), 600)
        )
        answered = at + waited
        ended = answered + dt.timedelta(seconds=talk)
        wrapped = ended + dt.timedelta(seconds=random.uniform(4, 75))
        holds: tuple[tuple[dt.datetime, dt.datetime, HoldReason], ...] = ()
        if talk > 90 and random.random() < 0.22:
            begin = answered + dt.timedelta(seconds=random.uniform(20, talk * 0.4))
            length = min(random.lognormvariate(3.4, 0.5), talk * 0.5)
            holds = ((begin, begin + dt.timedelta(seconds=length), random.choice(_HOLDS)),)
        return _Course(at, answered, ended, wrapped, rings_in(waited, self.scene.policy), holds)

    def _row(
        self, course: _Course, outcome: Outcome, caller: Caller | None, more: dict[str, Any], *,
        call_id: uuid.UUID | None = None, agent: str | None = None, due: dt.datetime | None = None,
    ) -> uuid.UUID:  # fmt: skip
        scene = self.scene
        talked = outcome not in OUTCOMES_WITHOUT_A_TALK
        agent = agent or scene.agent_at(course.started)
        call_id = call_id or scene.ids.at(course.started)
        row: dict[str, Any] = dict.fromkeys(_TEXTS) | {
            "id": call_id, "direction": Direction.INBOUND, "agent_id": scene.cast.staff[agent],
            "customer_id": caller.id if caller else None,
            "number": caller.number if caller else None, "digits": caller.digits if caller else None,
            "name": caller.name if caller else None, "title": caller.title if caller else None,
            "address": caller.address if caller else None,
            "withheld": ["address"] if talked and caller and caller.address is None else [],
            "caller_type": CallerType.CUSTOMER, "rings": course.rings, "rings_disagree": False,
            "started_at": course.started, "answered_at": course.answered, "ended_at": course.ended,
            "wrapped_up_at": course.wrapped, "outcome": outcome, "emergency": False,
            "hung_up_by": self._hung_up(outcome), "read_back": talked, "created_at": course.wrapped or course.ended,
        }  # fmt: skip
        row |= more
        if talked:
            points = KeyPoints(row["name"], row["title"], row["raised"], row["wants"], due)
            row["read_back_at"] = course.ended - dt.timedelta(seconds=scene.random.uniform(3, 12))
            row["read_back_revision"] = revision(points)
        if row["caller_type"] is not CallerType.CUSTOMER:
            row["withheld"] = []
        scene.add("calls", row)
        for begin, end, reason in course.holds:
            scene.add(
                "holds",
                {
                    "id": scene.ids.at(begin),
                    "call_id": call_id,
                    "from_at": begin,
                    "to_at": end,
                    "reason": reason,
                },
            )
        scene.event(
            row["created_at"], row["agent_id"], "logged", "call", call_id, row["ticket_id"],
            outcome=outcome.value, agent_id=str(row["agent_id"]),
        )  # fmt: skip
        return call_id

    def _hung_up(self, outcome: Outcome) -> HungUpBy:
        if outcome is Outcome.CUT_OFF:
            return HungUpBy.LINE
        if outcome is Outcome.NO_AUDIO:
            return HungUpBy.AGENT
        return self.scene.random.choices((HungUpBy.CUSTOMER, HungUpBy.AGENT), (94, 6))[0]

    # --- promises ------------------------------------------------------------------------------

    def _promise(self, told_at: dt.datetime, about: Subject) -> dict[str, Any]:
        """A callback told at the end of the call (C1, C2), and how it was kept."""
        scene = self.scene
        due, is_open = self._due(told_at)
        late = due - told_at > scene.policy.span(Key.CALLBACK_MAX_MINUTES)
        reason = about.text(scene.random.choice(scene.words.later_reasons), scene) if late else None
        kept = due - dt.timedelta(minutes=scene.random.uniform(1, 12))
        if scene.chance(0.08):
            kept = due + dt.timedelta(minutes=scene.random.uniform(2, 90))  # kept late
        kept = max(kept, told_at + dt.timedelta(seconds=40))
        is_open = is_open or kept > scene.now
        return {
            "kind": CallbackKind.PROMISE, "told_at": told_at, "due_at": due, "later_reason": reason,
            "state": CallbackState.OPEN if is_open else CallbackState.DONE,
            "closed_at": None if is_open else kept,
            "about": about.text(scene.random.choice(scene.words.callback_about), scene),
        }  # fmt: skip

    def _due(self, told_at: dt.datetime) -> tuple[dt.datetime, bool]:
        """When it was told for, and whether it is still to be kept.

        Of the last day's, most are open: some just missed, some due within hours. Whoever looks at
        the sample, at whatever hour, finds callbacks to make.
        """
        scene = self.scene
        if scene.now - told_at < _FRESH and scene.chance(0.9):
            ahead = (
                scene.random.uniform(-70, -3) if scene.chance(0.4) else scene.random.uniform(4, 420)
            )
            due = scene.now + dt.timedelta(minutes=ahead)
            if due > told_at + dt.timedelta(minutes=1):
                return due.replace(second=0, microsecond=0), True
        if scene.chance(0.3):  # the customer agreed to a later time
            due = scene.moments.working(told_at + dt.timedelta(hours=scene.random.uniform(2, 40)))
            due = due.replace(minute=due.minute // 30 * 30, second=0, microsecond=0)
            return max(due, told_at + dt.timedelta(minutes=31)), False
        return told_at + dt.timedelta(minutes=scene.random.choice(_MINUTES)), False

    def _redial(self, call_id: uuid.UUID, course: _Course, caller: Caller) -> None:
        """B8: owed at once, done at once, but for the one that has just been cut off."""
        scene = self.scene
        kept = course.ended + dt.timedelta(seconds=scene.random.uniform(15, 140))
        is_open = kept > scene.now
        row = {
            "kind": CallbackKind.REDIAL, "told_at": course.ended, "due_at": course.ended,
            "later_reason": None, "about": None,
            "state": CallbackState.OPEN if is_open else CallbackState.DONE,
            "closed_at": None if is_open else kept,
        }  # fmt: skip
        self._keep(row, call_id, caller, scene.agent_at(course.started), None, subject(scene))

    def _keep(
        self, row: dict[str, Any], call_id: uuid.UUID, caller: Caller, owner: str,
        ticket_id: uuid.UUID | None, about: Subject,
    ) -> None:  # fmt: skip
        scene = self.scene
        callback_id = scene.ids.at(row["told_at"])
        owner_id = scene.cast.staff[owner]
        scene.add(
            "callbacks",
            row | {"id": callback_id, "call_id": call_id, "ticket_id": ticket_id, "customer_id": caller.id,
                   "number": caller.number, "digits": caller.digits, "owner_id": owner_id,
                   "created_at": row["told_at"]},
        )  # fmt: skip
        rule = "B8" if row["kind"] is CallbackKind.REDIAL else "C2"
        scene.event(
            row["told_at"], owner_id, "promised", "callback", callback_id, ticket_id, rule=rule
        )
        if row["closed_at"] is None:
            return
        before = row["closed_at"] - dt.timedelta(minutes=scene.random.uniform(2, 9))
        if before > row["told_at"] and scene.chance(0.2):
            note = scene.random.choice(scene.words.not_reached)
            self._attempt(
                callback_id, owner_id, before, CallbackResult.NOT_REACHED, note, row["closed_at"]
            )
        note = about.text(scene.random.choice(scene.words.kept), scene)
        self._attempt(callback_id, owner_id, row["closed_at"], CallbackResult.DONE, note, None)

    def _attempt(
        self, callback_id: uuid.UUID, by: uuid.UUID, at: dt.datetime, result: CallbackResult,
        note: str, next_at: dt.datetime | None,
    ) -> None:  # fmt: skip
        scene = self.scene
        scene.add(
            "callback_attempts",
            {"id": scene.ids.at(at), "callback_id": callback_id, "call_id": None, "result": result,
             "note": note, "next_at": next_at, "made_by": by, "made_at": at},
        )  # fmt: skip


# Columns a call may leave empty; every row names them all, so that rows can be written together.
_TEXTS = (
    "ticket_id", "category", "raised", "wants", "answer", "unmet_need", "transferred_to",
    "transfer_taken", "satisfaction", "read_back_at", "read_back_revision", "extension",
)  # fmt: skip
