"""Where the parts of a callback's row stand; where there is little room, some of them leave."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from thirdring.domain.enums import Language
from thirdring.i18n import _, language
from thirdring.ui.theme import Theme, Type

_ABOUT = 132
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
    end: QRect


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
    owner = max(px(56), caption.horizontalAdvance("欧阳佩珊" if chinese else "Zhao Liqun"))
    end = caption.horizontalAdvance("C888888-K78888")
    x = row.x() + px(16)
    shape = QRect(x, row.y(), px(14), row.height())
    time = QRect(shape.right() + px(10), row.y(), left, row.height())
    exact = QRect(time.right() + px(10), row.y(), at, row.height())
    start = exact.right() + px(_GAP)
    right = row.right() - px(16)
    fixed = start + px(_ABOUT) + px(_GAP) + end
    gap = px(_GAP)
    with_number = fixed + name + number + owner + 3 * gap <= right
    with_owner = with_number or fixed + name + owner + 2 * gap <= right
    room = name if fixed + name + gap <= right else max(px(72), right - fixed - gap)
    who = QRect(start, row.y(), room, row.height())
    start = who.right() + gap
    phone = QRect(start, row.y(), number, row.height()) if with_number else None
    start += number + gap if with_number else 0
    last = QRect(right - end, row.y(), end, row.height())
    stop = last.x() - gap
    whose = QRect(stop - owner, row.y(), owner, row.height()) if with_owner else None
    stop = whose.x() - gap if whose is not None else stop
    about = QRect(start, row.y(), max(0, stop - start), row.height())
    return Columns(shape, time, exact, who, phone, about, whose, last)
