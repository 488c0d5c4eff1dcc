"""How a case that was sent up is told: its shape and time left, its words, who sent it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from thirdring import labels
from thirdring.domain.case_values import EscalationKind, EscalationState
from thirdring.i18n import _
from thirdring.ui.theme import Token
from thirdring.ui.widgets.shapes import SHAPE_TOKEN, Shape
from thirdring.ui.words import Urgency, clock_text, due_text, named, urgency
from thirdring.usecases.review_rows import ReviewLine

_END_OF_SENTENCE = re.compile(r"(?<=[。！？!?；;])|(?<=\.)\s|\n")
_TITLE = 60
_ICONS = {
    EscalationKind.PRESS: "news",
    EscalationKind.PRESS_NOT_CONTENT: "news",
    EscalationKind.ASSOCIATION: "shield-check",
    EscalationKind.LAWYER: "scale",
    EscalationKind.AUTHORITY: "building-bank",
    EscalationKind.EMERGENCY: "speakerphone",
    EscalationKind.COUPON: "cash",
    EscalationKind.OVERDUE: "clock-check",
    EscalationKind.ABSENT: "user-off",
}


def icon_of(kind: EscalationKind) -> str:
    """The icon of why it was sent up."""
    return _ICONS.get(kind, "arrow-up-right")


def level_of(line: ReviewLine, now: datetime) -> Urgency:
    """How near its clock is; fine without one."""
    return urgency(line.due_at, now) if line.due_at is not None else Urgency.FINE


def shape_of(line: ReviewLine, now: datetime) -> Shape:
    """Late and soon first; then whether it waits for whoever sent it up, or for an approval."""
    level = level_of(line, now)
    if level is Urgency.OVER:
        return Shape.TRIANGLE
    if level is Urgency.SOON:
        return Shape.PIE
    if line.state is EscalationState.RETURNED:
        return Shape.DASHED_RING
    return Shape.UP_SQUARE if line.kind is EscalationKind.COUPON else Shape.RING


def tone_of(line: ReviewLine, now: datetime) -> Token:
    """The tone of its kind and time: quiet while there is time."""
    level = level_of(line, now)
    return Token.TEXT_2 if level is Urgency.FINE else SHAPE_TOKEN[shape_of(line, now)]


def left_text(line: ReviewLine, now: datetime, zone: ZoneInfo) -> str:
    """`06:10 left`, `2 h over`, `Today 18:00`; nothing without a clock."""
    if line.due_at is None:
        return ""
    if level_of(line, now) is Urgency.SOON:
        return _("{time} left").format(time=clock_text(line.due_at - now))
    return due_text(line.due_at, now, zone)


def kind_text(line: ReviewLine) -> str:
    """Why it was sent up; a coupon that was decided waits for no approval any more."""
    if line.kind is EscalationKind.COUPON and line.state is EscalationState.RETURNED:
        return _("Coupon decided")
    return _(labels.label(line.kind))


def title_of(line: ReviewLine) -> str:
    """The first sentence of what it is about."""
    first = _END_OF_SENTENCE.split(line.about, maxsplit=1)[0].rstrip("。；; ")
    return first if len(first) <= _TITLE else first[: _TITLE - 1] + "…"


def under_text(line: ReviewLine) -> str:
    """Who it is about and who sent it up; or who has it now."""
    who = named(line.name or "", line.title)
    if line.state is EscalationState.TAKEN and line.owner:
        sent = _("{name} handles it").format(name=line.owner)
    elif line.state is EscalationState.RETURNED and line.report_due_at is not None:
        sent = _("{name} tells the customer").format(name=line.owner or _("The agent"))
    elif line.sent_by:
        sent = _("sent up by {name}").format(name=line.sent_by)
    else:
        sent = _("sent up by the clock")
    return _(", ").join(part for part in (who, sent) if part)
