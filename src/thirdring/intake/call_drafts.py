"""The values of a row as one call: times put together, durations laid end to end, all in UTC."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thirdring.domain.enums import PROTOCOL_CALLERS, CallerType, Direction, HungUpBy, Outcome, Title
from thirdring.domain.errors import Refusal, say
from thirdring.domain.phones import PhoneNumber
from thirdring.intake.draft_times import DraftTimes, phone_of


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

    @property
    def for_others(self) -> bool:
        """Whether the press, a lawyer or an authority called: nobody's customer (E1 to E3)."""
        return self.caller_type in PROTOCOL_CALLERS


class CallDrafter:
    """Makes drafts for one file under the file's clock."""

    def __init__(self, times: DraftTimes) -> None:
        self._times = times

    def draft(self, values: Mapping[str, Any]) -> CallDraft:
        """The call.

        Raises:
            Refusal: a required field is empty, or the times contradict each other.
        """
        for name in ("agent", "outcome"):
            if values.get(name) is None:
                raise Refusal(say("{field} is missing.", field=name), field=name)
        started, day_only = self._times.begin(values.get("started_at"), "started_at")
        answered, ended, wrapped = self._course(values, started)
        phone, withheld = phone_of(values.get("number"), "number")
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

    def _course(
        self, values: Mapping[str, Any], started: dt.datetime
    ) -> tuple[dt.datetime | None, dt.datetime | None, dt.datetime | None]:
        """When it was answered, when it ended, when the notes were done; what is known of it."""
        answered = self._times.later("answered_at", values, started)
        ended = self._times.later("ended_at", values, answered or started)
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
        wrapped = self._times.later("wrapped_up_at", values, ended or answered or started)
        if wrapped is None and ended is not None and values.get("wrap_up_time") is not None:
            wrapped = ended + values["wrap_up_time"]
        return answered, ended, wrapped
