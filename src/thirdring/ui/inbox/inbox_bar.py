"""Above the mails: the search, and for who brings mail in, fetching it now."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.ui.inbox.fetch_line import FetchLine
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Label, SearchBox

_TYPING_MS = 200


class InboxBar(Ground):
    """`searched`: other words are looked for, see `typed`. `mailbox_asked`: to its settings."""

    searched = Signal()
    mailbox_asked = Signal()

    def __init__(
        self, runner: Runner, granted: frozenset[Permission], keys: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._typed = ""
        self.search = SearchBox(keys=keys)
        self.fetch = Button(icon="download", small=True)
        self.settings = Button(kind=ButtonKind.BARE, icon="settings", small=True)
        self.line = FetchLine(runner)
        self._bound = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.fetch)
        row.addWidget(self.settings)
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 16, 0)
        below.addWidget(self._bound)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(self.line)
        self.fetch.setVisible(Permission.IMPORT_MAIL in granted)
        self.settings.setVisible(Permission.MANAGE_CENTER in granted)
        self._bound.hide()
        self.search.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._on_typed)
        self.fetch.clicked.connect(self.line.begin)
        self.settings.clicked.connect(self.mailbox_asked)
        self.line.work.busy_changed.connect(self.fetch.setDisabled)
        self.wire()

    @property
    def typed(self) -> str:
        """What is looked for; "" for every mail."""
        return self._typed

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Sender, subject, text"))
        self.search.setAccessibleName(_("Find mail"))
        self.fetch.setText(_("Fetch mail"))
        self.settings.set_hint(_("Settings of the mailbox"))

    def tell_bound(self, text: str) -> None:
        """That not everything was looked through; "" when it was."""
        self._bound.setText(text)
        self._bound.setVisible(bool(text))

    def _on_typed(self) -> None:
        typed = self.search.value()
        if typed != self._typed:
            self._typed = typed
            self.searched.emit()
