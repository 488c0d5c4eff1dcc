"""Where the parts of a callback's row stand; where there is little room, some of them leave."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from thirdring.domain.enums import Language
from thirdring.i18n import _, language
from thirdring.ui.theme import Theme, Type

_ABOUT = 168
_GAP = 18


@dataclass(frozen=True, slots=True)
class Columns:
    """Rectangles of one row; None where a part has no room."""

    shape: QRect
    left: QRect
    at: QRect
    name: QRect
    number: QRect | None
    about: QRect
    owner: QRect | None
    end: QRect | None


def columns_for(theme: Theme, row: QRect) -> Columns:
    """The parts of `row`, from the left: shape, what is left, exact time, who, about, owner, ticket.

    The widths follow from the fonts, never from the values: nothing moves while time runs.
    """
    px = theme.px
    bold, caption = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font(Type.CAPTION))
    chinese = language() is Language.ZH_CN
    long = _("{hours} h {minutes} min").format(hours=88, minutes=88)
    over = _("{span} over").format(span=_("{n} min").format(n=88))
    left = max(bold.horizontalAdvance(text) for text in (long, over))
    at = caption.horizontalAdvance("88:88" if chinese else "88 Mmm")
    name = bold.horizontalAdvance("欧阳佩珊 女士" if chinese else "Ms Ouyang Peishan")
    number = caption.horizontalAdvance("888****8888")
    owner = px(18) + caption.horizontalAdvance("欧阳佩" if chinese else "Lin Xiaomei")
    end = caption.horizontalAdvance("C888888-K78888")
    x = row.x() + px(16)
    shape = QRect(x, row.y(), px(14), row.height())
    time = QRect(shape.right() + px(10), row.y(), left, row.height())
    exact = QRect(time.right() + px(10), row.y(), at, row.height())
    start = exact.right() + px(_GAP)
    right = row.right() - px(16)
    gap = px(_GAP)
    # What leaves first: the number, the owner, then the ticket's number.
    need = start + name + gap + px(_ABOUT)
    wants = [owner + gap, number + gap]
    with_end = need + end + gap <= right
    with_owner = with_end and need + end + gap + wants[0] <= right
    with_number = with_owner and need + end + gap + sum(wants) <= right
    who = QRect(start, row.y(), min(name, max(0, right - start)), row.height())
    start = who.right() + gap
    phone = QRect(start, row.y(), number, row.height()) if with_number else None
    start += number + gap if with_number else 0
    last = QRect(right - end, row.y(), end, row.height()) if with_end else None
    stop = last.x() - gap if last is not None else right
    whose = QRect(stop - owner, row.y(), owner, row.height()) if with_owner else None
    stop = whose.x() - gap if whose is not None else stop
    about = QRect(start, row.y(), max(0, stop - start), row.height())
    return Columns(shape, time, exact, who, phone, about, whose, last)
