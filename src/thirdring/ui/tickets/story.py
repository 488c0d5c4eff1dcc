"""The story of a ticket: one thing that happened under the other, newest first."""

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.i18n import render
from thirdring.ui import icons, words
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Label, Styled, set_tip
from thirdring.usecases.ticket_desk import ListFacts
from thirdring.usecases.ticket_timeline import Entry

_AT_FIRST = 6


class _EntryRow(Styled, QWidget):
    def __init__(self, entry: Entry, now: datetime, facts: ListFacts, *, last: bool) -> None:
        super().__init__()
        self._icon, self._last = entry.icon, last
        self._sentence = Label(render(entry.sentence), elide=True)
        self._rule = Label(entry.rule, step=Type.CAPTION, tone=Token.TEXT_3)
        self._at = Label(
            words.day_and_time(entry.at, now, facts.zone), step=Type.CAPTION, tone=Token.TEXT_2
        )
        set_tip(self._at, words.exact_text(entry.at, facts.zone))
        told = ": ".join(part for part in (entry.actor, entry.words) if part)
        self._words = Label(told, step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._sentence, 1)
        head.addWidget(self._rule)
        head.addWidget(self._at)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 3, 0, 7)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self._words)
        self._words.setVisible(bool(told))
        self._rule.setVisible(bool(entry.rule))
        self.setAccessibleName(f"{self._at.text()} {self._sentence.text()} {told}")
        self.wire()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        side = theme.px(icons.BUTTON)
        room = QRect(0, theme.px(3), side, theme.px(20))
        icons.paint_icon(painter, room, self._icon, theme.color(Token.TEXT_2), side)
        if not self._last:
            top = room.bottom() + 2
            line = theme.color(Token.LINE_STRONG)
            painter.fillRect(side // 2, top, 1, self.height() - top, line)


class Story(Styled, QWidget):
    """The newest entries; all of them on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.wire()

    def show_entries(
        self, entries: tuple[Entry, ...], now: datetime, facts: ListFacts, *, whole: bool
    ) -> None:
        """Show `entries`, the first few unless `whole`."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = entries if whole else entries[:_AT_FIRST]
        self._rows = [
            _EntryRow(entry, now, facts, last=n == len(shown)) for n, entry in enumerate(shown, 1)
        ]
        for row in self._rows:
            self._column.addWidget(row)

    @staticmethod
    def folds(entries: tuple[Entry, ...]) -> bool:
        """Whether there is more than shown at first."""
        return len(entries) > _AT_FIRST

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class _Value(Label):
    """Asks for one line: it wraps where there is no more room, not where it would look square."""

    def sizeHint(self) -> QSize:
        lines = self.text().split("\n")
        width = max(self.fontMetrics().horizontalAdvance(line) for line in lines) + 2
        return QSize(width, self.heightForWidth(width))


class Facts(Styled, QWidget):
    """Labels and values in two columns; a value may be told in a tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtWidgets import QGridLayout

        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._parts: list[QWidget] = []
        self.wire()

    def restyle(self) -> None:
        self._grid.setColumnMinimumWidth(0, self.theme.px(60))

    def clear(self) -> None:
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []

    def add(
        self,
        name: str,
        value: str,
        *,
        tone: Token = Token.TEXT,
        bold: bool = False,
        beside: QWidget | None = None,
    ) -> None:
        """One line; `beside` stands behind the value. Nothing is added for an empty value."""
        if not value:
            return
        row = len(self._parts) // 2
        label = Label(name, tone=Token.TEXT_2)
        words_ = _Value(value, tone=tone, bold=bold, wrap=True)
        words_.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words_.setAccessibleName(f"{name}: {value}")
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(words_, 0 if beside else 1)
        if beside is not None:
            line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
            line.addStretch(1)
        self._grid.addWidget(place, row, 1)
        self._parts += [label, place]
