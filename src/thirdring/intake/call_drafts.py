"""The values of a row as one call: times put together, durations laid end to end, all in UTC."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thirdring.domain import phones
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CallerType, Direction, HungUpBy, Outcome, Title
from thirdring.domain.errors import Refusal, say
from thirdring.domain.phones import PhoneNumber
from thirdring.intake.dates import When

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A call of a file; times aware UTC. `agent` and `category` as the file has them.
    `day_only`: the file has no time of day, and midnight stands for it.
    """

    agent: str
    outcome: Outcome
    started_at: dt.datetime
    answered_at: dt.datetime | None
    ended_at: dt.datetime | None
    wrapped_up_at: dt.datetime | None
    direction: Direction
    caller_type: CallerType
    phone: PhoneNumber | None
    number_withheld: bool
    name: str | None
    title: Title | None
    address: str | None
    category: str | None
    raised: str | None
    wants: str | None
    answer: str | None
    unmet_need: str | None
    transferred_to: str | None
    rings: int | None
    hung_up_by: HungUpBy | None
    emergency: bool
    satisfaction: int | None
    source_id: str | None
    day_only: bool

    @property
    def moment(self) -> dt.datetime:
        """When it happened, as every import asks."""
        return self.started_at


class CallDrafter:
    """Makes drafts for one file. `zone` is the clock the file was written by."""

    def __init__(self, zone: CenterTime, now: dt.datetime) -> None:
        self._zone = zone
        self._latest = now + _DAY  # a desk's clock may be ahead of a switchboard's, not by a day

    def draft(self, values: Mapping[str, Any]) -> CallDraft:
        """The call.

        Raises:
            Refusal: a required field is empty, or the times contradict each other.
        """
        for name in ("agent", "outcome"):
            if values.get(name) is None:
                raise Refusal(say("{field} is missing.", field=name), field=name)
        started, day_only = self._start(values.get("started_at"))
        answered, ended, wrapped = self._course(values, started)
        phone, withheld = _phone(values.get("number"))
        take = values.get
        return CallDraft(
            agent=values["agent"],
            outcome=values["outcome"],
            started_at=started,
            answered_at=answered,
            ended_at=ended,
            wrapped_up_at=wrapped,
            direction=take("direction") or Direction.INBOUND,
            caller_type=take("caller_type") or CallerType.CUSTOMER,
            phone=phone,
            number_withheld=withheld,
            name=take("name"),
            title=take("title"),
            address=take("address"),
            category=take("category"),
            raised=take("raised"),
            wants=take("wants"),
            answer=take("answer"),
            unmet_need=take("unmet_need"),
            transferred_to=take("transferred_to"),
            rings=take("rings"),
            hung_up_by=take("hung_up_by"),
            emergency=bool(take("emergency")),
            satisfaction=take("satisfaction"),
            source_id=take("source_id"),
            day_only=day_only,
        )

    def _start(self, when: When | None) -> tuple[dt.datetime, bool]:
        field = "started_at"
        if when is None or when.day is None:
            raise Refusal(say("{field} is missing its day.", field=field), field=field)
        started = self._instant(when, when.day, field)
        if started > self._latest:
            raise Refusal(
                say("The call lies in the future: {time}.", time=self._zone.text(started)),
                field=field,
            )
        if started.year < 1970:
            raise Refusal(
                say("The call lies before 1970: {time}.", time=str(started.date())), field=field
            )
        return started, when.clock is None

    def _course(
        self, values: Mapping[str, Any], started: dt.datetime
    ) -> tuple[dt.datetime | None, dt.datetime | None, dt.datetime | None]:
        """When it was answered, when it ended, when the notes were done; what is known of it."""
        answered = self._later("answered_at", values, started)
        ended = self._later("ended_at", values, answered or started)
        waited: dt.timedelta | None = values.get("answered_after")
        if waited is not None and values["outcome"] is Outcome.ABANDONED:
            ended = ended or started + waited  # nobody answered: this is how long it rang
        elif waited is not None and answered is None:
            answered = started + waited
        if ended is None and (talked := values.get("talk_time")) is not None:
            ended = (answered or started) + talked
        if ended is None and (lasted := values.get("call_time")) is not None:
            ended = started + lasted
        if ended is not None and answered is not None and ended < answered:
            raise Refusal(say("The call ended before it was answered."), field="ended_at")
        wrapped = self._later("wrapped_up_at", values, ended or answered or started)
        if wrapped is None and ended is not None and values.get("wrap_up_time") is not None:
            wrapped = ended + values["wrap_up_time"]
        return answered, ended, wrapped

    def _later(
        self, field: str, values: Mapping[str, Any], before: dt.datetime
    ) -> dt.datetime | None:
        """A later moment of the call; a time of day alone is on the same day, or past midnight."""
        when: When | None = values.get(field)
        if when is None:
            return None
        if when.day is not None:
            moment = self._instant(when, when.day, field)
        else:
            day = self._zone.day_of(before)
            moment = self._instant(when, day, field)
            if before - moment > dt.timedelta(hours=12):
                moment = self._instant(when, day + _DAY, field)
        if moment < before:
            raise Refusal(
                say("{field} ({time}) lies before what came earlier in the call ({before}).",
                    field=field, time=self._zone.text(moment, seconds=True),
                    before=self._zone.text(before, seconds=True)),
                field=field,
            )  # fmt: skip
        return moment

    def _instant(self, when: When, day: dt.date, field: str) -> dt.datetime:
        clock = when.clock or dt.time(0)
        try:
            return self._zone.to_utc(dt.datetime.combine(day, clock, when.offset), field=field)
        except Refusal:
            if when.clock is None:  # a day whose midnight the clock skips
                return self._zone.day_bounds(day)[0]
            raise


def _phone(text: str | None) -> tuple[PhoneNumber | None, bool]:
    """The number, and whether the caller hid it."""
    if text is None:
        return None, False
    phone = phones.parse(text)
    if phone.withheld:
        return None, True
    if not phone.digits:
        raise Refusal(
            say("“{text}” is not a telephone number.", text=text[:40]), field="number", rule="B1"
        )
    return phone, False
