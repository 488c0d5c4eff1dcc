"""The tickets of ten years: what was raised, by whom, against whom, and where each stands today."""

from collections import Counter, deque
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from thirdring.bench.cast import Cast, Customer, Party
from thirdring.bench.days import NOW, Day, micros
from thirdring.bench.people import uuid7
from thirdring.bench.vocabulary import Topic, Vocabulary
from thirdring.domain import ticket_numbers
from thirdring.domain.enums import AgainstKind, Channel, Severity, TicketKind
from thirdring.domain.enums import TicketState as State
from thirdring.domain.months import Cell, Facts, cells, tally
from thirdring.domain.search_text import index_tokens
from thirdring.domain.ticket_path import PATHS
from thirdring.usecases.open_ticket import NO_DUE

Row = tuple[object, ...]
_DAY = 86_400_000_000
_NOW = micros(NOW)
_NO_DUE = micros(NO_DUE)
# Up to so many days old: the share that is still open.
_OPEN_BY_AGE = ((3, 0.75), (10, 0.45), (30, 0.2), (90, 0.06), (99_999, 0.03))
_SEVERITIES = (Severity.MINOR, Severity.ORDINARY, Severity.SERIOUS, Severity.MAJOR)
_CHANNELS = (
    Channel.IN_PERSON, Channel.WECHAT, Channel.MAILBOX, Channel.ONLINE_CHAT, Channel.WEBSITE,
    Channel.HOTLINE, Channel.WEIBO, Channel.REFERRAL, Channel.LETTER, Channel.FAX, Channel.OTHER,
)  # fmt: skip
_OFTEN = (26, 22, 12, 12, 8, 7, 5, 4, 2, 1, 1)
_LEFT = (State.WITHDRAWN, State.UNFOUNDED, State.MERGED)
_WITH_DETAIL = frozenset({TicketKind.COMPLAINT, TicketKind.REQUEST, TicketKind.PRAISE})
_COUNTED = frozenset({TicketKind.COMPLAINT, TicketKind.PRAISE})
# Complaints about goods, shops or delivery that name an employee all the same.
_ALSO_EMPLOYEES = 0.2
_EXAMPLES = 300  # hard cases kept to learn from, in ten years


