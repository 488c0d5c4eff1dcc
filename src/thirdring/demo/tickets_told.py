"""Matters from intake to archive: each goes its path at a human pace until today stops it."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from thirdring.demo.case_told import (
    Standing,
    found_of,
    tell_clocks,
    tell_sent_up,
    tell_visit,
)
from thirdring.demo.people import Caller
from thirdring.demo.scene import Scene, Subject
from thirdring.demo.words import Matter
from thirdring.domain import ticket_numbers
from thirdring.domain.enums import (
    CLOSED_STATES,
    AgainstKind,
    Channel,
    Severity,
    TicketKind,
    TicketState,
)
from thirdring.domain.ticket_path import PATHS

_S = TicketState
_NO_DUE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
# Hours from the state before to this one, at least and at most.
_PACE = {
    _S.ACKNOWLEDGED: (0.05, 0.4), _S.INVESTIGATION: (0.2, 2.5), _S.APPRAISAL: (1, 6),
    _S.PLAN_OFFERED: (0.5, 5), _S.REMEDY: (2, 30), _S.RESULT_TOLD: (8, 120),
    _S.RETURN_VISIT: (24, 200), _S.ARCHIVED: (1, 90),
}  # fmt: skip
_SEVERITIES = (Severity.MINOR, Severity.ORDINARY, Severity.SERIOUS, Severity.MAJOR)
_CHANNELS = {
    Channel.IN_PERSON: 26, Channel.WECHAT: 22, Channel.MAILBOX: 12, Channel.ONLINE_CHAT: 12,
    Channel.WEBSITE: 8, Channel.HOTLINE: 7, Channel.WEIBO: 5, Channel.REFERRAL: 4,
    Channel.LETTER: 2, Channel.OTHER: 2,
}  # fmt: skip

_SOON = dt.timedelta(minutes=30)
_LONG_PATH = frozenset({TicketKind.COMPLAINT, TicketKind.REQUEST})
_NAMING = frozenset({TicketKind.COMPLAINT, TicketKind.PRAISE})
_WITH_DETAIL = _LONG_PATH | _NAMING


@dataclass(frozen=True, slots=True)
class Opening:
    """How a matter comes in. `agent` is a login; `due_at` a callback told for it."""

    kind: TicketKind
    at: dt.datetime
    agent: str
    about: Subject
    raised: str
    caller: Caller | None = None
    name: str | None = None
    matter: Matter | None = None
    wants: str | None = None
    answer: str | None = None
    channel: Channel = Channel.PHONE
    call_id: uuid.UUID | None = None
    level: int = 0
    rule: str | None = None
    due_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A ticket of the story that later calls may come back to."""

    id: uuid.UUID
    opened: Opening
    owner: str | None
    is_open: bool


@dataclass(slots=True)
class _Life:
    """Where a ticket stands while its story is told."""

    state: TicketState
    at: dt.datetime
    owner: str | None
    version: int = 1
    completed: dt.datetime | None = None
    merged_into: uuid.UUID | None = None
    plan: str | None = None
    planned: dt.datetime | None = None
    next_contact: dt.datetime | None = None
    visited: dt.datetime | None = None
    sent_up: tuple[str, int, dt.datetime, str] | None = None
    accused: uuid.UUID | None = None

    def at_plan(self) -> dt.datetime:
        """When the plan was told, or how far it came without one."""
        return self.planned or self.at


