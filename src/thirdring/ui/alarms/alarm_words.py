"""An alarm in words: what it is about, how urgent, where it leads. Pure."""

from datetime import datetime

from thirdring.domain.case_values import AlarmStage
from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import N_
from thirdring.i18n import _
from thirdring.ui.widgets import Shape
from thirdring.ui.words import due_text, named
from thirdring.usecases.alarm_rows import AlarmRow

_KINDS = {
    "B8": N_("Redial"),
    "C2": N_("Call owed"),
    "C6": N_("Nobody's callback"),
    "G3": N_("An appeal"),
    "D4": N_("Answer to a complaint"),
    "D10": N_("Return visit"),
    "D16": N_("Answer to a mail"),
    "D18": N_("Next contact"),
}
_STAGES = {
    AlarmStage.WARNED: N_("Soon due"),
    AlarmStage.DUE: N_("Due"),
    AlarmStage.WENT_UP: N_("Went up"),
}
_SHAPES = {
    AlarmStage.WARNED: Shape.PIE,
    AlarmStage.DUE: Shape.TRIANGLE,
    AlarmStage.WENT_UP: Shape.UP_SQUARE,
}


def kind_text(row: AlarmRow) -> str:
    """What has to be done: a callback, a return visit, an answer."""
    if row.rule in _KINDS:
        return _(_KINDS[row.rule])
    if row.escalation_id is not None:
        return _("Waits for a decision")
    return _("A ticket")


def stage_text(row: AlarmRow) -> str:
    return _(_STAGES[row.stage])


def shape_of(row: AlarmRow) -> Shape:
    return _SHAPES[row.stage]


def left_text(row: AlarmRow, now: datetime, time: CenterTime) -> str:
    """What is left of its time."""
    return due_text(row.due_at, now, time.zone)


def who_text(row: AlarmRow) -> str:
    """The customer, else the ticket's number."""
    return named(row.name or "", row.title) or row.ticket_number or _("No name")


def line_text(row: AlarmRow, now: datetime, time: CenterTime) -> str:
    """The alarm as one line to read out."""
    parts = (stage_text(row), kind_text(row), left_text(row, now, time), who_text(row), row.about)
    return _(", ").join(part for part in parts if part)


def outside_text(row: AlarmRow, now: datetime, time: CenterTime) -> str:
    """For the system's own notices, which anybody may see: nobody's name in it."""
    return _("{kind}: {left}").format(kind=kind_text(row), left=left_text(row, now, time))
