"""The shapes at the door: a call and a complaint as product.md writes them down.

A validator judges shape (types, enum values, what can be a time); the domain judges policy.
Times without an offset are the center's; they are resolved by `log_call`, not here.
"""

import re
import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from thirdring.domain.case_values import Degree, Handling
from thirdring.domain.enums import (
    AgainstKind,
    CallbackResult,
    CallerType,
    Channel,
    Direction,
    HoldReason,
    HungUpBy,
    Nature,
    Outcome,
    Severity,
    TicketKind,
    TicketState,
    Title,
)
from thirdring.domain.errors import N_, Refusal, Refusals, say

ModelT = TypeVar("ModelT", bound=BaseModel)
MAX_SHORT = 500
_NUMBER = re.compile(r"[+-]?[\d_]*\.?[\d_]+(e[+-]?\d+)?|nan|[+-]?inf(inity)?", re.IGNORECASE)
MAX_LONG = 100_000


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _not_a_number(value: object) -> object:
    """A time or a day is written in ISO 8601: a number would be taken for seconds since 1970."""
    if isinstance(value, str):
        fits = not _NUMBER.fullmatch(value.strip())
    else:
        fits = isinstance(value, date)  # a datetime is one too
    if not fits and value is not None:
        raise PydanticCustomError("time_written", "not ISO 8601")
    return value


def _not_a_boolean(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "a boolean")
    return value


