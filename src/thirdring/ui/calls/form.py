"""The form of one record. One per unfinished record, so that each keeps its undo and its cursor."""

from collections.abc import Callable, Generator
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from thirdring.domain.wording import WordingLint
from thirdring.ui.actions import Actions
from thirdring.ui.calls import call_facts
from thirdring.ui.calls.caller_list import CallerList
from thirdring.ui.calls.identity_section import IdentitySection
from thirdring.ui.calls.matter_section import MatterSection
from thirdring.ui.calls.outcome_section import OutcomeSection
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.protocol_section import ProtocolSection
from thirdring.ui.calls.read_back_section import ReadBackSection
from thirdring.ui.calls.section import Section
from thirdring.ui.theme import Size
from thirdring.ui.widgets import Styled
from thirdring.usecases.find_callers import CallerHit

# A gate's field where it is called otherwise than the widget that opens it.
_LEADS_TO = {
    "callback.minutes": "callback.minutes",
    "read_back": "read_back",
    "withheld": "number",
    "protocol": "protocol.questions",
}


class Sections(NamedTuple):
    """What a form consists of, top to bottom."""

    identity: IdentitySection
    matter: MatterSection
    outcome: OutcomeSection
    read_back: ReadBackSection


def build_form(
    call: CallPresenter, lint: WordingLint, actions: Actions, now: Callable[[], datetime]
) -> Generator[None, None, "CallForm"]:
    """A form, piece by piece: in one go it keeps a key waiting. The last one returns it."""
    identity = IdentitySection(call, actions.keys("call.answer"))
    yield
    matter = MatterSection(call, lint, now, actions.keys("call.replace"))
    yield
    outcome = OutcomeSection(call, lint, now)
    yield
    read_back = ReadBackSection(call, actions.keys("call.confirm"))
    return CallForm(call, Sections(identity, matter, outcome, read_back), now)


