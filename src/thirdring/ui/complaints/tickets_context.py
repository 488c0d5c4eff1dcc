"""Beside the title of the ticket screen: a new complaint, the return visits that are owed, and the
mail that waits.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from thirdring.i18n import _
from thirdring.ui.widgets import Button, ButtonKind, Styled


class TicketsContext(Styled, QWidget):
    """`complaint_asked`, `visits_asked`, `inbox_asked`, `imports_asked`: what was pressed.

    A menu holds importing, which is rare; where room is short, all of them.
    """

    complaint_asked = Signal()
    visits_asked = Signal()
    inbox_asked = Signal()
    imports_asked = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None, *, imports: bool = False) -> None:
        """`imports`: whether the person may bring in complaints from a file (D13)."""
        super().__init__(parent)
        self.complaint = Button(icon="plus", keys=keys, small=True)
        self.visits = Button(kind=ButtonKind.BARE, icon="clipboard-check", small=True)
        self.inbox = Button(kind=ButtonKind.BARE, icon="inbox", small=True)
        self.more = Button(kind=ButtonKind.BARE, icon="dots", small=True)
        self._ways = {
            self.complaint: self.complaint_asked,
            self.visits: self.visits_asked,
            self.inbox: self.inbox_asked,
        }
        menu = QMenu(self.more)
        self._entries = {one: menu.addAction("", way.emit) for one, way in self._ways.items()}
        self._import = menu.addAction("", self.imports_asked.emit)
        self._import.setVisible(imports)
        self._imports = imports
        self.more.set_menu(menu)
        self._owed, self._waiting, self._late = 0, 0, False
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        for button in (*self._ways, self.more):
            row.addWidget(button)
        for button, way in self._ways.items():
            button.clicked.connect(way)
        self.set_narrow(on=False)
        self.wire()

    def set_narrow(self, on: bool) -> None:
        for button, entry in self._entries.items():
            button.setVisible(not on)
            entry.setVisible(on)
        self.more.setVisible(on or self._imports)
        self.retranslate()

    def retranslate(self) -> None:
        self._say(self.complaint, _("New complaint…"), _("New complaint…"))
        self.more.set_hint(_("More"))
        self._import.setText(_("Import from a file…"))
        self.set_owed(self._owed)
        self.set_inbox(self._waiting, self._late)

    def set_owed(self, count: int) -> None:
        """How many visits wait in the queue."""
        self._owed = count
        text = _("Return visits")
        said = f"{text} {count}" if count else text
        self._say(self.visits, said, said)

    def set_inbox(self, waiting: int, late: bool) -> None:
        """How many mails wait to be sorted; `late`: one is over its 24 hours (D16)."""
        self._waiting, self._late = waiting, late
        text = _("Inbox")
        said = f"{text} {waiting}" if waiting else text
        late_said = _("{inbox}, one over 24 hours (D16)").format(inbox=said)
        self._say(self.inbox, said, late_said if late else said)
        self.inbox.set_icon("alert-triangle" if late else "inbox")
        self.more.set_icon("alert-triangle" if late else "dots")

    def _say(self, button: Button, text: str, hint: str) -> None:
        button.setText(text)
        button.set_hint(hint)
        self._entries[button].setText(hint)
