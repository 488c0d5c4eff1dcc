"""The unfinished records side by side, once there is more than one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.enums import Direction, Title
from thirdring.i18n import _
from thirdring.ui.calls.pile import Entry
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Label, Tab, Tabs
from thirdring.ui.words import named
from thirdring.usecases.drafts import DraftState

_LONGEST = 16


def entry_text(entry: Entry) -> str:
    """What an unfinished record is called: a name, a number, or what it is."""
    record = entry.call.record
    title = record.choice("title")
    name = record.text("name")
    who = named(name, Title(title) if title else None) if name else record.text("number")
    if len(who) > _LONGEST:
        who = who[: _LONGEST - 1] + "…"
    if entry.state is DraftState.FAILED:
        return _("{who}: not sent").format(who=who or _("Call"))
    if entry.ringing:
        return _("{who}: ringing").format(who=who or _("Call"))
    if who:
        return who
    outbound = record.direction is Direction.OUTBOUND
    return _("Outbound call") if outbound else _("New call")


class PileStrip(Ground):
    """`chosen` carries the id of the record to go on with."""

    chosen = Signal(object)
    next_asked = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        self._count = Label(step=Type.CAPTION, tone=Token.SOON, bold=True)
        self._tabs = Tabs(small=True, gap=18)
        self._next = Button(kind=ButtonKind.BARE, icon="inbox", keys=keys, small=True)
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.BottomEdge, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self._count)
        row.addWidget(self._tabs, 1)
        row.addWidget(self._next)
        self._tabs.chosen.connect(self.chosen)
        self._next.clicked.connect(self.next_asked)
        self.hide()
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.TABS))

    def retranslate(self) -> None:
        self._next.set_hint(_("Next unfinished call"))

    def show_entries(self, entries: Sequence[Entry], current: Entry | None) -> None:
        """Show `entries`; nothing is shown of a single one that needs no explaining."""
        self._tabs.set_tabs([Tab(entry.id, entry_text(entry)) for entry in entries])
        self._tabs.set_value(current.id if current else None)
        unfinished = [entry for entry in entries if not entry.blank]
        self._count.setText(_("{n} unfinished").format(n=len(unfinished)))
        failed = any(entry.state is DraftState.FAILED for entry in entries)
        self.setVisible(len(entries) > 1 or failed)

    def texts(self) -> list[str]:
        """What stands on the tabs."""
        return [button.tab.text for button in self._tabs._buttons]  # noqa: SLF001 - same package of widgets