@dataclass(slots=True)
class Matters:
    """Rows of a day's tickets by table, and the month's counts so far."""

    random: Random
    words: Vocabulary
    cast: Cast
    tickets: list[Row] = field(default_factory=list)
    details: list[Row] = field(default_factory=list)
    standings: list[Row] = field(default_factory=list)
    search: list[Row] = field(default_factory=list)
    counts: dict[Cell, Counter[str]] = field(default_factory=dict)
    # Of late: what later calls come back to, and what a double is merged into.
    recent: "deque[tuple[bytes, Customer]]" = field(default_factory=lambda: deque(maxlen=2_000))
    _seq: int = 0
    _running: int = 0
    _day: Day | None = None

    def open(self, day: Day, at: int, caller: Customer, *, by_phone: bool, agent: Party) -> bytes:
        """One ticket received at `at` (microseconds); returns its id."""
        random, words = self.random, self.words
        topic = random.choices(words.topics, words.weights)[0]
        kind = topic.matter.kind
        ticket_id = uuid7(random, at)
        state, closed = self._standing(kind, at)
        is_open = closed is None
        severity = self._severity(kind, at, is_open=is_open)
        number = self._number(kind, day)
        raised, detail = topic.raised.draw(random), words.details.draw(random)
        wants, answer = topic.wants.draw(random), topic.answers.draw(random)
        due, level = self._pressing(is_open=is_open)
        merged = random.choice(self.recent)[0] if state is State.MERGED else None
        self._seq += 1
        self.tickets.append((
            self._seq, ticket_id, number, kind.value, state.value, int(is_open), level, severity,
            topic.matter.category, caller.id, caller.name, caller.title, caller.number,
            caller.digits, caller.address.text, f"{raised.text}。{detail.text}。", wants.text,
            answer.text, self._owner(at, is_open=is_open, agent=agent),
            self._department(topic).id if kind in _WITH_DETAIL else None, agent.id, at, due,
            "D4" if due else None, due or _NO_DUE, closed, merged, at, closed or at, 1,
        ))  # fmt: skip
        tokens = {*raised.tokens, *detail.tokens, *wants.tokens, *answer.tokens, *caller.tokens}
        tokens.update(index_tokens(number), _cut(topic.matter.category))
        if kind in _WITH_DETAIL:
            channel = Channel.PHONE if by_phone else random.choices(_CHANNELS, _OFTEN)[0]
            tokens.update(
                self._detail(day, topic, ticket_id, state, severity or "", channel, closed)
            )
        self.search.append((self._seq, " ".join(tokens)))
        if not is_open or kind is TicketKind.ENQUIRY:
            return ticket_id
        self.recent.append((ticket_id, caller))
        return ticket_id

    def _standing(self, kind: TicketKind, at: int) -> tuple[State, int | None]:
        """Where it stands, and since when it is closed."""
        random, age = self.random, (_NOW - at) / _DAY
        share = next(share for days, share in _OPEN_BY_AGE if age < days)
        if random.random() < share:
            path = PATHS[kind]
            return path[min(int(random.random() * len(path)), len(path) - 2)], None
        closed = min(at + int(_DAY * random.lognormvariate(1.2, 0.9)), _NOW - 1)
        if kind is TicketKind.COMPLAINT and self.recent and random.random() < 0.08:
            return random.choices(_LEFT, (5, 3, 2))[0], closed
        return State.ARCHIVED, closed

    def _severity(self, kind: TicketKind, at: int, *, is_open: bool) -> str | None:
        if kind not in {TicketKind.COMPLAINT, TicketKind.REQUEST}:
            return None
        if is_open and at > _NOW - 25 * _DAY and self.random.random() < 0.01:
            return None  # came in by import, and is incomplete
        return self.random.choices(_SEVERITIES, (30, 52, 15, 3))[0].value

    def _pressing(self, *, is_open: bool) -> tuple[int | None, int]:
        """Its nearest clock and the level it was sent up to."""
        if not is_open:
            return None, 0
        random = self.random
        due = _NOW + int(_DAY * random.triangular(-3, 10, 0.5)) if random.random() < 0.85 else None
        level = random.choices((1, 2, 3), (70, 25, 5))[0] if random.random() < 0.015 else 0
        return due, level

    def _owner(self, at: int, *, is_open: bool, agent: Party) -> bytes | None:
        if is_open and at > _NOW - 2 * _DAY and self.random.random() < 0.2:
            return None
        return agent.id

    def last_number(self) -> tuple[str, int]:
        """The day (ISO) and the running number of the last ticket, from which a desk counts on."""
        assert self._day is not None  # noqa: S101 - a center has tickets
        return self._day.day.isoformat(), self._running

    def _number(self, kind: TicketKind, day: Day) -> str:
        if day is not self._day:
            self._day, self._running = day, 0
        self._running += 1
        letter = ticket_numbers.LETTERS[kind]
        return f"{letter}{day.day:%y%m%d}-K7{self._running:03d}"

    def _department(self, topic: Topic) -> Party:
        at = {"delivery": 2, "after_sales": 1, "product": 1, "promotion": 4}
        return self.cast.departments[at.get(topic.matter.category, 0)]

    def _detail(
        self, day: Day, topic: Topic, ticket_id: bytes, state: State, severity: str,
        channel: Channel, closed: int | None,
    ) -> tuple[str, ...]:  # fmt: skip
        """What makes it a complaint, and how that counts; returns what it is found by."""
        random, kind, matter = self.random, topic.matter.kind, topic.matter
        line = random.choice(self.words.lines)
        product = self.cast.products[random.choice(line.products)]
        merchant = self.cast.merchants[random.choice(line.merchants)]
        against = matter.against if kind in _COUNTED else None
        if kind is TicketKind.COMPLAINT and random.random() < _ALSO_EMPLOYEES:
            against = AgainstKind.EMPLOYEE
        party = self._against(against, topic, product, merchant)
        order = f"SS{day.day:%y%m%d}{random.randrange(10_000):04d}"
        learnt = state is State.ARCHIVED and kind is TicketKind.COMPLAINT
        cause = self.words.details.draw(random).text if learnt else None
        example = learnt and random.random() < _EXAMPLES / 300_000
        ids = [party.id if party and against is one else None for one in _PARTIES]
        self.details.append((
            ticket_id, channel.value, matter.nature, against and against.value, *ids,
            party and party.name, product.id, product.name, merchant.id, merchant.name,
            f"{day.day}", order, day.month, closed if learnt else None, cause,
            self.words.details.draw(random).text if learnt else None, int(example),
        ))  # fmt: skip
        if kind in _COUNTED:
            self._count(
                ticket_id, _facts(kind, state, day, channel, matter.nature, severity, against,
                party, product, merchant),
            )  # fmt: skip
        found = (*_cut(product.name), *_cut(merchant.name), *index_tokens(order))
        return (*found, *_cut(party.name)) if party else found

    def _against(
        self, against: AgainstKind | None, topic: Topic, product: Party, merchant: Party
    ) -> Party | None:
        match against:
            case AgainstKind.EMPLOYEE:
                return self.random.choice(self.cast.agents)
            case AgainstKind.DEPARTMENT:
                return self._department(topic)
            case AgainstKind.MERCHANT:
                return merchant
            case AgainstKind.PRODUCT:
                return product
        return None

    def _count(self, ticket_id: bytes, facts: Facts) -> None:
        tallied = tally(facts)
        assert tallied is not None  # noqa: S101 - only what is counted comes here
        t = tallied
        self.standings.append((
            ticket_id, t.kind, t.month, t.standing, t.channel, t.staff, t.department, t.merchant,
            t.product, t.nature, t.severity,
        ))  # fmt: skip
        for cell in cells(tallied):
            counter = self.counts.setdefault(cell, Counter())
            counter["received"] += 1
            counter[tallied.standing] += 1


_PARTIES = (
    AgainstKind.EMPLOYEE, AgainstKind.DEPARTMENT, AgainstKind.MERCHANT, AgainstKind.PRODUCT,
)  # fmt: skip


def _facts(
    kind: TicketKind, state: State, day: Day, channel: Channel, nature: str | None, severity: str,
    against: AgainstKind | None, party: Party | None, product: Party, merchant: Party,
) -> Facts:  # fmt: skip
    def of(one: AgainstKind) -> str:
        return party.key if party is not None and against is one else ""

    return Facts(
        kind=kind, state=state, month=day.month, channel=channel.value, against_kind=against,
        named=party is not None, staff=of(AgainstKind.EMPLOYEE),
        department=of(AgainstKind.DEPARTMENT), merchant=of(AgainstKind.MERCHANT) or merchant.key,
        product=of(AgainstKind.PRODUCT) or product.key, nature=nature or "", severity=severity,
    )  # fmt: skip


@lru_cache(maxsize=4_096)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(index_tokens(text))
