"""Old password, new one, and once more; for the settings and for the page after sign-in."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.widgets import Button, ButtonKind, Field, LineEdit, Note, Styled, align_labels


def secret_line() -> LineEdit:
    """A line that shows dots."""
    line = LineEdit(kind=TextKind.LINE)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class PasswordForm(Styled, QWidget):
    """`submitted(old, new)`; answer with `refuse`, `show_refusal` or `clear`."""

    submitted = Signal(str, str)

    def __init__(self, *, above: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._above = above
        self.old, self.new, self.again = secret_line(), secret_line(), secret_line()
        self.fields = {
            "old_password": Field(self.old, above=above),
            "password": Field(self.new, above=above),
            "again": Field(self.again, above=above),
        }
        self.note = Note(lines=2)
        self.button = Button(kind=ButtonKind.PRIMARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for field in self.fields.values():
            column.addWidget(field)
        column.addWidget(self.button)
        column.addWidget(self.note)
        self.old.returnPressed.connect(self._on_line_entered)
        self.new.returnPressed.connect(self._on_line_entered)
        self.again.returnPressed.connect(self.submit)
        self.button.clicked.connect(self.submit)
        self.wire()

    def retranslate(self) -> None:
        self.fields["old_password"].set_label(_("Old password"))
        self.fields["password"].set_label(_("New password"))
        self.fields["password"].set_hint(_("Long is good; not your login."), "H5")
        self.fields["again"].set_label(_("Once more"))
        self.button.setText(_("Change password"))

    def labelled(self) -> Iterable[Field]:
        """The fields, for `align_labels`."""
        return () if self._above else self.fields.values()

    def restyle(self) -> None:
        if not self._above:
            align_labels(self.fields.values())

    def submit(self) -> None:
        """Send what was typed, once it is whole and the new one was typed twice alike."""
        if not self.button.isEnabled():
            return
        clear_problems(self.fields, self.note)
        if not self.new.text():
            self._stop("password", _("Type the new password."))
        elif self.new.text() != self.again.text():
            self._stop("again", _("The two are not alike."))
        else:
            self.button.setEnabled(False)
            self.submitted.emit(self.old.text(), self.new.text())

    def refuse(self, sentence: str) -> None:
        """Say why not, under the button."""
        self.button.setEnabled(True)
        self.note.set_problem(sentence)
        self.old.setFocus()

    def show_refusal(self, error: ThirdRingError) -> None:
        """Say why not, beside the field."""
        self.button.setEnabled(True)
        show_error(error, self.fields, self.note)

    def clear(self) -> None:
        """Forget what was typed."""
        self.button.setEnabled(True)
        clear_problems(self.fields, self.note)
        for line in (self.old, self.new, self.again):
            line.clear()

    def _stop(self, field: str, sentence: str) -> None:
        self.fields[field].set_problem(sentence)
        self.fields[field].control.setFocus()

    def _on_line_entered(self) -> None:
        self.focusNextChild()
