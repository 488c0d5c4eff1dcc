"""Under the facts of a case: what was learnt from cases like it (D11)."""

import uuid
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring import labels
from thirdring.i18n import _
from thirdring.ui.review.case_sheet import CaseSheet
from thirdring.ui.runner import Runner
from thirdring.ui.tickets.fold import Line, link
from thirdring.ui.widgets import SectionHead, Styled, set_tip
from thirdring.usecases.case_library import Lesson, find_lessons

_MOST = 3


class Lessons(Styled, QWidget):
    """Takes no room while there is nothing to learn from; `ticket_asked` carries a number.

    Without `learns` (who sees no tickets) it never looks.
    """

    ticket_asked = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: Runner, *, learns: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._learns = runner, learns
        self._wanted: tuple[uuid.UUID, str] | None = None
        self._shown: tuple[Lesson, ...] = ()
        self._head = SectionHead()
        self._lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._head)
        self.hide()
        self.wire()

    @property
    def shown(self) -> tuple[Lesson, ...]:
        return self._shown

    def retranslate(self) -> None:
        self._head.set_text(_("Cases like this one"), "D11")
        self._show()

    def liken(self, sheet: CaseSheet) -> None:
        """Look for cases like the one that is shown, unless that was looked for already."""
        line, ticket = sheet.detail.line, sheet.detail.ticket
        text = ticket.fields.raised if ticket is not None and not line.against_me else ""
        wanted = (line.id, text)
        if wanted == self._wanted:
            return
        self.clear()
        if not self._learns or not text.strip():
            return
        self._wanted = wanted
        self._runner.read(
            find_lessons, text, _MOST, owner=self, key="lessons",
            then=partial(self._on_found, wanted, line.ticket_id), failed=self.failed.emit,
        )  # fmt: skip

    def clear(self) -> None:
        """Another case comes: nothing is known of it yet."""
        self._wanted = None
        self._put(())

    def _on_found(
        self, wanted: tuple[uuid.UUID, str], own: uuid.UUID | None, found: tuple[Lesson, ...]
    ) -> None:
        if wanted == self._wanted:  # else another case is shown meanwhile
            self._put(tuple(one for one in found if one.ticket_id != own))

    def _put(self, found: tuple[Lesson, ...]) -> None:
        if found != self._shown:
            self._shown = found
            self._show()

    def _show(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(one) for one in self._shown]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    def _line(self, one: Lesson) -> Line:
        number = link(one.number)
        number.setAccessibleName(_("Open the ticket {number}").format(number=one.number))
        number.clicked.connect(partial(self.ticket_asked.emit, one.number))
        settled = _(labels.label(one.remedy)) if one.remedy else ""
        told = one.lesson or one.prevention or one.cause or ""
        line = Line(one.raised.split("\n", 1)[0], settled, told, deeds=(number,))
        set_tip(line, one.raised)
        return line
