"""An encrypted file whose key is not in the system keyring: the key is asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.ui.shell.page import Page
from thirdring.ui.widgets import Button, ButtonKind, Field, LineEdit, Note


class KeyPage(Page):
    """`submitted(key)`: the recovery key, or the 64 digits; answer with `refuse` or by going on."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=520, parent=parent)
        self._key = LineEdit(kind=TextKind.LINE)
        self._key.setEchoMode(QLineEdit.EchoMode.Normal)
        self._field = Field(self._key, above=True)
        self._note = Note(lines=3)
        self._button = Button(kind=ButtonKind.PRIMARY, keys="Return")
        self.form.addWidget(self._field)
        self.form.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addWidget(self._note)
        self._button.clicked.connect(self._on_submit)
        self._key.returnPressed.connect(self._on_submit)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(_("This center's file is encrypted"))
        self.text.setText(_("Its key is not in this computer's keyring. Type the recovery key."))
        self._field.set_label(_("Recovery key"))
        self._button.setText(_("Open"))

    def refuse(self, sentence: str) -> None:
        """Say why the key did not open the file; it stays to be corrected."""
        self._button.setEnabled(True)
        self._note.set_problem(sentence)
        self._key.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._key.setFocus()

    def _on_submit(self) -> None:
        if self._key.value():
            self._note.set_problem("")
            self._button.setEnabled(False)
            self.submitted.emit(self._key.value())
