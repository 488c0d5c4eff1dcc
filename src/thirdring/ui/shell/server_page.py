"""Coming to a center on a server for the first time: its name, the login, the password."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, render
from thirdring.ui.shell.page import Page
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    CheckBox,
    ComboBox,
    Field,
    LineEdit,
    Note,
    align_labels,
)

CHECKED, AUTHORITY, PLAIN = "checked", "authority", "plain"


@dataclass(frozen=True, slots=True)
class ServerForm:
    """What was typed, trimmed; the password as it is. `safety` is one of the three above."""

    host: str
    database: str
    safety: str
    authority: str
    login: str
    password: str
    keep: bool


class ServerPage(Page):
    """`submitted(ServerForm)`; answer with `refuse` or by going on. `back_asked` to the choice."""

    submitted = Signal(object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=480, parent=parent)
        self._host = LineEdit(kind=TextKind.LINE)
        self._database = LineEdit(kind=TextKind.LINE)
        self._database.setText("thirdring")
        self._safety = ComboBox()
        self._authority = LineEdit(kind=TextKind.LINE)
        self._login = LineEdit(kind=TextKind.LOGIN)
        self._password = LineEdit(kind=TextKind.LINE)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        # Ticked before anybody knows whether there is a keyring; without one it changes nothing.
        self.keep = CheckBox()
        self.keep.setChecked(True)
        self.keep.hide()
        self._fields = {
            "host": Field(self._host, required=True),
            "database": Field(self._database, required=True),
            "safety": Field(self._safety),
            "authority": Field(self._authority, required=True),
            "login": Field(self._login, required=True),
            "password": Field(self._password, required=True),
        }
        self._choose = Button(kind=ButtonKind.LINK)
        self._note = Note(lines=4)
        self._button = Button(kind=ButtonKind.PRIMARY)
        self._back = Button(kind=ButtonKind.LINK)
        for name, field in self._fields.items():
            self.form.addWidget(field)
            if name == "authority":
                self.form.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignRight)
        self.form.addWidget(self.keep)
        self.form.addWidget(self._note)
        self.foot.setContentsMargins(0, 4, 0, 0)
        self.foot.addWidget(self._button)
        self.foot.addSpacing(8)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        self._connect()
        self.wire()

    def _connect(self) -> None:
        for line in (self._host, self._database, self._authority, self._login):
            line.returnPressed.connect(self._on_line_entered)
        self._password.returnPressed.connect(self._on_submit)
        self._safety.chosen.connect(self._on_safety)
        self._choose.clicked.connect(self._on_choose)
        self._button.clicked.connect(self._on_submit)
        self._back.clicked.connect(self.back_asked)

    def retranslate(self) -> None:
        self.title.setText(_("Your center's server"))
        self.text.setText(_("As your administrator gave it to you. It is asked once."))
        for name, text in (
            ("host", _("Server")),
            ("database", _("Database")),
            ("safety", _("Connection")),
            ("authority", _("Certificate")),
            ("login", _("Login")),
            ("password", _("Password")),
        ):
            self._fields[name].set_label(text)
        self._fields["host"].set_hint(_("A name or an address; a port behind a colon."))
        kept = self._safety.value() or CHECKED
        self._safety.set_options(
            [
                (CHECKED, _("Encrypted and checked")),
                (AUTHORITY, _("Encrypted, our own authority")),
                (PLAIN, _("Perhaps unencrypted")),
            ]
        )
        self._safety.set_value(kept)
        self._fields["authority"].set_hint(
            _("The file of the authority that vouches for the server.")
        )
        self.keep.setText(_("Keep the password in this computer's keyring"))
        self._choose.setText(_("Choose a file …"))
        self._button.setText(_("Sign in"))
        self._back.setText(_("Back"))
        self._show_safety()
        align_labels(self._fields.values())

    def restyle(self) -> None:
        super().restyle()
        align_labels(self._fields.values())

    def set_can_keep(self, *, on: bool) -> None:
        """Whether this computer has a keyring, so that there is a choice."""
        self.keep.setVisible(on)

    def set_login(self, login: str) -> None:
        """Offer a login."""
        self._login.setText(login)

    def refuse(self, error: ThirdRingError) -> None:
        """Say why not, beside the field where there is one."""
        self.set_busy(on=False)
        field = self._fields.get(getattr(error, "field", ""))
        if field is None:
            self._note.set_problem(render(error))
            self._password.setFocus()
            self._password.selectAll()
            return
        field.set_problem(render(error))
        field.control.setFocus()

    def set_busy(self, *, on: bool) -> None:
        """While the server is asked."""
        self._button.setEnabled(not on)
        self._button.setText(_("Connecting …") if on else _("Sign in"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._host.setFocus()

    def _on_safety(self, _value: object) -> None:
        self._show_safety()

    def _show_safety(self) -> None:
        """What the choice means, and the file's name where it needs one."""
        safety = self._safety.value()
        for widget in (self._fields["authority"], self._choose):
            widget.setVisible(safety == AUTHORITY)
        if safety == PLAIN:
            self._fields["safety"].set_problem(
                _("Customers' data and your sign-in can be read on the way.")
            )
        else:
            self._fields["safety"].set_problem("")

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, _("The authority's certificate"))
        dialog.setNameFilters([_("Certificates") + " (*.crt *.pem *.cer)", _("All files") + " (*)"])
        dialog.fileSelected.connect(self._authority.setText)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_line_entered(self) -> None:
        self.focusNextChild()

    def _on_submit(self) -> None:
        if not self._button.isEnabled() or not self._complete():
            return
        self._note.set_problem("")
        self.set_busy(on=True)
        safety = str(self._safety.value())
        form = ServerForm(
            host=self._host.value(),
            database=self._database.value(),
            safety=safety,
            authority=self._authority.value() if safety == AUTHORITY else "",
            login=self._login.value(),
            password=self._password.text(),
            keep=self.keep.isChecked(),
        )
        self.submitted.emit(form)

    def _complete(self) -> bool:
        problems = {
            "host": "" if self._host.value() else _("Type the server's name."),
            "database": "" if self._database.value() else _("Type the database's name."),
            "login": "" if self._login.value() else _("Type your login."),
            "password": "" if self._password.text() else _("Type your password."),
        }
        if self._safety.value() == AUTHORITY and not self._authority.value():
            problems["authority"] = _("Choose the authority's certificate.")
        for name, sentence in problems.items():
            self._fields[name].set_problem(sentence)
        wrong = next((name for name, sentence in problems.items() if sentence), None)
        if wrong is not None:
            self._fields[wrong].control.setFocus()
        return wrong is None
