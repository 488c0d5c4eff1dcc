"""When a phrase applies, as data that files and the store can keep."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.call_moment import CallMoment, HoldState, LineState, Purpose
from thirdring.domain.enums import CallerType, Direction, HoldReason, Outcome
from thirdring.domain.errors import Refusal, say
from thirdring.domain.festivals import Festival, TimeOfDay

LAST_STEP = 6  # C8 has six steps


@dataclass(frozen=True, slots=True)
class When:
    """All that is set must hold; what is not set doesn't matter.

    `step` is no condition but the phrase's place in the guided order of C8 (1 to 6).
    """

    direction: Direction | None = None
    late: bool | None = None
    named: bool | None = None
    confirmed: bool | None = None
    complaint: bool | None = None
    emergency: bool | None = None
    callers: frozenset[CallerType] = frozenset()
    times: frozenset[TimeOfDay] = frozenset()
    festivals: frozenset[Festival] = frozenset()
    hold: frozenset[HoldState] = frozenset()
    hold_reasons: frozenset[HoldReason] = frozenset()
    line: frozenset[LineState] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    step: int | None = None

    def lasting(self, moment: CallMoment) -> bool:
        """Whether the phrase belongs to this call at all: what doesn't change from line to line.

        A tab of the sidebar lists by this, so that its numbers don't move under the fingers.
        """
        return (
            self.direction in {None, moment.direction}
            and self.late in {None, moment.late}
            and (not self.confirmed or moment.personal_data_shown)
            and (self.confirmed is not False or not moment.confirmed)
            and _one_of(moment.caller_type, self.callers)
            and _one_of(moment.time_of_day, self.times)
            and (not self.festivals or not self.festivals.isdisjoint(moment.festivals))
            and (moment.purpose is None or _one_of(moment.purpose, self.purposes))
        )

    def holds(self, moment: CallMoment) -> bool:
        """Whether everything that is set is so at this moment."""
        return (
            self.lasting(moment)
            and self.named in {None, moment.named}
            and self.complaint in {None, moment.complaint}
            and self.emergency in {None, moment.emergency}
            and _one_of(moment.hold, self.hold)
            and _one_of(moment.hold_reason, self.hold_reasons)
            and _one_of(moment.line, self.line)
            and _one_of(moment.outcome, self.outcomes)
            and _one_of(moment.purpose, self.purposes)
        )

    @property
    def specific(self) -> tuple[bool, int]:
        """Orders phrases that hold together: festivals first, then by how much they ask for.

        Direction and kinds of callers don't count: they say who hears it, not when.
        """
        count = sum(1 for name in _FLAGS if getattr(self, name) is not None)
        count += sum(1 for name in _SETS if name != "callers" and getattr(self, name))
        return bool(self.festivals), count

    def to_json(self) -> dict[str, object]:
        """Only what is set, with values as files and the store keep them; lists are sorted."""
        out: dict[str, object] = {}
        for name in NAMES:
            value = getattr(self, name)
            if isinstance(value, StrEnum):
                out[name] = value.value
            elif isinstance(value, frozenset):
                if value:
                    out[name] = sorted(str(one) for one in value)
            elif value is not None:
                out[name] = value
        return out


def _one_of(value: object, allowed: frozenset[object] | frozenset[StrEnum]) -> bool:
    return not allowed or value in allowed


NAMES = tuple(one.name for one in fields(When))
_FLAGS = ("late", "named", "confirmed", "complaint", "emergency")
_SETS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "callers": CallerType,
        "times": TimeOfDay,
        "festivals": Festival,
        "hold": HoldState,
        "hold_reasons": HoldReason,
        "line": LineState,
        "outcomes": Outcome,
        "purposes": Purpose,
    }
)


def _member(name: str, kind: type[StrEnum], value: object) -> StrEnum:
    try:
        return kind(str(value))
    except ValueError as error:
        message = say(
            "{name}: “{value}” is not one of {known}.",
            name=name,
            value=str(value)[:40],
            known=", ".join(kind),
        )
        raise Refusal(message, field="when") from error


def _flag(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    answer = known.get(str(value).strip().casefold())
    if answer is None:
        message = say(
            "{name}: “{value}” is neither true nor false.", name=name, value=str(value)[:40]
        )
        raise Refusal(message, field="when")
    return answer


def _step(value: object) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= LAST_STEP):
        message = say("The step of an outbound call is a number from 1 to {last}.", last=LAST_STEP)
        raise Refusal(message, rule="C8", field="when")
    return int(text)


def conditions(stored: Mapping[str, object]) -> When:
    """The other way round of `When.to_json`; a single value may stand for a list of one.

    Raises Refusal (field `when`) for an unknown name or value.
    """
    values: dict[str, object] = {}
    for name, value in stored.items():
        if name == "direction":
            values[name] = _member(name, Direction, value)
        elif name in _FLAGS:
            values[name] = _flag(name, value)
        elif name in _SETS:
            members = value if isinstance(value, list | tuple) else [value]
            values[name] = frozenset(_member(name, _SETS[name], one) for one in members)
        elif name == "step":
            values[name] = _step(value)
        else:
            message = say(
                "“{name}” is not a condition; known are {known}.",
                name=str(name)[:40],
                known=", ".join(NAMES),
            )
            raise Refusal(message, field="when")
    return When(**values)  # type: ignore[arg-type]