class CallForm(Styled, QScrollArea):
    """`number_typed`: look for who calls. `picked`: a customer was chosen (None: a new one).

    `cursor_moved`: the cursor is elsewhere, so that the drafts file may know.
    """

    number_typed = Signal(str)
    picked = Signal(object)
    cursor_moved = Signal()
    answered = Signal()
    focus_left = Signal()

    def __init__(
        self,
        call: CallPresenter,
        sections: Sections,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.call = call
        self._now = now
        self.identity, self.matter, self.outcome, self.read_back = sections
        # Made when the first special caller rings.
        self.protocol: ProtocolSection | None = None
        self._sections: list[Section] = [*sections]
        self._build()
        self.callers = CallerList(call.desk.time, self._body)
        self._fields = {n: w for s in self._sections for n, w in s.fields.items()}
        self._connect()
        self.wire()
        for section in self._sections:
            section.load()
        self._show_protocol()

    def _build(self) -> None:
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        for section in self._sections:
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        number = self.identity.number
        number.textEdited.connect(self.number_typed)
        number.stepped.connect(self.callers.step)
        number.taken.connect(self.callers.take)
        number.dismissed.connect(self.hide_callers)
        number.left.connect(self.hide_callers)
        self.callers.picked.connect(self._on_picked)
        self.identity.answered.connect(self.answered)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.outcome.grew.connect(self._on_grew)
        self._watch(self._fields)
        self.matter.watch("callback.about", self.outcome.about, self.outcome.about_lint)

    def _watch(self, fields: dict[str, QWidget]) -> None:
        for name, widget in fields.items():
            widget.setObjectName(name)
            if isinstance(widget, (QLineEdit, QPlainTextEdit)):
                widget.cursorPositionChanged.connect(self._on_cursor_moved)

    def _on_grew(self, fields: dict[str, QWidget]) -> None:
        self._fields.update(fields)
        self._watch(fields)

    def adopt(self, call: CallPresenter) -> None:
        """Serve another record: building a form anew would be felt."""
        self.call = call
        self.hide_callers()
        for section in self._sections:
            section.adopt(call)
        self._show_protocol()
        self.verticalScrollBar().setValue(0)

    def restyle(self) -> None:
        side = self.theme.px(16)
        self._column.setContentsMargins(side, self.theme.px(10), side, self.theme.px(8))
        self._column.setSpacing(self.theme.size(Size.FORM_GAP))

    def refresh(self) -> None:
        """Follow the record after a change; what is being typed in is left alone."""
        for section in self._sections:
            section.refresh()
        self._show_protocol()

    def tick(self, now: datetime) -> None:
        """Once a second."""
        self.identity.tick(now)

    # --- callers -----------------------------------------------------------------------------

    def offer_callers(self, hits: tuple[CallerHit, ...]) -> None:
        """Show who it may be, under the number, while it has the cursor."""
        number = self.identity.number
        if not hits or not number.hasFocus():
            self.hide_callers()
            return
        at = number.mapTo(self._body, QPoint(0, number.height() + 3))
        width = min(self.theme.px(460), self._body.width() - at.x() - self.theme.px(16))
        self.callers.offer(hits, self._now(), at, width)
        number.listing = True

    def hide_callers(self) -> None:
        self.identity.number.listing = False
        self.callers.hide()

    def _on_picked(self, hit: CallerHit | None) -> None:
        self.hide_callers()
        self.picked.emit(hit)

    # --- the cursor --------------------------------------------------------------------------

    def focus_field(self, name: str) -> bool:
        """Put the cursor into the field of that name (a gate's or the record's)."""
        widget = self._fields.get(_LEADS_TO.get(name, name)) or self._fields.get(
            {"callback.due_at": "callback.minutes"}.get(name, "")
        )
        if widget is None:
            return False
        if not widget.isVisibleTo(self):
            return False
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(widget, 0, self.theme.px(24))
        return True

    def restore_cursor(self) -> None:
        """Back to the field and place of the record."""
        name, position = self.call.record.cursor
        widget = self._fields.get(name)
        if widget is None or not self.focus_field(name):
            self.identity.number.setFocus()
            return
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(min(position, len(widget.text())))
        elif isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            cursor.setPosition(min(position, widget.document().characterCount() - 1))
            widget.setTextCursor(cursor)

    def field(self, name: str) -> QWidget:
        """The widget of a field."""
        return self._fields[name]

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._body.isAncestorOf(new):
            self._remember(new)
            # After the layout had its turn: a row may just have appeared.
            QTimer.singleShot(0, self, self._on_settled)
        elif old is not None and self._body.isAncestorOf(old):
            self.focus_left.emit()

    def _on_settled(self) -> None:
        widget = QApplication.focusWidget()
        if widget is not None and self._body.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, self.theme.px(16))

    def _on_cursor_moved(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and sender.hasFocus():
            self._remember(sender)

    def _remember(self, widget: QWidget) -> None:
        """The cursor is in `widget`, or in a part of a field that consists of several."""
        if isinstance(widget, QLineEdit):
            position = widget.cursorPosition()
        elif isinstance(widget, QPlainTextEdit):
            position = widget.textCursor().position()
        else:
            position = 0
        at: QWidget | None = widget
        while at is not None and at.objectName() not in self._fields:
            at = at.parentWidget()
        if at is not None and self.call.record.cursor != (at.objectName(), position):
            self.call.move_cursor(at.objectName(), position)
            self.cursor_moved.emit()

    def _show_protocol(self) -> None:
        on = call_facts.is_protocol(self.call.record)
        if on and self.protocol is None:
            self.protocol = ProtocolSection(self.call, self._body)
            self._sections.insert(1, self.protocol)
            self._column.insertWidget(1, self.protocol)
            self.protocol.load()
            self._on_grew(self.protocol.fields)
        if self.protocol is not None:
            self.protocol.setVisible(on)
        self.matter.setVisible(not on)
