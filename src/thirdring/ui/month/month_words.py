"""How the month's values are written on screen."""

from datetime import datetime

from thirdring.domain.appeals import AppealState
from thirdring.domain.enums import Channel
from thirdring.domain.month_sheet import AppealLine, EvidenceLine, Flag
from thirdring.domain.months import Standing
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Cell, Shape
from thirdring.ui.words import span_text

# What an appeal's state looks like; the word beside it says the step.
APPEAL_SHAPE: dict[str, tuple[Shape, Token]] = {
    AppealState.FILED.value: (Shape.PIE, Token.SOON),
    AppealState.UPHELD.value: (Shape.RING, Token.TEXT_3),
    AppealState.DISPUTED.value: (Shape.PIE, Token.SOON),
    AppealState.CORRECTED.value: (Shape.TICK, Token.FINE),
    AppealState.DISMISSED.value: (Shape.TICK, Token.TEXT_3),
    AppealState.TAKEN_BACK.value: (Shape.TICK, Token.TEXT_3),
}


def channel_text(channel: str) -> str:
    """A channel by its name; complaints without one say so."""
    return _(label(Channel(channel))) if channel else _("No channel")


def standing_text(standing: Standing | None) -> str:
    """How it counts; None is all that was received."""
    return _("All received") if standing is None else _(label(standing))


def count_cell(count: int, *, bold: bool = False, tone: Token = Token.TEXT) -> Cell:
    """A figure; nothing is a dash that asks for no attention."""
    return Cell(str(count), tone, bold=bold) if count else Cell("–", Token.TEXT_3)


def change_text(change: int) -> str:
    """An adjustment with its sign; none is nothing."""
    return f"{change:+d}".replace("-", "−") if change else ""


def flag_text(flag: Flag) -> str:
    """A threshold that was reached: pointed out, never decided (G6)."""
    return _(label(flag))


def appeal_text(appeal: AppealLine) -> str:
    """With whom it is, or how it ended."""
    return _(label(AppealState(appeal.state)))


def appeal_short(appeal: AppealLine) -> str:
    """The same in a word or two, for a list."""
    words = {
        AppealState.FILED: _("Mediating"), AppealState.UPHELD: _("Upheld"),
        AppealState.DISPUTED: _("HR review"), AppealState.DISMISSED: _("Upheld"),
    }  # fmt: skip
    return words.get(AppealState(appeal.state)) or appeal_text(appeal)


def appeal_cell(appeal: AppealLine, now: datetime) -> Cell:
    """Shape and word; red once it is overdue."""
    shape, tone = APPEAL_SHAPE[appeal.state]
    if appeal.due_at is not None and appeal.due_at < now:
        shape, tone = Shape.TRIANGLE, Token.OVER
    return Cell(appeal_short(appeal), tone, shape=shape, tip=appeal_text(appeal))


def left_text(due_at: datetime | None, now: datetime) -> str:
    """What is left of a deadline of days: `3 d left`, `2 h over`."""
    if due_at is None:
        return ""
    if due_at < now:
        return _("{span} over").format(span=span_text(now - due_at))
    return _("{time} left").format(time=span_text(due_at - now))


def left_tone(due_at: datetime | None, now: datetime) -> Token:
    """Quiet while there are days, urgent in the last one."""
    if due_at is None:
        return Token.TEXT_3
    if due_at < now:
        return Token.OVER
    return Token.SOON if (due_at - now).days < 1 else Token.TEXT_2


def number_and_subject(line: EvidenceLine) -> str:
    """`C261109-0014 rude at the gate`, for one line."""
    return f"{line.number}  {line.subject}"


def grouped(digest: str) -> str:
    """A digest in fours, short: its beginning and its end."""
    fours = [digest[at : at + 4] for at in range(0, len(digest), 4)]
    return f"{' '.join(fours[:3])} … {' '.join(fours[-2:])}"
