"""What a person fills in to work on a ticket: progress, a step, another owner, an edit."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.enums import Severity
from thirdring.domain.errors import Refusal
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, render
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    CheckBox,
    ComboBox,
    Field,
    FieldLabel,
    Label,
    Styled,
    TextArea,
)
from thirdring.usecases.edit_ticket import TicketFields
from thirdring.usecases.ticket_desk import Colleague


class DeedForm(Styled, QWidget):
    """Fields, what is wrong, and two buttons. `done` when the primary one is pressed, or
    Ctrl+Enter; `given_up` on Escape.
    """

    done = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(step=Type.BODY, bold=True, wrap=True)
        self.problem = Label(step=Type.CAPTION, tone=Token.OVER, wrap=True)
        self.problem.hide()
        self.go = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        self.back = Button(kind=ButtonKind.BARE, keys="Escape")
        self.fields = QVBoxLayout()
        self.fields.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(self.fields)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.go.clicked.connect(self.done)
        self.back.clicked.connect(self.given_up)

    def retranslate(self) -> None:
        self.back.setText(_("Cancel"))

    def show_refusal(self, error: Exception) -> None:
        """Why it was not taken, in words, with its rule."""
        text = render(error) if isinstance(error, Refusal) else str(error)
        rule = getattr(error, "rule", "")
        self.problem.setText(f"{text} {rule}".strip())
        self.problem.show()
        self.go.setEnabled(True)

    def clear_problem(self) -> None:
        self.problem.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and control:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class NoteForm(DeedForm):
    """Progress in words; told to the customer or not (D5)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = TextArea(lines=4)
        self.told = CheckBox()
        self.fields.addWidget(self.text)
        self.fields.addWidget(self.told)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Record progress"))
        self.text.setPlaceholderText(_("What was done, found out or agreed"))
        self.text.setAccessibleName(_("What was done, found out or agreed"))
        self.told.setText(_("The customer was told"))
        self.go.setText(_("Save"))

    def start(self) -> None:
        self.text.setFocus()


class HandOverForm(DeedForm):
    """Who takes the ticket on, and why (C10)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.to = ComboBox()
        self.reason = TextArea(lines=2, kind=TextKind.TEXT)
        self._reason = Field(self.reason, required=True, above=True)
        self.fields.addWidget(self.to)
        self.fields.addWidget(self._reason)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Hand over"))
        self.to.setAccessibleName(_("To whom"))
        self.go.setText(_("Hand over"))
        self._reason.set_label(_("Why"))
        self._reason.set_hint(_("Whoever took the case sees it through."), "C10")

    def start(self, people: Iterable[Colleague]) -> None:
        self.to.set_options([(p.login, f"{p.name} ({p.login})") for p in people])
        self.reason.setPlainText("")
        self.to.setFocus()


class EditForm(DeedForm):
    """The texts of a ticket, how grave it is, what it is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: TicketFields | None = None
        self.raised, self.wants, self.answer = (
            TextArea(lines=4),
            TextArea(lines=2),
            TextArea(lines=2),
        )
        self.severity, self.category = ComboBox(), ComboBox()
        self._labels: dict[str, FieldLabel] = {}
        for name, control in (
            ("raised", self.raised), ("wants", self.wants), ("answer", self.answer),
        ):  # fmt: skip
            self.fields.addLayout(self._row(name, control))
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addLayout(self._row("severity", self.severity), 1)
        pair.addLayout(self._row("category", self.category), 1)
        self.fields.addLayout(pair)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Edit"))
        self.go.setText(_("Save"))
        for name, label in self._labels.items():
            label.setText(field_text(name))
            label.set_for(getattr(self, name))

    def _row(self, name: str, control: QWidget) -> QVBoxLayout:
        label = self._labels[name] = FieldLabel(required=name == "raised")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(control)
        return column

    def start(self, fields: TicketFields, categories: Iterable[str]) -> None:
        self._seen = fields
        self.raised.setPlainText(fields.raised)
        self.wants.setPlainText(fields.wants or "")
        self.answer.setPlainText(fields.answer or "")
        self.severity.set_options(
            [(None, _("Not settled")), *((s.value, _(labels.label(s))) for s in Severity)]
        )
        self.severity.setCurrentIndex(self._index(self.severity, fields.severity))
        known = list(categories)
        if fields.category and fields.category not in known:
            known.append(fields.category)
        self.category.set_options([(None, "–"), *((c, _(labels.category(c))) for c in known)])
        self.category.setCurrentIndex(self._index(self.category, fields.category))
        self.raised.setFocus()

    @staticmethod
    def _index(box: ComboBox, value: str | None) -> int:
        for index in range(box.count()):
            box.setCurrentIndex(index)
            if box.value() == (str(value) if value else None):
                return index
        return 0

    def changes(self) -> dict[str, str | None]:
        """What differs from what was shown at first."""
        if self._seen is None:
            return {}
        now: Mapping[str, object] = {
            "raised": self.raised.value(), "wants": self.wants.value() or None,
            "answer": self.answer.value() or None, "severity": self.severity.value(),
            "category": self.category.value(),
        }  # fmt: skip
        return {
            name: None if value is None else str(value)
            for name, value in now.items()
            if value != (getattr(self._seen, name) or None)
        }


def field_text(name: str) -> str:
    """The label of a field of a ticket, or of a call that is corrected."""
    return {
        "raised": _("What they raise"), "wants": _("Wants"), "answer": _("Answer"),
        "severity": _("Severity"), "category": _("Category"), "name": _("Name"),
        "address": _("Address"), "unmet_need": _("Also needs"),
        "transferred_to": _("Put through to"),
    }[name]  # fmt: skip
