"""Which mailbox the center reads (D13), tried before it is saved; for administrators."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.errors import Refusal, ThirdRingError, say
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, ngettext
from thirdring.intake.mail_account import PORT, MailAccount
from thirdring.intake.mail_password import keep_password, known_password
from thirdring.ui.inbox.fetch_line import FetchLine
from thirdring.ui.runner import Runner
from thirdring.ui.settings.password_form import secret_line
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Field,
    Label,
    LineEdit,
    Note,
    SectionHead,
    align_labels,
)
from thirdring.usecases.center import Center
from thirdring.usecases.fetch_mail import try_mailbox
from thirdring.usecases.mailbox_settings import mailbox_account, set_mailbox, show_mailbox

_WIDTH = 560


class MailboxSection(Section):
    """What is typed stays until it is saved; the password goes to this computer's keyring only."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._saved: MailAccount | None = None
        self._known = False
        self.host, self.port = LineEdit(kind=TextKind.LINE), LineEdit(kind=TextKind.LINE)
        self.login, self.folder = LineEdit(kind=TextKind.LINE), LineEdit(kind=TextKind.LINE)
        self.password = secret_line()
        self.fields = {
            "host": Field(self.host, required=True),
            "port": Field(self.port, required=True),
            "login": Field(self.login, required=True),
            "password": Field(self.password),
            "folder": Field(self.folder),
        }
        self._head = SectionHead()
        self._facts = Label(tone=Token.TEXT_2, wrap=True)
        self.save = Button(kind=ButtonKind.PRIMARY)
        self.test = Button(icon="link")
        self.fetch = Button(icon="download")
        self.note = Note(lines=2)
        self.line = FetchLine(runner)
        self._lay()
        self.save.clicked.connect(self._on_save)
        self.test.clicked.connect(self._on_test)
        self.fetch.clicked.connect(self.line.begin)
        self.line.said.connect(self.say)
        for field in self.fields.values():
            control = field.control
            if isinstance(control, LineEdit):
                control.returnPressed.connect(self._on_save)
        self.wire()

    def _lay(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._facts)
        column.addSpacing(8)
        for field in self.fields.values():
            column.addWidget(field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save, self.test, self.fetch):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.note)
        column.addStretch(1)
        plain = QWidget()
        plain.setObjectName("plain")
        row = QHBoxLayout(plain)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(plain)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.line)
        outer.addWidget(scroll)

    def restyle(self) -> None:
        self._column.setMaximumWidth(self.theme.px(_WIDTH))
        align_labels(self.fields.values())

    def retranslate(self) -> None:
        self._head.set_text(_("The center's mailbox"))
        self._facts.setText(
            _("Mail is fetched by IMAP over TLS, and the server's certificate is checked. The"
              " mailbox is only read: nothing in it is marked, moved or deleted.")
        )  # fmt: skip
        self.fields["host"].set_label(_("Server"))
        self.host.setPlaceholderText("imap.example.com")
        self.fields["port"].set_label(_("Port"))
        self.fields["login"].set_label(_("Login"))
        self.fields["password"].set_label(_("Password"))
        self.fields["password"].set_hint(
            _("Kept in this computer's keyring, never in the center. Empty: as it is."), "H5"
        )
        self.fields["folder"].set_label(_("Folder"))
        self.save.setText(_("Save"))
        self.test.setText(_("Test the connection"))
        self.fetch.setText(_("Fetch mail"))
        self._show_buttons()

    def entered(self) -> None:
        self._runner.read(show_mailbox, owner=self, key="mailbox", then=self._on_read)

    def refresh(self) -> None:
        self.entered()

    def _on_read(self, account: MailAccount | None) -> None:
        """Another desk's change is shown, unless somebody is typing over what was there."""
        if self._known and (account == self._saved or self._typed_over()):
            return
        self._known, self._saved = True, account
        shown = account or MailAccount("", "")
        self.host.setText(shown.host)
        self.port.setText(str(shown.port))
        self.login.setText(shown.login)
        self.folder.setText(shown.folder)
        self._show_buttons()

    def _typed_over(self) -> bool:
        shown = self._saved or MailAccount("", "")
        typed = (self.host.value(), self.login.value(), self.port.value(), self.folder.value())
        return typed != (shown.host, shown.login, str(shown.port), shown.folder)

    def _show_buttons(self) -> None:
        self.fetch.setEnabled(self._saved is not None)

    def _typed(self) -> MailAccount | None:
        """The mailbox as it is typed; None and the reason beside its field when it can be none."""
        clear_problems(self.fields, self.note)
        try:
            port = int(self.port.value() or PORT) if self.port.value().isdecimal() else 0
            return mailbox_account(
                self.host.value(), self.login.value(), port=port, folder=self.folder.value()
            )
        except Refusal as error:
            show_error(error, self.fields, self.note)
            return None

    # --- saving ----------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        account = self._typed()
        if account is None:
            return
        self._runner.run(
            set_mailbox, account.host, account.login, port=account.port, folder=account.folder,
            owner=self, then=self._on_saved, failed=self._on_failed,
        )  # fmt: skip

    def _on_saved(self, account: MailAccount) -> None:
        self._saved = account
        self._show_buttons()
        typed = self.password.text()
        if not typed:
            self.say(_("Saved."))
            return
        self.password.clear()
        self._runner.work(_keep, account, typed, owner=self, then=self._on_kept,
                          failed=self._on_failed)  # fmt: skip

    def _on_kept(self, kept: bool) -> None:
        if kept:
            self.say(_("Saved, the password in this computer's keyring."))
        else:
            self.say(_("Saved. There is no keyring here: the password is asked for each time."))

    # --- trying ----------------------------------------------------------------------------------

    @Slot()
    def _on_test(self) -> None:
        account = self._typed()
        if account is None:
            return
        self.test.setEnabled(False)
        self.note.set_hint(_("Asking {host}…").format(host=account.host))
        self._runner.work(_try, account, self.password.text() or None, owner=self,
                          then=self._on_tried, failed=self._on_failed)  # fmt: skip

    def _on_tried(self, count: int) -> None:
        self.test.setEnabled(True)
        self.note.set_hint(
            ngettext("It works: {n} message is in the folder.",
                     "It works: {n} messages are in the folder.", count)
        )  # fmt: skip

    def _on_failed(self, error: ThirdRingError) -> None:
        self.test.setEnabled(True)
        self.note.set_hint("")
        show_error(error, self.fields, self.note)


def _keep(_center: Center, account: MailAccount, password: str) -> bool:
    """On the far thread: a keyring may have to be opened first."""
    return keep_password(account, password)


def _try(center: Center, account: MailAccount, password: str | None) -> int:
    """On the far thread."""
    known = known_password(account) if password is None else password
    if known is None:
        raise Refusal(say("Type the password of the mailbox."), field="password")
    return try_mailbox(center, account, known)
