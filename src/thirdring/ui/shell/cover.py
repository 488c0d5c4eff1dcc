"""The locked screen: nothing of the work is seen, and nothing of it is lost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.ui.shell.page import Page
from thirdring.ui.widgets import Button, ButtonKind, Field, LineEdit


class Cover(Page):
    """`unlock_asked(password)`; answer with `refuse` or by taking the cover away."""

    unlock_asked = Signal(str)
    switch_user_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = ""
        self._password = LineEdit(kind=TextKind.LINE)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._field = Field(self._password, above=True, lines=2)
        self._button = Button(kind=ButtonKind.PRIMARY, keys="Return")
        self._switch = Button(kind=ButtonKind.LINK)
        self.form.addWidget(self._field)
        self.foot.addWidget(self._button)
        self.foot.addSpacing(8)
        self.foot.addWidget(self._switch)
        self.foot.addStretch(1)
        self.foot.setContentsMargins(0, 0, 0, 0)
        self._button.clicked.connect(self._on_submit)
        self._password.returnPressed.connect(self._on_submit)
        self._switch.clicked.connect(self.switch_user_asked)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(self._name or _("Locked"))
        self.text.setText(_("The screen is locked. What you were typing is kept."))
        self._field.set_label(_("Password"))
        self._button.setText(_("Unlock"))
        self._switch.setText(_("Switch user"))

    def set_name(self, name: str) -> None:
        self._name = name
        self.retranslate()

    def refuse(self, sentence: str) -> None:
        self._button.setEnabled(True)
        self._field.set_problem(sentence)
        self._password.clear()
        self._password.setFocus()

    def clear(self) -> None:
        self._button.setEnabled(True)
        self._password.clear()
        self._field.set_problem("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.clear()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_submit(self) -> None:
        if self._button.isEnabled():
            self._button.setEnabled(False)
            self.unlock_asked.emit(self._password.text())
