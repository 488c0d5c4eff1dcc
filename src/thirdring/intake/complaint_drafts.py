"""The values of a row as one complaint: times in UTC, whom it names, what is missing left empty."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thirdring.domain.enums import (
    CLOSED_STATES,
    AgainstKind,
    Channel,
    Nature,
    Severity,
    TicketKind,
    TicketState,
    Title,
)
from thirdring.domain.errors import Refusal, say
from thirdring.domain.phones import PhoneNumber
from thirdring.domain.reception import begins_as
from thirdring.intake.dates import When
from thirdring.intake.draft_times import DraftTimes, phone_of


@dataclass(frozen=True, slots=True)
class ComplaintDraft:
    """A complaint of a file; times aware UTC, days of the center's clock.

    `against` as the file names it; without `against_kind` it is for the center to find out whom
    that means. `day_only`: the file has no time of day, and midnight stands for it.
    """

    kind: TicketKind
    state: TicketState
    received_at: dt.datetime
    closed_at: dt.datetime | None
    channel: Channel | None
    phone: PhoneNumber | None
    name: str | None
    title: Title | None
    address: str | None
    raised: str
    wants: str | None
    answer: str | None
    nature: Nature | None
    severity: Severity | None
    against_kind: AgainstKind | None
    against: str | None
    product: str | None
    merchant: str | None
    bought_on: dt.date | None
    warranty_until: dt.date | None
    order_no: str | None
    safety: bool | None
    immediate: bool | None
    source_id: str | None
    day_only: bool

    @property
    def moment(self) -> dt.datetime:
        """When it happened, as every import asks."""
        return self.received_at

    @property
    def for_others(self) -> bool:
        """Whoever complains is the customer."""
        return False


class ComplaintDrafter:
    """Makes drafts for one file under the file's clock."""

    def __init__(self, times: DraftTimes) -> None:
        self._times = times

    def draft(self, values: Mapping[str, Any]) -> ComplaintDraft:
        """The complaint.

        Raises:
            Refusal: there is no day, or the times contradict each other.
        """
        take = values.get
        received, day_only = self._times.begin(take("received_at"), "received_at")
        phone, _ = phone_of(take("phone"), "phone")
        kind, named = _party(values)
        wished = take("state")
        if wished is None and take("closed_at") is not None:
            wished = TicketState.ARCHIVED  # a file that dates the end says that there was one
        state = begins_as(take("channel"), wished)
        bought, until = self._day("bought_on", values), self._day("warranty_until", values)
        if bought is not None and until is not None and until < bought:
            raise Refusal(
                say("The warranty can't end before the day of purchase."),
                rule="D19", field="warranty_until",
            )  # fmt: skip
        matter = take("kind") or TicketKind.COMPLAINT
        if matter is TicketKind.PROTOCOL:
            raise Refusal(
                say("Press, lawyers and authorities are not taken from a file: log their call."),
                rule="E1", field="kind",
            )  # fmt: skip
        return ComplaintDraft(
            kind=matter,
            state=state,
            received_at=received,
            closed_at=self._closed(values, received) if state in CLOSED_STATES else None,
            channel=take("channel"),
            phone=phone,
            name=take("name"),
            title=take("title"),
            address=take("address"),
            raised=take("raised") or "",
            wants=take("wants"),
            answer=take("answer"),
            nature=take("nature"),
            severity=take("severity"),
            against_kind=kind,
            against=named,
            product=take("product"),
            merchant=take("merchant"),
            bought_on=bought,
            warranty_until=until,
            order_no=take("order_no"),
            safety=take("safety"),
            immediate=take("immediate"),
            source_id=take("source_id"),
            day_only=day_only,
        )

    def _closed(self, values: Mapping[str, Any], received: dt.datetime) -> dt.datetime | None:
        """When it was closed, where the file says so."""
        closed = self._times.later("closed_at", values, received)
        if closed is None and (span := values.get("handled_in")) is not None:
            return received + span  # type: ignore[no-any-return]
        return closed

    def _day(self, field: str, values: Mapping[str, Any]) -> dt.date | None:
        when: When | None = values.get(field)
        if when is None:
            return None
        if when.day is None:
            raise Refusal(say("{field} is missing its day.", field=field), field=field)
        return when.day


def _party(values: Mapping[str, Any]) -> tuple[AgainstKind | None, str | None]:
    """Whom the row names (D15): the closest it says, an employee before a department."""
    kind: AgainstKind | None = values.get("against_kind")
    if kind is AgainstKind.NONE:
        return kind, None
    said = values.get("against")
    if said is not None:
        return kind, said
    for field, of in (("employee", AgainstKind.EMPLOYEE), ("department", AgainstKind.DEPARTMENT)):
        if (named := values.get(field)) is not None and kind in {None, of}:
            return of, named
    if kind in {AgainstKind.MERCHANT, AgainstKind.PRODUCT}:
        named = values.get(kind.value)
        return (kind, named) if named is not None else (None, None)
    return kind, None
