"""Service measures with targets (H7, J5), by the definitions of COPC and ISO 18295-1.

A share is how many of how many; a mean is seconds over a number of calls. What was not counted has
no value, never 0 %.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.errors import Message, say
from thirdring.domain.policy import Key, Policy


class Indicator(StrEnum):
    SERVICE_LEVEL = "service_level"
    SPEED_OF_ANSWER = "speed_of_answer"
    ABANDONED = "abandoned"
    HANDLE_TIME = "handle_time"
    FIRST_CONTACT = "first_contact"
    CALLBACKS_KEPT = "callbacks_kept"
    ANSWERED_IN_TIME = "answered_in_time"
    MAIL_ANSWERED = "mail_answered"
    VISITS_IN_TIME = "visits_in_time"
    SATISFACTION = "satisfaction"
    QUALITY = "quality"


class Measured(StrEnum):
    """How a measure is reckoned, and on which side of its target one wants to be."""

    SHARE = "share"  # percent, the more the better
    SHARE_AT_MOST = "share_at_most"  # percent, the less the better
    MEAN_AT_MOST = "mean_at_most"  # seconds, the less the better


@dataclass(frozen=True, slots=True)
class Definition:
    """`numerator` over `denominator`; `manual`: from what people wrote down, not from a clock (J5).

    `figure`: the policy's figure that `meaning` and `numerator` quote as {n}, where they do.
    """

    name: Message
    meaning: Message
    numerator: Message
    denominator: Message
    target: Key
    manual: bool
    rule: str
    measured: Measured = Measured.SHARE
    figure: Key | None = None


DEFINITIONS = MappingProxyType(
    {
        Indicator.SERVICE_LEVEL: Definition(
            say("Service level"),
            say("Calls answered within {n} seconds, of those that came in."),
            say("answered within {n} seconds"),
            say("calls that came in whose wait is known, and those given up"),
            Key.SERVICE_LEVEL_PERCENT, manual=True, rule="A1", figure=Key.SERVICE_LEVEL_SECONDS,
        ),
        Indicator.SPEED_OF_ANSWER: Definition(
            say("Average speed of answer"),
            say("How long callers waited until somebody answered, on average."),
            say("seconds waited"),
            say("calls answered whose wait is known"),
            Key.TARGET_SPEED_SECONDS, manual=True, rule="A1", measured=Measured.MEAN_AT_MOST,
        ),
        Indicator.ABANDONED: Definition(
            say("Abandonment"),
            say("Callers who gave up before anybody answered, of all calls that came in."),
            say("given up before an answer"),
            say("calls that came in"),
            Key.TARGET_ABANDONED, manual=True, rule="J5", measured=Measured.SHARE_AT_MOST,
        ),
        Indicator.HANDLE_TIME: Definition(
            say("Average handle time"),
            say("Talk, hold and wrap-up together, on average for a call that came in."),
            say("seconds of talk, hold and wrap-up"),
            say("calls answered whose end is known"),
            Key.TARGET_HANDLE_SECONDS, manual=True, rule="J5", measured=Measured.MEAN_AT_MOST,
        ),
        Indicator.FIRST_CONTACT: Definition(
            say("Solved at first contact"),
            say("Calls that came in and were solved in the call, of those with a talk; a call of "
                "the same customer about the same subject within {n} days takes it back."),
            say("solved, and not called about again within {n} days"),
            say("calls that came in, with a talk"),
            Key.TARGET_FIRST_CONTACT, manual=True, rule="J5", figure=Key.FIRST_CONTACT_DAYS,
        ),
        Indicator.CALLBACKS_KEPT: Definition(
            say("Callbacks kept in time"),
            say("Callbacks made by the time told, of those that fell due in the period."),
            say("called back by the time told"),
            say("callbacks that fell due"),
            Key.TARGET_CALLBACKS_KEPT, manual=False, rule="C2",
        ),
        Indicator.ANSWERED_IN_TIME: Definition(
            say("Complaints answered in time"),
            say("Complaints with a plan or an answer in time, of those due in the period."),
            say("with a plan or an answer in time"),
            say("complaints whose answer fell due"),
            Key.TARGET_ANSWERED_IN_TIME, manual=False, rule="D4",
        ),
        Indicator.MAIL_ANSWERED: Definition(
            say("Mail answered in time"),
            say("Mail answered in time, of what was due in the period."),
            say("answered in time"),
            say("mail whose answer fell due"),
            Key.TARGET_MAIL_ANSWERED, manual=False, rule="D16",
        ),
        Indicator.VISITS_IN_TIME: Definition(
            say("Return visits in time"),
            say("Return visits made in time, of those that fell due in the period."),
            say("visited in time"),
            say("return visits that fell due"),
            Key.TARGET_VISITS_IN_TIME, manual=False, rule="D10",
        ),
        Indicator.SATISFACTION: Definition(
            say("Satisfied on the return visit"),
            say("Return visits of the period with 4 or 5 of 5, of those that were answered."),
            say("4 or 5 of 5"),
            say("return visits that were answered"),
            Key.TARGET_SATISFACTION, manual=True, rule="D10",
        ),
        Indicator.QUALITY: Definition(
            say("Quality checks"),
            say("What quality checks of the period found as it should be, of what they looked at."),
            say("points of the checks, 100 for each at most"),
            say("100 points for each check that was made"),
            Key.TARGET_QUALITY, manual=True, rule="G8",
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """`numerator` over `denominator`; the target in percent or seconds, as the measure is.

    `quoted` is the policy's figure in the definition's sentences, None where they name none.
    """

    indicator: Indicator
    numerator: int
    denominator: int
    target: int
    quoted: int | None = None

    @property
    def measured(self) -> Measured:
        return DEFINITIONS[self.indicator].measured

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage; otherwise it is seconds."""
        return self.measured is not Measured.MEAN_AT_MOST

    @property
    def value(self) -> float | None:
        """Percent or seconds; None when there was nothing to count."""
        if self.denominator == 0:
            return None
        return self._scaled / self.denominator

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached, judged without rounding; None without a value."""
        if self.denominator == 0:
            return None
        aim = self.target * self.denominator
        return self._scaled >= aim if self.measured is Measured.SHARE else self._scaled <= aim

    @property
    def _scaled(self) -> int:
        return 100 * self.numerator if self.is_share else self.numerator

    def sentence(self, part: Message) -> Message:
        """A sentence of the definition with the policy's figure in it."""
        return part if self.quoted is None else say(part.msgid, n=self.quoted)


def figure(indicator: Indicator, numerator: int, denominator: int, policy: Policy) -> Figure:
    """The measure with the policy's target."""
    about = DEFINITIONS[indicator]
    quoted = policy.integer(about.figure) if about.figure else None
    return Figure(indicator, numerator, denominator, policy.integer(about.target), quoted)
