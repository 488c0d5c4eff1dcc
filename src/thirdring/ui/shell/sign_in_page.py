"""Who sits down at this desk: login and password. Knows no database."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from thirdring.domain.enums import Language
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.ui.shell.language_choice import LanguageChoice
from thirdring.ui.shell.page import Page
from thirdring.ui.widgets import Button, ButtonKind, CheckBox, Field, LineEdit, Note


class SignInPage(Page):
    """`submitted(login, password)`; answer with `refuse` or by showing the desk. For a center on a
    server, see `set_server`; `other_server_asked` then leads to another.
    """

    submitted = Signal(str, str)
    language_chosen = Signal(Language)
    other_server_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._company = self._server = ""
        self._login = LineEdit(kind=TextKind.LOGIN)
        self._password = LineEdit(kind=TextKind.LINE)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._login_field = Field(self._login, above=True)
        self._password_field = Field(self._password, above=True)
        self.keep = CheckBox()
        self.keep.setChecked(True)
        self._other = Button(kind=ButtonKind.LINK)
        self._note = Note(lines=3)
        self._button = Button(kind=ButtonKind.PRIMARY, keys="Return")
        self._language = LanguageChoice()
        for field in (self._login_field, self._password_field):
            self.form.addWidget(field)
        self.form.addWidget(self.keep)
        self.form.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addWidget(self._note)
        self.foot.addWidget(self._language)
        self.foot.addStretch(1)
        self.foot.addWidget(self._other)
        for widget in (self.keep, self._other):
            widget.hide()
        self._other.clicked.connect(self.other_server_asked)
        self._button.clicked.connect(self._on_submit)
        self._login.returnPressed.connect(self._on_login_entered)
        self._password.returnPressed.connect(self._on_submit)
        self._language.language_chosen.connect(self.language_chosen)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(_("Sign in"))
        self._show_place()
        self.keep.setText(_("Keep the password in this computer's keyring"))
        self._other.setText(_("Another center …"))
        self._login_field.set_label(_("Login"))
        self._password_field.set_label(_("Password"))
        self._note.set_hint(_("Forgot the password? An administrator can set a new one."))
        self._button.setText(_("Sign in"))

    def set_company(self, company: str) -> None:
        self._company = company
        self._show_place()

    def set_server(self, place: str, *, can_keep: bool = False) -> None:
        """The center is on a server: say which; `can_keep`: this computer has a keyring. "" is a
        file again.
        """
        self._server = place
        self._other.setVisible(bool(place))
        self.keep.setVisible(can_keep)
        self._show_place()

    def _show_place(self) -> None:
        self.text.setText("\n".join(part for part in (self._company, self._server) if part))

    def set_login(self, login: str) -> None:
        """Offer the login used last; the cursor then waits in the password."""
        self._login.setText(login)
        self._place_cursor()

    @property
    def login(self) -> str:
        return self._login.value()

    @property
    def untouched(self) -> bool:
        """Whether nobody has begun to type a password."""
        return not self._password.text()

    def refuse(self, sentence: str) -> None:
        """Say why not (wrong, or locked and until when); the password is to be typed again."""
        self.set_busy(on=False)
        self._note.set_problem(sentence)
        self._password.clear()
        self._password.setFocus()

    def set_busy(self, *, on: bool) -> None:
        """While the password is checked."""
        self._button.setEnabled(not on)
        self._button.setText(_("Checking …") if on else _("Sign in"))

    def clear(self) -> None:
        """Forget what was typed, before or after a person sat here."""
        self.set_busy(on=False)
        self._password.clear()
        self._note.set_problem("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_cursor()

    def _place_cursor(self) -> None:
        (self._password if self._login.text() else self._login).setFocus()

    def _on_login_entered(self) -> None:
        self._password.setFocus()

    def _on_submit(self) -> None:
        if not self._button.isEnabled():
            return
        if not self._login.value():
            self._note.set_problem(_("Type your login."))
            self._login.setFocus()
            return
        self._note.set_problem("")
        self.set_busy(on=True)
        self.submitted.emit(self._login.value(), self._password.text())
