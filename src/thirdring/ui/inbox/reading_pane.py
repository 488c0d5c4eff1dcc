"""One mail to be read, as plain text, and the keys that say what it is."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.mail import Automatic, MailKind, MailState
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui import words
from thirdring.ui.inbox.mail_files import MailFiles
from thirdring.ui.inbox.mail_text import MailText
from thirdring.ui.review.button_flow import ButtonFlow
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Hairline, Label
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.find_inbox import InboxDetail, InboxLine

KEYS = {
    MailKind.COMPLAINT: "1",
    MailKind.ENQUIRY: "2",
    MailKind.PRAISE: "3",
    MailKind.NOT_FOR_US: "4",
    MailKind.REPLY: "5",
}


class ReadingPane(Ground):
    """`sorted_as` carries a `MailKind`; `restore_asked` takes back what was set aside."""

    sorted_as = Signal(object)
    restore_asked = Signal()
    ticket_asked = Signal(str)

    def __init__(self, facts: DeskFacts, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._facts = facts
        self.detail: InboxDetail | None = None
        self._now: datetime | None = None
        self._subject = Label(step=Type.TITLE, elide=True)
        self._sender = Label(tone=Token.TEXT_2, elide=True)
        self._when = Label(step=Type.CAPTION, tone=Token.TEXT_2, elide=True)
        self._problems = Label(step=Type.CAPTION, tone=Token.SOON, wrap=True)
        self._ticket = Button(kind=ButtonKind.LINK, small=True)
        self._line = Hairline()
        self.text = MailText()
        self.files = MailFiles()
        self.buttons = {kind: Button(keys=keys) for kind, keys in KEYS.items()}
        self.restore = Button(icon="arrow-back-up")
        self._build()
        self._ticket.clicked.connect(self._on_ticket)
        self.restore.clicked.connect(self.restore_asked)
        for button in self.buttons.values():
            button.clicked.connect(self._on_sorted)
        self.wire()
        self.show_mail(None)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._subject, 1)
        head.addWidget(self._ticket)
        column = QVBoxLayout()
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        for part in (self._sender, self._when, self._problems, self._line, self.text):
            column.addWidget(part, 1 if part is self.text else 0)
        column.addWidget(self.files)
        self._blank = QWidget()  # takes the room while nothing is read
        self._blank.setObjectName("plain")
        column.addWidget(self._blank, 1)
        self._foot = Ground(Token.BG_SURFACE, edges=Qt.Edge.TopEdge)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self._keys = ButtonFlow()
        self._keys.set_buttons(
            [*((button, KEYS[kind]) for kind, button in self.buttons.items()), (self.restore, "")]
        )
        row.addWidget(self._keys)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addWidget(self._foot)

    def retranslate(self) -> None:
        for kind, button in self.buttons.items():
            button.setText(_(label(kind)))
        self.restore.setText(_("Back to the inbox"))
        self.text.setAccessibleName(_("Text of the mail"))
        self._show()

    def _say_empty(self, detail: InboxDetail | None) -> None:
        """What stands where the text would, of a mail without any."""
        said = ""
        if detail is not None and not detail.text and not detail.line.unreadable:
            said = _("This mail has no text.")
            if not detail.files:
                said = _("This mail has neither text nor attachments; the message can be saved.")
        self.text.setPlaceholderText(said)

    def show_mail(self, detail: InboxDetail | None, now: datetime | None = None) -> None:
        """Another mail, or none."""
        self.detail, self._now = detail, now
        self.text.setPlainText(detail.text if detail else "")
        self.files.show_files(detail)
        self._show()

    def _show(self) -> None:
        detail = self.detail
        self._say_empty(detail)
        for part in (
            self._subject, self._when, self._line, self._ticket, self._problems, self._foot, self.text,
            self.files,
        ):  # fmt: skip
            part.setVisible(detail is not None)
        self._blank.setVisible(detail is None)
        if detail is None or self._now is None:
            self._subject.setText("")
            self._sender.setText(_("Choose a mail to read it; who read it is written down (H5)."))
            self._when.setText("")
            return
        line = detail.line
        self._subject.setText(line.subject or _("(no subject)"))
        both = detail.name and detail.address
        self._sender.setText(
            f"{detail.name} <{detail.address}>" if both else detail.name or detail.address
            or _("Unknown sender")
        )  # fmt: skip
        self._when.setText(self._times(detail, self._now))
        self._problems.setText(" ".join(_(label(one)) for one in detail.problems))
        self._problems.setVisible(bool(detail.problems))
        self._ticket.setText(line.number or "")
        self._ticket.setVisible(bool(line.number))
        self._keys.show_only(self._offered(line))

    def _offered(self, line: InboxLine) -> frozenset[Button]:
        if line.state is MailState.SET_ASIDE:
            return frozenset({self.restore})
        if line.state is not MailState.WAITING:
            return frozenset()
        return frozenset(
            button
            for kind, button in self.buttons.items()
            if kind is not MailKind.REPLY or line.number is not None
        )

    def _times(self, detail: InboxDetail, now: datetime) -> str:
        zone, line = self._facts.time.zone, detail.line
        said = [_("Arrived {time}").format(time=words.day_and_time(line.arrived_at, now, zone))]
        if line.state is MailState.WAITING:
            due = words.due_text(line.due_at, now, zone)
            said.append(_("to be answered: {time} (D16)").format(time=due))
        elif line.automatic in {Automatic.BOUNCE, Automatic.AUTO_REPLY}:
            said.append(_(label(line.automatic)))
        elif line.sorted_as is not None:
            said.append(_(label(line.sorted_as)))
        return _(", ").join(said)

    def _on_sorted(self) -> None:
        kind = next((k for k, button in self.buttons.items() if button is self.sender()), None)
        if kind is not None:
            self.sorted_as.emit(kind)

    def _on_ticket(self) -> None:
        if self.detail is not None and self.detail.line.number:
            self.ticket_asked.emit(self.detail.line.number)