Short = Annotated[
    str | None, StringConstraints(max_length=MAX_SHORT), BeforeValidator(_blank_is_none)
]
Long = Annotated[
    str | None, StringConstraints(max_length=MAX_LONG), BeforeValidator(_blank_is_none)
]
Moment = Annotated[datetime, BeforeValidator(_not_a_number)]
When = Annotated[datetime | None, BeforeValidator(_not_a_number)]
Day = Annotated[date | None, BeforeValidator(_not_a_number)]
Whole = Annotated[int | None, BeforeValidator(_not_a_boolean)]
# Field names of a call that a caller may withhold (B1).
WITHHOLDABLE = ("number", "name", "address", "raised")


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class HoldRecord(Record):
    """`from` and `to` in product.md; the names are Python keywords' neighbours, so aliased."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    from_at: Moment = Field(alias="from")
    to_at: Moment = Field(alias="to")
    reason: HoldReason = HoldReason.OTHER


class CallbackRecord(Record):
    minutes: Whole = Field(default=None, ge=1, le=60 * 24 * 90)
    due_at: When = None
    about: Long = None
    reason: Short = None


class CallbackKeptRecord(Record):
    """The callback a call was made to keep, and what came of it (C2, C3)."""

    id: uuid.UUID
    result: CallbackResult
    next_at: When = None
    minutes: Whole = Field(default=None, ge=1, le=60 * 24 * 90)
    reason: Short = None
    note: Long = None


class ProtocolInput(Record):
    outlet: Short = None
    questions: Long = None
    answer_hoped_for: Long = None
    demands: Long = None
    help_expected: Long = None


class ComplaintInput(Record):
    """A complaint as it is filed; what is missing is judged where it is filed."""

    number: Short = None
    channel: Channel | None = None
    received_at: When = None
    name: Short = None
    phone: Short = None
    raised: Long = None
    wants: Long = None
    nature: Nature | None = None
    severity: Severity | None = None
    against_kind: AgainstKind | None = None
    against: Short = None
    product: Short = None
    merchant: Short = None
    bought_on: Day = None
    warranty_until: Day = None
    order_no: Short = None
    state: TicketState | None = None
    source_id: Short = None


class ReceptionInput(ComplaintInput):
    """A matter received in any way (D13), as `complaints file` takes it and the form sends it.

    `kind`: a request goes the same path (I1); praise is kept too, `against` being whom it praises
    (G6). `withheld` names what was not told (B1). `guide` is the login of who guides the customer
    in the reception room (D17); left out, whoever files it.
    """

    kind: Literal["complaint", "request", "praise"] = "complaint"
    title: Title | None = None
    address: Long = None
    category: Short = None
    withheld: tuple[Literal["name", "phone", "address", "wants"], ...] = ()
    handling: Handling | None = None
    guide: Short = None
    safety: bool | None = None
    complexity: Degree | None = None
    impact: Degree | None = None
    immediate: bool | None = None


class CallInput(Record):
    """A call as `calls log` takes it and the form sends it."""

    direction: Direction = Direction.INBOUND
    number: Short = None
    name: Short = None
    title: Title | None = None
    address: Long = None
    withheld: tuple[Literal["number", "name", "address", "raised"], ...] = ()
    caller_type: CallerType = CallerType.CUSTOMER
    rings: Whole = Field(default=None, ge=0, le=1000)
    started_at: When = None
    answered_at: When = None
    ended_at: When = None
    wrapped_up_at: When = None
    hung_up_by: HungUpBy | None = None
    holds: tuple[HoldRecord, ...] = ()
    category: Short = None
    raised: Long = None
    wants: Long = None
    answer: Long = None
    unmet_need: Long = None
    read_back: bool = False
    read_back_at: When = None
    read_back_revision: Short = None
    outcome: Outcome
    transferred_to: Short = None
    transfer_taken: bool | None = None
    callback: CallbackRecord | None = None
    callback_kept: CallbackKeptRecord | None = None
    complaint: ComplaintInput | None = None
    ticket_kind: TicketKind | None = None
    protocol: ProtocolInput | None = None
    emergency: bool = False
    satisfaction: Whole = Field(default=None, ge=1, le=5)
    agent: Short = None
    source_id: Short = None


_SENTENCES = {
    "missing": N_("{field} is missing."),
    "extra_forbidden": N_("{field} is not a field of this record."),
    "enum": N_("{field} is {given}; it must be one of {expected}."),
    "literal_error": N_("{field} is {given}; it must be one of {expected}."),
    "datetime_from_date_parsing": N_(
        "{field} is {given}, which is not a date and time (ISO 8601)."
    ),
    "datetime_parsing": N_("{field} is {given}, which is not a date and time (ISO 8601)."),
    "datetime_type": N_("{field} is {given}, which is not a date and time (ISO 8601)."),
    "time_written": N_("{field} is {given}, which is not written as ISO 8601: 2026-11-22T14:05."),
    "date_parsing": N_("{field} is {given}, which is not a date (YYYY-MM-DD)."),
    "date_from_datetime_inexact": N_("{field} is {given}, which is not a date (YYYY-MM-DD)."),
    "int_type": N_("{field} is {given}, which is not a whole number."),
    "int_parsing": N_("{field} is {given}, which is not a whole number."),
    "int_from_float": N_("{field} is {given}, which is not a whole number."),
    "greater_than_equal": N_("{field} is {given}; it must be {ge} at least."),
    "less_than_equal": N_("{field} is {given}; it must be {le} at most."),
    "bool_type": N_("{field} is {given}; it must be true or false."),
    "bool_parsing": N_("{field} is {given}; it must be true or false."),
    "string_type": N_("{field} is {given}, which is not a text."),
    "date_from_datetime_parsing": N_("{field} is {given}, which is not a date (YYYY-MM-DD)."),
    "model_type": N_("{field} is {given}, which is not an object with fields."),
    "string_unicode": N_("{field} is {given}, which is not a text."),
    "string_too_long": N_("{field} is longer than {max_length} characters; shorten it."),
}


def _refusal(error: Any) -> Refusal:
    path = ".".join(str(part) for part in error["loc"]) or "the record"
    given = repr(error["input"])
    given = given if len(given) <= 60 else given[:57] + "…"
    params = {**error.get("ctx", {}), "field": path, "given": given}
    template = _SENTENCES.get(error["type"])
    if template is None:
        params = {"field": path, "given": given, "why": error["msg"]}
        template = N_("{field} is {given}: {why}.")
    return Refusal(say(template, **params), field=path)


def checked(model: type[ModelT], data: object) -> ModelT:
    """`data` as `model`.

    Raises:
        Refusals: every field that is wrong, one sentence each.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise Refusals([_refusal(e) for e in error.errors(include_url=False)]) from None
