"""Small forms in the customer panel's place: edit a customer, correct a finished call."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.errors import Refusal, Refusals, ThirdRingError
from thirdring.i18n import _, render
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    Field,
    Label,
    LineEdit,
    Segments,
    Styled,
    VersionChoice,
    VersionChoices,
)
from thirdring.ui.widgets.version_choice import both_sentence

Control = LineEdit | GrowingArea | Segments


class SideForm(Styled, QWidget):
    """A title, fields with their labels above, save and cancel. `saved` carries field → text."""

    saved = Signal(object)  # dict[str, str]
    cancelled = Signal()

    def __init__(
        self, controls: Sequence[tuple[str, str, Control]], parent: QWidget | None = None
    ) -> None:
        """`controls`: name, label (a msgid), and the control that holds the value."""
        super().__init__(parent)
        self._title = Label(step=Type.SAY, bold=True)
        self._both_said = Label(step=Type.CAPTION, tone=Token.SOON, wrap=True)
        self._both_said.hide()
        self._area = QScrollArea()
        self._said = Label(step=Type.CAPTION, tone=Token.OVER, wrap=True)
        self._save = Button(keys="Ctrl+S")
        self._cancel = Button()
        self._controls = {name: control for name, _text, control in controls}
        self._texts = {name: text for name, text, _control in controls}
        self._fields = {
            name: Field(control, above=True) for name, control in self._controls.items()
        }
        self.both = VersionChoices(
            {
                name: VersionChoice(partial(_value, control), partial(_put, control))
                for name, control in self._controls.items()
            }
        )
        self._build()
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.cancelled)
        self.wire()

    def _build(self) -> None:
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.setSpacing(2)
        for name, field in self._fields.items():
            rows.addWidget(field)
            rows.addWidget(self.both.choices[name])
        rows.addWidget(self._said)
        rows.addStretch(1)
        area = self._area
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = self._buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 8, 16, 8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title.setContentsMargins(16, 10, 16, 0)
        self._both_said.setContentsMargins(16, 2, 16, 0)
        column.addWidget(self._title)
        column.addWidget(self._both_said)
        column.addWidget(area, 1)
        column.addLayout(buttons)

    def add_button(self, button: Button) -> None:
        """One more thing to do with what is shown, at the left of save and cancel."""
        self._buttons.insertWidget(0, button)

    def begin(self, title: str, values: Mapping[str, str]) -> None:
        """Show `values`; the cursor goes into the first field."""
        self._title.setText(title)
        self._said.setText("")
        self.both.withdraw()
        self._both_said.hide()
        for name, control in self._controls.items():
            self._fields[name].set_problem("")
            _put(control, values.get(name, ""))
        next(iter(self._controls.values())).setFocus()

    def values(self) -> dict[str, str]:
        return {name: _value(control) for name, control in self._controls.items()}

    def show_both(
        self, seen: Mapping[str, str], theirs: Mapping[str, str],
        shown: Callable[[str, str], str] = lambda _name, text: text,
    ) -> None:  # fmt: skip
        """Somebody saved meanwhile: what only they changed is taken over, where both did the
        person chooses. `seen` is what `begin` showed, `shown` how a value reads.
        """
        same = dict.fromkeys(set(self._controls) - set(theirs), "")
        names = {name: _(text) for name, text in self._texts.items()}
        asked = self.both.ask({**same, **seen}, {**same, **theirs}, names=names, shown=shown)
        self._both_said.setText(both_sentence(asked=asked))
        self._both_said.show()
        QTimer.singleShot(0, self, self._show_choice)  # once it has its place

    def _show_choice(self) -> None:
        """The first choice is seen, and the keys are in it."""
        choice = next((one for one in self.both.choices.values() if one.isVisible()), None)
        if choice is not None:
            choice.pick.setFocus()
            self._area.ensureWidgetVisible(choice)

    def refuse(self, error: ThirdRingError) -> None:
        """Say why it was not taken, beside the field where there is one."""
        refusals = error.all if isinstance(error, Refusals) else (error,)
        for one in refusals:
            field = self._fields.get(one.field) if isinstance(one, Refusal) else None
            if field is not None and isinstance(one, Refusal):
                field.set_problem(render(one), one.rule)
            else:
                self._said.setText(render(one))
        self._save.setEnabled(True)

    def retranslate(self) -> None:
        for name, field in self._fields.items():
            field.set_label(_(self._texts[name]))
        self._save.setText(_("Save"))
        self._cancel.setText(_("Cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() == Qt.Key.Key_S and event.modifiers() == _CTRL:
            self._on_save()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        for field in self._fields.values():
            field.set_problem("")
        self._said.setText("")
        self.saved.emit(self.values())


_CTRL = Qt.KeyboardModifier.ControlModifier


def _put(control: Control, text: str) -> None:
    if isinstance(control, GrowingArea):
        control.setPlainText(text)
    elif isinstance(control, Segments):
        control.set_value(text or None)
    else:
        control.setText(text)


def _value(control: Control) -> str:
    if isinstance(control, Segments):
        return str(control.value() or "")
    return control.value()
