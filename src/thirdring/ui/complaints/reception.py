"""One matter being received and what the person does to it; no Qt. The form draws it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from thirdring.domain import phones
from thirdring.domain.case_values import Degree, Handling
from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity, TicketKind, Title
from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.filling import Placeholder, fill
from thirdring.domain.names import addressed
from thirdring.domain.policy import Key
from thirdring.domain.reception import Received, missing
from thirdring.ui.complaints.past_time import past_time
from thirdring.ui.complaints.reception_record import ReceptionRecord
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.find_callers import CallerHit
from thirdring.usecases.receive_matter import Counter
from thirdring.usecases.records import ReceptionInput, checked

YES, NO = "yes", "no"
_TEXTS = (
    "name", "address", "raised", "wants", "against", "product", "merchant", "bought_on",
    "warranty_until", "order_no",
)  # fmt: skip
_CHOICES = ("title", "nature", "severity", "complexity", "impact", "against_kind")
_FLAGS = {YES: True, NO: False}
# Praise is neither classified nor assessed, and nothing is owed for it.
_NOT_OF_PRAISE = frozenset(
    {"nature", "severity", "wants", "product", "merchant", "bought_on", "warranty_until",
     "order_no", "complexity", "impact"}
)  # fmt: skip


class Reception:
    """`changed` is called after every change; `record` is what goes into the drafts file."""

    def __init__(
        self, record: ReceptionRecord, desk: DeskFacts, now: Callable[[], datetime]
    ) -> None:
        self.record, self.desk, self._now = record, desk, now
        self.changed: Callable[[], None] = lambda: None
        # What a recognised customer filled in, so that another customer takes it out again.
        self._filled: dict[str, str] = {}
        if record.opened_at is None:
            record.opened_at = now()

    # --- typing and choosing -----------------------------------------------------------------

    @property
    def kind(self) -> TicketKind:
        return TicketKind(self.record.choice("kind") or TicketKind.COMPLAINT)

    @property
    def channel(self) -> Channel | None:
        value = self.record.choice("channel")
        return Channel(value) if value else None

    @property
    def in_person(self) -> bool:
        return self.channel is Channel.IN_PERSON

    def set_text(self, name: str, text: str) -> None:
        """A field was typed in."""
        if self.record.texts.get(name, "") != text:
            self.record.texts[name] = text
            self._did()

    def choose(self, name: str, value: str | None) -> None:
        """A choice by its stored value; None takes it back."""
        record = self.record
        if record.choices.get(name) == value:
            return
        if value is None:
            record.choices.pop(name, None)
        else:
            record.choices[name] = value
        if name == "channel":
            self._take_channel()
        if name == "handling" and record.counter_since is not None:
            record.settled_at = record.settled_at or self._now()
        self._did()

    def set_withheld(self, name: str, *, on: bool) -> None:
        """They would not give it (B1)."""
        (self.record.withheld.add if on else self.record.withheld.discard)(name)
        self._did()

    def add_files(self, paths: Iterable[str]) -> None:
        """Evidence to attach when it is filed (D6); the same file once."""
        self.record.files = list(dict.fromkeys([*self.record.files, *paths]))
        self._did()

    def drop_file(self, path: str) -> None:
        self.record.files = [one for one in self.record.files if one != path]
        self._did()

    def move_cursor(self, name: str, position: int) -> None:
        self.record.cursor = (name, position)

    def _take_channel(self) -> None:
        record = self.record
        if self.in_person:
            record.counter_since = record.counter_since or self._now()
            return
        record.counter_since = record.settled_at = record.away_since = None
        record.away.clear()
        record.choices.pop("handling", None)
        record.choices.pop("guide", None)

    def _did(self) -> None:
        self.record.typed = True
        self.changed()

    # --- who it is ---------------------------------------------------------------------------

    @property
    def recognised(self) -> bool:
        return self.record.customer_id is not None

    def recognise(self, hit: CallerHit) -> None:
        """This customer it is: fills the empty fields."""
        self._take_back_filled()
        record = self.record
        record.customer_id = hit.customer_id
        record.texts["phone"] = hit.number
        for name, text in {"name": hit.name, "address": hit.address}.items():
            if text and not record.text(name) and name not in record.withheld:
                record.texts[name] = self._filled[name] = text
        if hit.title is not None and "title" not in record.choices:
            record.choices["title"] = self._filled["title"] = hit.title.value
        self._did()

    def forget_customer(self) -> None:
        """Another number is typed, or it is a new customer."""
        if self.record.customer_id is not None:
            self._take_back_filled()
            self.record.customer_id = None
            self._did()

    def _take_back_filled(self) -> None:
        for name, text in self._filled.items():
            kept = self.record.choices if name == "title" else self.record.texts
            if kept.get(name) == text:
                del kept[name]
        self._filled.clear()

    # --- at the counter ----------------------------------------------------------------------

    def step_away(self) -> None:
        """D14: nobody is with them from now on; once more, somebody is again."""
        record = self.record
        if record.away_since is None:
            record.away_since = self._now()
        else:
            record.away.append((record.away_since, max(self._now(), record.away_since)))
            record.away_since = None
        self._did()

    def counter_due(self) -> datetime | None:
        """D17: until when it should be settled at the counter; None when nobody waits there."""
        record = self.record
        if record.counter_since is None or record.settled_at is not None:
            return None
        return record.counter_since + self.desk.policy.span(Key.COUNTER_MINUTES)

    def back_due(self) -> datetime | None:
        """D14: when somebody has to be back."""
        if self.record.away_since is None:
            return None
        return self.record.away_since + self.desk.policy.span(Key.AWAY_MINUTES)

    # --- what the rules say ------------------------------------------------------------------

    def missing(self) -> tuple[Refusal, ...]:
        """Everything that keeps it from being filed, in the order of the form."""
        record, praise = self.record, self.kind is TicketKind.PRAISE
        against = record.choice("against_kind")
        found = list(
            missing(
                Received(
                    kind=self.kind,
                    channel=self.channel,
                    name=record.text("name") or None,
                    phone=self._digits(),
                    raised=record.text("raised") or None,
                    wants=record.text("wants") or None,
                    nature=_of(Nature, record.choice("nature")),
                    severity=_of(Severity, record.choice("severity")),
                    against_kind=AgainstKind(against) if against else None,
                    against=record.text("against") or None,
                    handling=_of(Handling, record.choice("handling")),
                    guided=bool(record.choice("guide")),
                    withheld=frozenset(record.withheld),
                )
            )
        )
        if record.counter_since is not None and not record.choice("handling") and not praise:
            found.append(
                Refusal(say("Say whether it was settled at the counter."),
                        rule="D17", field="handling")
            )  # fmt: skip
        found += self._too_late()
        return tuple(sorted(found, key=lambda one: _ORDER.index(one.field)))

    def _too_late(self) -> list[Refusal]:
        """D1: it arrived before it is filed."""
        try:
            at = self.received_at()
        except Refusal as refusal:
            return [refusal]
        if at <= self._now():
            return []
        return [
            Refusal(say("It can't have been received in the future."),
                    rule="D1", field="received_at")
        ]  # fmt: skip

    def received_at(self) -> datetime:
        """When it arrived, aware UTC.

        Raises:
            Refusal: what is typed is no time.
        """
        opened = self.record.opened_at or self._now()
        typed = self.record.text("received_at")
        return past_time(typed, self._now(), self.desk.time) if typed else opened

    def data(self) -> ReceptionInput:
        """The form as `receive_matter` takes it.

        Raises:
            Refusals: something is missing, or a date is none.
        """
        lacking = self.missing()
        if lacking:
            raise Refusals(list(lacking))
        record = self.record
        praise = self.kind is TicketKind.PRAISE
        given: dict[str, object] = {
            "kind": self.kind.value,
            "channel": self.channel,
            "received_at": self.received_at(),
            "phone": record.text("phone") or None,
            "withheld": tuple(sorted(record.withheld)),
            "guide": record.choice("guide"),
            "handling": record.choice("handling"),
        }
        given |= {name: record.text(name) or None for name in _TEXTS}
        given |= {name: record.choice(name) for name in _CHOICES}
        for name in ("safety", "immediate"):
            given[name] = _FLAGS.get(record.choice(name) or "")
        if praise:
            given |= dict.fromkeys(_NOT_OF_PRAISE | {"safety", "immediate"})
        return checked(ReceptionInput, given)

    def counter(self) -> Counter | None:
        """How long they stood at the counter; None when nobody did."""
        record, now = self.record, self._now()
        if record.counter_since is None:
            return None
        away = list(record.away)
        if record.away_since is not None:
            away.append((record.away_since, max(now, record.away_since)))
        return Counter(record.counter_since, record.settled_at or now, tuple(away))

    def instead_of(self, text: str) -> str:
        """What to write instead of a wording, with the customer's own name in it."""
        desk, record = self.desk, self.record
        title = record.choice("title")
        values = {
            Placeholder.COMPANY.value: desk.company,
            Placeholder.AGENT.value: desk.agent,
            Placeholder.POST.value: desk.post,
            Placeholder.CUSTOMER.value: addressed(
                record.text("name"), Title(title) if title else None, desk.language
            ),
            Placeholder.WORK_NUMBER.value: desk.work_number,
        }
        return fill(text, values, desk.language) if text else ""

    def whole_number(self) -> bool:
        """Whether what is typed is a number one can dial."""
        text = self.record.text("phone")
        return bool(text) and phones.parse(text).kind is not phones.PhoneKind.UNKNOWN

    def _digits(self) -> str | None:
        text = self.record.text("phone")
        return (phones.parse(text).digits or None) if text else None


_ORDER = (
    "channel", "received_at", "phone", "name", "raised", "wants", "nature", "severity",
    "against_kind", "against", "handling", "guide",
)  # fmt: skip


def _of(values: type, value: str | None):  # type: ignore[no-untyped-def] # noqa: ANN202
    return values(value) if value else None


DEGREES = tuple(Degree)
