"""Beside the form: tickets that may be the same matter, and the nearest lessons (D11)."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.labels import label as label_of
from thirdring.ui import words
from thirdring.ui.theme import Token, Type
from thirdring.ui.tickets.fold import Line, link
from thirdring.ui.tickets.look import state_word
from thirdring.ui.widgets import Label, SectionHead, Styled, set_tip
from thirdring.usecases.reception_hints import ReceptionHints


class HintsPanel(Styled, QWidget):
    """`ticket_asked` carries a number."""

    ticket_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ReceptionHints, datetime, ZoneInfo] | None = None
        self._likely, self._lessons = SectionHead(), SectionHead()
        self._nothing = Label(step=Type.CAPTION, tone=Token.TEXT_3, wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._lines: list[QWidget] = []
        self._column.addWidget(self._likely)
        self._column.addWidget(self._lessons)
        self._column.addWidget(self._nothing)
        self.wire()

    def retranslate(self) -> None:
        self._nothing.setText(
            _("Open tickets of the same number or product, and cases like this one, appear here.")
        )
        if self._shown is None:
            self.show_nothing()
        else:
            self.show_hints(*self._shown)

    def show_nothing(self) -> None:
        """Nothing is typed yet."""
        self._shown = None
        self._put([], [])

    def show_hints(self, hints: ReceptionHints, now: datetime, zone: ZoneInfo) -> None:
        self._shown = (hints, now, zone)
        likely: list[QWidget] = []
        for one in hints.likely:
            opened = link(_("Open"))
            opened.clicked.connect(partial(self.ticket_asked.emit, one.number))
            at = words.day_and_time(one.received_at, now, zone)
            caption = _(", ").join([one.number, at])
            likely.append(Line(one.subject, state_word(one.state), caption, deeds=(opened,)))
        lessons: list[QWidget] = []
        for found in hints.lessons:
            settled = _(label_of(found.remedy)) if found.remedy else ""
            told = found.lesson or found.prevention or found.cause or ""
            line = Line(found.raised.split("\n", 1)[0], settled, f"{found.number}  {told}")
            set_tip(line, "\n".join(part for part in (found.raised, found.cause, told) if part))
            lessons.append(line)
        self._put(likely, lessons)

    def _put(self, likely: list[QWidget], lessons: list[QWidget]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [*likely, *lessons]
        self._likely.setVisible(bool(likely))
        self._likely.set_text(_("Perhaps the same matter"), str(len(likely)))
        self._lessons.setVisible(bool(lessons))
        self._lessons.set_text(_("Cases like this one"), "D11")
        self._nothing.setVisible(not self._lines)
        for line in likely:
            self._column.insertWidget(self._column.indexOf(self._lessons), line)
        for line in lessons:
            self._column.insertWidget(self._column.indexOf(self._nothing), line)
