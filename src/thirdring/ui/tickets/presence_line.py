"""One calm line: which colleagues have the ticket open at the moment."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Label, Styled
from thirdring.usecases.ticket_presence import Present

_NAMED = 2


class PresenceLine(Styled, QWidget):
    """Hidden while one is alone. Who is writing stands before who only looks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present: tuple[Present, ...] = ()
        self._text = Label(tone=Token.TEXT_2, wrap=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self.hide()
        self.wire()

    def show_present(self, present: tuple[Present, ...]) -> None:
        """These, without oneself."""
        self._present = tuple(sorted(present, key=lambda one: not one.editing))
        self.retranslate()
        self.setVisible(bool(present))
        self.update()

    @property
    def present(self) -> tuple[Present, ...]:
        return self._present

    def restyle(self) -> None:
        self._row.setContentsMargins(self.theme.px(icons.BUTTON) + 6, 0, 0, 0)

    def retranslate(self) -> None:
        text = _sentence(self._present)
        self._text.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        side = theme.px(icons.BUTTON)
        writing = any(one.editing for one in self._present)
        tone = Token.SOON if writing else Token.TEXT_2
        room = QRect(0, 0, side, min(self.height(), self._text.fontMetrics().height()))
        icons.paint_icon(painter, room, "edit" if writing else "eye", theme.color(tone), side)


def _sentence(present: tuple[Present, ...]) -> str:
    writing = [one.name for one in present if one.editing]
    looking = [one.name for one in present if not one.editing]
    parts = []
    if writing:
        alone = len(writing) == 1
        text = _("{names} is editing this") if alone else _("{names} are editing this")
        parts.append(text.format(names=_names(writing)))
    if looking:
        alone = len(looking) == 1
        text = _("{names} has this open") if alone else _("{names} have this open")
        parts.append(text.format(names=_names(looking)))
    return _("; ").join(parts)


def _names(names: list[str]) -> str:
    told = names[0]
    if len(names) > 1:
        told = _("{one}, {other}").format(one=names[0], other=names[1])
    more = len(names) - _NAMED
    return _("{names} and {n} more").format(names=told, n=more) if more > 0 else told
