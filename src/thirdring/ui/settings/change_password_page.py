"""After a sign-in with a password somebody else set: choose one's own before the work begins."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.ui.settings.password_form import PasswordForm
from thirdring.ui.shell.page import Page


class ChangePasswordPage(Page):
    """`submitted(old, new)`; answer with `refuse`, `show_refusal` or by showing the desk."""

    submitted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._fields = PasswordForm(above=True)
        self.form.addWidget(self._fields)
        self._fields.submitted.connect(self.submitted)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(_("Choose your own password"))
        self.text.setText(
            _("Somebody else set the one you signed in with; only you know the next.")
        )

    def refuse(self, sentence: str) -> None:
        """Say why not."""
        self._fields.refuse(sentence)

    def show_refusal(self, error: ThirdRingError) -> None:
        """Say why not, beside the field."""
        self._fields.show_refusal(error)

    def clear(self) -> None:
        """Forget what was typed."""
        self._fields.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fields.old.setFocus()
