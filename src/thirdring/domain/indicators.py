"""Quality indicators with targets (H7, J5): shares of what went well, by their definitions."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.errors import Message, say
from thirdring.domain.policy import Key, Policy


class Indicator(StrEnum):
    CALLBACKS_KEPT = "callbacks_kept"
    ANSWERED_IN_TIME = "answered_in_time"
    SATISFACTION = "satisfaction"
    FIRST_CONTACT = "first_contact"


@dataclass(frozen=True, slots=True)
class Definition:
    """What is counted, of what; `manual`: from what people wrote down, not from a clock (J5)."""

    name: Message
    meaning: Message
    target: Key
    manual: bool
    rule: str


DEFINITIONS = MappingProxyType(
    {
        Indicator.CALLBACKS_KEPT: Definition(
            say("Callbacks kept in time"),
            say("Callbacks made by the time told, of those that fell due in the month."),
            Key.TARGET_CALLBACKS_KEPT, manual=False, rule="C2",
        ),
        Indicator.ANSWERED_IN_TIME: Definition(
            say("Complaints answered in time"),
            say("Complaints with a plan or an answer in time, of those due in the month."),
            Key.TARGET_ANSWERED_IN_TIME, manual=False, rule="D4",
        ),
        Indicator.SATISFACTION: Definition(
            say("Satisfied on the return visit"),
            say("Return visits of the month with 4 or 5 of 5, of those that were answered."),
            Key.TARGET_SATISFACTION, manual=True, rule="D10",
        ),
        Indicator.FIRST_CONTACT: Definition(
            say("Solved at first contact"),
            say("Calls that came in and were solved in the call, of those with a talk."),
            Key.TARGET_FIRST_CONTACT, manual=True, rule="J5",
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """`good` of `total`; `percent` None when there was nothing to count. `target` in percent."""

    indicator: Indicator
    good: int
    total: int
    target: int

    @property
    def percent(self) -> float | None:
        return None if self.total == 0 else 100 * self.good / self.total

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached, judged without rounding; None without a share."""
        return None if self.total == 0 else 100 * self.good >= self.target * self.total


def figure(indicator: Indicator, good: int, total: int, policy: Policy) -> Figure:
    """The indicator with the policy's target."""
    return Figure(indicator, good, total, policy.integer(DEFINITIONS[indicator].target))