@dataclass(slots=True)
class Tickets:
    """Tells tickets one after the other, in the order of their intake."""

    scene: Scene
    last: Told | None = None
    _counters: Counter[str] = field(default_factory=Counter)
    _of_customer: dict[uuid.UUID, Told] = field(default_factory=dict)

    def channel(self) -> Channel:
        """A way in other than the telephone."""
        return self.scene.random.choices(tuple(_CHANNELS), tuple(_CHANNELS.values()))[0]

    def running(self, day: dt.date) -> int:
        """How many numbers of that day are given."""
        return self._counters[day.isoformat()]

    def open(self, opening: Opening) -> Told:
        """A ticket, what makes it a complaint, and its whole story up to now."""
        scene, random = self.scene, self.scene.random
        ticket_id = scene.ids.at(opening.at)
        severity = (
            random.choices(_SEVERITIES, (30, 52, 15, 3))[0] if self._complains(opening) else None
        )
        against = self._against(opening)
        agent = scene.cast.staff[opening.agent]
        scene.event(
            opening.at, agent, "opened", "ticket", ticket_id, ticket_id, kind=opening.kind.value,
            call_id=opening.call_id and str(opening.call_id), due_rule=opening.rule,
        )  # fmt: skip
        first = _S.ACKNOWLEDGED if opening.call_id else _S.INTAKE
        accused = against.get("against_staff_id")
        life = _Life(first, opening.at, self._owner(opening, accused), accused=accused)
        self._escalate(opening, ticket_id, life, severity)
        self._live(opening, ticket_id, life)
        if life.planned:
            life.next_contact = self._next_contact(life)
        case = self._standing(opening, ticket_id, life, severity)
        # A case row refers to its ticket, so what is told of it comes after.
        row = self._row(opening, life, case)
        scene.add("tickets", row)
        if opening.kind in _WITH_DETAIL:
            scene.add("complaint_details", self._detail(opening, against, case))
        if life.merged_into is not None:
            self._merged(case, life.merged_into)
        tell_sent_up(scene, case, agent)
        self.last = Told(ticket_id, opening, life.owner, row["open"])
        if opening.caller is not None and opening.kind is TicketKind.COMPLAINT and row["open"]:
            self._of_customer[opening.caller.id] = self.last
        return self.last

    def _standing(
        self, opening: Opening, ticket_id: uuid.UUID, life: _Life, severity: Severity | None
    ) -> Standing:
        return Standing(
            id=ticket_id, kind=opening.kind, about=opening.about, received=opening.at,
            channel=opening.channel, state=life.state, is_open=life.state not in CLOSED_STATES,
            at=life.at, owner=self.scene.cast.staff[life.owner or opening.agent],
            severity=severity, nature=opening.matter.nature if opening.matter else None,
            address=opening.caller.address if opening.caller else None,
            plan=life.plan, planned=life.planned, next_contact=life.next_contact,
            completed=life.completed if opening.kind in _LONG_PATH else None,
            visited=life.visited, sent_up=life.sent_up,
        )  # fmt: skip

    def _merged(self, case: Standing, into: uuid.UUID) -> None:
        self.scene.add(
            "ticket_merges",
            {"id": self.scene.ids.at(case.at), "ticket_id": case.id, "into_id": into,
             "state_before": _S.INVESTIGATION, "merged_by": self.scene.cast.staff["zhao"],
             "merged_at": case.at},
        )  # fmt: skip

    @staticmethod
    def _complains(opening: Opening) -> bool:
        return opening.kind in {TicketKind.COMPLAINT, TicketKind.REQUEST}

    def _owner(self, opening: Opening, accused: uuid.UUID | None) -> str | None:
        """Who sees it through (C10): never the one it is against (G9), nobody yet for a few."""
        scene = self.scene
        if opening.level:
            return self._other(("zhao", "gu"), accused)
        if scene.now - opening.at < dt.timedelta(hours=30) and scene.chance(0.2):
            return None
        owner = opening.agent
        while scene.cast.staff[owner] == accused or owner == "duan":
            owner = scene.agent_at(scene.now)
        return owner

    def _other(
        self, logins: tuple[str, ...], accused: uuid.UUID | None, before: str | None = None
    ) -> str:
        """One of `logins` that it isn't against (G9)."""
        staff = self.scene.cast.staff
        fit = [login for login in logins if staff[login] != accused and login != before]
        return self.scene.random.choice(fit)

    def _escalate(
        self, opening: Opening, ticket_id: uuid.UUID, life: _Life, severity: Severity | None
    ) -> None:
        if opening.level:
            life.sent_up = (opening.rule or "C4", opening.level, opening.at, opening.raised)
            return
        major = severity is Severity.MAJOR and opening.kind is TicketKind.COMPLAINT
        grave = severity is Severity.SERIOUS
        if not major and not (
            self._complains(opening) and self.scene.chance(0.45 if grave else 0.04)
        ):
            return
        words = opening.about.text(
            self.scene.random.choice(self.scene.words.escalations), self.scene
        )
        at = opening.at + dt.timedelta(minutes=self.scene.random.randint(3, 11))
        rule = "D9" if major else "C4"
        self._step(opening, ticket_id, life, at, "escalated", words, rule=rule)
        life.sent_up = (rule, 2 if major else 1, at, words)
        life.owner = self._other(("zhao", "gu"), life.accused)

    def _live(self, opening: Opening, ticket_id: uuid.UUID, life: _Life) -> None:
        """Move along the path until it is archived, leaves the path, or now has come."""
        scene = self.scene
        path = PATHS[opening.kind]
        for state in path[path.index(life.state) + 1 :]:
            fresh = scene.now - life.at < dt.timedelta(days=20)
            if fresh and scene.chance(0.06 if life.planned else 0.015):
                return  # it has got stuck, as some do
            least, most = _PACE[state]
            hours = dt.timedelta(hours=least + (most - least) * scene.random.random() ** 1.6)
            at = scene.moments.working(life.at + hours)
            if at >= scene.now:
                return
            if state is _S.APPRAISAL and self._leave(opening, ticket_id, life, at):
                return
            self._move(opening, ticket_id, life, at, state)
            self._between(opening, ticket_id, life)

    def _move(
        self, opening: Opening, ticket_id: uuid.UUID, life: _Life, at: dt.datetime, to: TicketState
    ) -> None:
        words = self.scene.words
        said: tuple[str, ...] = ()
        if to is _S.INVESTIGATION and opening.kind is not TicketKind.ENQUIRY:
            said = words.investigation
        elif to is _S.PLAN_OFFERED:
            said, life.planned = words.plans, at
        elif to is _S.RESULT_TOLD:
            life.completed = at
        elif to is _S.RETURN_VISIT:
            said, life.visited = words.return_visits, at
        elif to is _S.ARCHIVED and opening.kind is TicketKind.COMPLAINT:
            said = words.lessons
        text = opening.about.text(self.scene.random.choice(said), self.scene) if said else None
        if to is _S.PLAN_OFFERED:
            life.plan = text
        rule = "D11" if to is _S.ARCHIVED and text else ""
        before, life.state = life.state, to
        self._step(
            opening, ticket_id, life, at, "moved", text, rule=rule, before=before.value,
            after=to.value, skipped=[],
        )  # fmt: skip

    def _between(self, opening: Opening, ticket_id: uuid.UUID, life: _Life) -> None:
        """Progress told to the customer (D5), and now and then another hand (C10)."""
        scene = self.scene
        if life.state in CLOSED_STATES or opening.kind not in _LONG_PATH:
            return
        later = life.at + dt.timedelta(minutes=scene.random.randint(8, 55))
        if later < scene.now and scene.chance(0.35):
            words = scene.random.choice(scene.words.progress)
            self._step(opening, ticket_id, life, later, "told_progress", words)
        elif life.owner not in {None, "zhao", "gu"} and later < scene.now and scene.chance(0.05):
            before = life.owner
            words = scene.random.choice(scene.words.hand_overs)
            life.owner = self._other(("fang", "bai", "sun"), life.accused, before)
            self._step(
                opening, ticket_id, life, later, "reassigned", words, rule="C10",
                actor=self._other(("zhao", "gu"), life.accused),
                before=str(scene.cast.staff[before or "zhao"]),
                after=str(scene.cast.staff[life.owner]),
            )  # fmt: skip

    def _leave(self, opening: Opening, ticket_id: uuid.UUID, life: _Life, at: dt.datetime) -> bool:
        """Withdrawn, unfounded, or the same as an earlier matter."""
        if opening.kind is not TicketKind.COMPLAINT or not self.scene.chance(0.1):
            return False
        to = self.scene.random.choices((_S.WITHDRAWN, _S.UNFOUNDED, _S.MERGED), (5, 3, 2))[0]
        if to is _S.MERGED:
            earlier = opening.caller and self._of_customer.get(opening.caller.id)
            if not earlier:
                return False
            life.merged_into = earlier.id
        pool = (
            self.scene.words.withdrawals if to is _S.WITHDRAWN else self.scene.words.investigation
        )
        before, life.state = life.state, to
        self._step(
            opening, ticket_id, life, at, "moved", self.scene.random.choice(pool),
            actor=self._other(("zhao", "gu"), life.accused),
            before=before.value, after=to.value, skipped=[],
        )  # fmt: skip
        return True

    def _step(
        self, opening: Opening, ticket_id: uuid.UUID, life: _Life, at: dt.datetime, verb: str,
        words: str | None, *, actor: str | None = None, rule: str = "", **detail: Any,
    ) -> None:  # fmt: skip
        """One event, with its words in a note of their own."""
        scene = self.scene
        made_by = scene.cast.staff[actor or life.owner or opening.agent]
        note_id = None
        if words is not None:
            note_id = scene.ids.at(at)
            scene.add(
                "ticket_notes",
                {"id": note_id, "ticket_id": ticket_id, "text": opening.about.text(words, scene),
                 "told_customer": verb == "told_progress", "made_by": made_by, "made_at": at},
            )  # fmt: skip
        detail["note_id"] = note_id and str(note_id)
        scene.event(at, made_by, verb, "ticket", ticket_id, ticket_id, rule=rule, **detail)
        life.at = at
        life.version += 1

    def _due(self, opening: Opening, case: Standing) -> tuple[dt.datetime | None, str | None]:
        """The nearest clock that still runs; every clock of it is written down here."""
        clocks = tell_clocks(self.scene, case)
        if opening.kind in _LONG_PATH:
            caller = opening.caller
            clocks += tell_visit(self.scene, case, {
                "customer_id": caller.id if caller else None,
                "name": caller.name if caller else opening.name,
                "number": caller.number if caller else None,
                "digits": caller.digits if caller else None,
            })  # fmt: skip
        running = [
            (clock["due_at"], clock["rule"])
            for clock in clocks
            if clock["met_at"] is None and clock["cancelled_at"] is None
        ]
        if case.is_open and opening.due_at is not None:
            running.append((opening.due_at, opening.rule or "C2"))
        return min(running, default=(None, None), key=lambda clock: clock[0])

    def _next_contact(self, life: _Life) -> dt.datetime:
        """The time told for the next contact: mostly still ahead, for a few just missed."""
        scene = self.scene
        hours = scene.random.uniform(-5, 60) if scene.chance(0.5) else scene.random.uniform(2, 90)
        moment = max(scene.now + dt.timedelta(hours=hours), life.at + dt.timedelta(minutes=30))
        if life.completed is not None or life.state in CLOSED_STATES:
            near = dt.timedelta(hours=scene.random.uniform(-1, 8))
            moment = max((life.completed or life.at) + near, life.at_plan() + _SOON)
        return scene.moments.working(moment).replace(second=0, microsecond=0)

    def _row(self, opening: Opening, life: _Life, case: Standing) -> dict[str, Any]:
        scene, caller = self.scene, opening.caller
        day = scene.time.day_of(opening.at)
        self._counters[day.isoformat()] += 1
        is_open = case.is_open
        due_at, due_rule = self._due(opening, case)
        return {
            "id": case.id,
            "number": ticket_numbers.make(
                opening.kind, day, scene.desk_code, self._counters[day.isoformat()]
            ),
            "kind": opening.kind,
            "state": life.state,
            "open": is_open,
            "escalation_level": case.sent_up[1] if case.sent_up and is_open else 0,
            "severity": case.severity,
            "category": opening.matter.category if opening.matter else None,
            "customer_id": caller.id if caller else None,
            "name": caller.name if caller else opening.name,
            "title": caller.title if caller else None,
            "phone": caller.number if caller else None,
            "digits": caller.digits if caller else None,
            "address": caller.address if caller else None,
            "raised": opening.raised,
            "wants": opening.wants,
            "answer": opening.answer,
            "owner_id": scene.cast.staff[life.owner] if life.owner else None,
            "department_id": self._department(opening),
            "created_by": scene.cast.staff[opening.agent],
            "received_at": opening.at,
            "due_at": due_at,
            "due_rule": due_rule,
            "sort_due": due_at or _NO_DUE,
            "closed_at": None if is_open else life.at,
            "merged_into_id": life.merged_into,
            "created_at": opening.at,
            "updated_at": life.at,
            "version": life.version,
        }

    def _department(self, opening: Opening) -> uuid.UUID | None:
        """Who answers for it (D3): delivery, after-sales, else customer service."""
        names, category = self.scene.words.departments, opening.matter and opening.matter.category
        if opening.kind is TicketKind.ENQUIRY:
            return None
        at = {"delivery": 2, "after_sales": 1, "product": 1, "promotion": 4}.get(category or "", 0)
        return self.scene.cast.departments[names[at]]

    def _against(self, opening: Opening) -> dict[str, Any]:
        """Whom the complaint is against (D15), matched to the record it names."""
        scene, matter = self.scene, opening.matter
        if opening.kind not in _NAMING or matter is None:
            return {}
        cast, about, names = scene.cast, opening.about, scene.words.departments
        kind = matter.against
        if kind is AgainstKind.EMPLOYEE:
            others = [p for p in scene.words.people if p.login not in {opening.agent, "xu", "he"}]
            person = scene.random.choice(others)
            return {"against_staff_id": cast.staff[person.login], "against_text": person.name}
        if kind is AgainstKind.DEPARTMENT:
            name = names[{"delivery": 2, "promotion": 4}.get(matter.category, 5)]
            return {"against_department_id": cast.departments[name], "against_text": name}
        if kind is AgainstKind.MERCHANT:
            found = cast.merchants[about.merchant]
            return {"against_merchant_id": found, "against_text": about.merchant}
        if kind is AgainstKind.PRODUCT:
            return {
                "against_product_id": cast.products[about.product],
                "against_text": about.product,
            }
        return {}

    def _detail(self, opening: Opening, against: dict[str, Any], case: Standing) -> dict[str, Any]:
        scene, matter = self.scene, opening.matter
        day = scene.time.day_of(opening.at)
        goods = matter is not None and matter.category not in {"service", "other", "promotion"}
        bought = day - dt.timedelta(days=scene.random.randint(2, 400)) if goods else None
        about = opening.about
        empty = dict.fromkeys(
            ("against_staff_id", "against_department_id", "against_merchant_id",
             "against_product_id", "against_text")
        )  # fmt: skip
        return (
            empty
            | against
            | {
                "ticket_id": case.id,
                "channel": opening.channel,
                "nature": matter.nature if matter else None,
                "against_kind": matter.against if matter else None,
                "product_id": scene.cast.products[about.product] if goods else None,
                "product_text": about.product if goods else None,
                "merchant_id": scene.cast.merchants[about.merchant] if goods else None,
                "merchant_text": about.merchant if goods else None,
                "bought_on": bought,
                "warranty_until": bought + dt.timedelta(days=730) if bought else None,
                "order_no": f"SS{bought:%y%m%d}{scene.random.randrange(10_000):04d}"
                if bought
                else None,
                "month": scene.time.month_of(opening.at),
            }
            | found_of(scene, case, bought=bought is not None)
        )
