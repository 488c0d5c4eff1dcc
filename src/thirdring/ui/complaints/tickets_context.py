"""Beside the title of the ticket screen: a new complaint, the return visits that are owed, and the
mail that waits.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.widgets import Button, ButtonKind, Styled


class TicketsContext(Styled, QWidget):
    """`complaint_asked`, `visits_asked`, `inbox_asked`, `imports_asked`: what was pressed."""

    complaint_asked = Signal()
    visits_asked = Signal()
    inbox_asked = Signal()
    imports_asked = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None, *, imports: bool = False) -> None:
        """`imports`: whether the person may bring in complaints from a file (D13)."""
        super().__init__(parent)
        self.complaint = Button(icon="plus", keys=keys, small=True)
        self.visits = Button(kind=ButtonKind.BARE, icon="clipboard-check", small=True)
        self.imports = Button(kind=ButtonKind.BARE, icon="file-import", small=True)
        self.inbox = Button(kind=ButtonKind.BARE, icon="inbox", small=True)
        self._keys = keys
        self._owed = 0
        self._waiting, self._late = 0, False
        self._narrow = False
        self._imports = imports
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.complaint)
        row.addWidget(self.visits)
        row.addWidget(self.inbox)
        row.addWidget(self.imports)
        self.imports.setVisible(imports)
        self.complaint.clicked.connect(self.complaint_asked)
        self.visits.clicked.connect(self.visits_asked)
        self.inbox.clicked.connect(self.inbox_asked)
        self.imports.clicked.connect(self.imports_asked)
        self.wire()

    def set_narrow(self, on: bool) -> None:
        """Where room is short only the signs are left; their words come on hover. Importing, which
        is rare, is found by Ctrl+K then.
        """
        self._narrow = on
        self.imports.setVisible(self._imports and not on)
        self.complaint.set_keys("" if on else self._keys)
        self.retranslate()

    def retranslate(self) -> None:
        new = _("New complaint…")
        self.complaint.set_hint(new)
        self.complaint.setText("" if self._narrow else new)
        self.set_owed(self._owed)
        bring = _("Import from a file…")
        self.imports.set_hint(bring)
        self.imports.setText("" if self._narrow else _("Import…"))
        self.set_inbox(self._waiting, self._late)

    def set_owed(self, count: int) -> None:
        """How many visits wait in the queue."""
        self._owed = count
        text = _("Return visits")
        said = f"{text} {count}" if count else text
        self.visits.set_hint(said)
        self.visits.setText((str(count) if count else "") if self._narrow else said)

    def set_inbox(self, waiting: int, late: bool) -> None:
        """How many mails wait to be sorted; `late`: one is over its 24 hours (D16)."""
        self._waiting, self._late = waiting, late
        text = _("Inbox")
        said = f"{text} {waiting}" if waiting else text
        self.inbox.set_hint(
            _("{inbox}, one over 24 hours (D16)").format(inbox=said) if late else said
        )
        self.inbox.set_icon("alert-triangle" if late else "inbox")
        self.inbox.setText((str(waiting) if waiting else "") if self._narrow else said)
