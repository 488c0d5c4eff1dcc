"""The pile: what of this desk is not on the server yet, at the right over the screens."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.i18n import _, ngettext
from thirdring.ui.outbox.outbox_row import OutboxRow
from thirdring.ui.outbox.outbox_words import next_try, why_away
from thirdring.ui.outbox.side_panel import SidePanel
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, Ground, Label
from thirdring.usecases.offline.pile import Pile, PileLine

_WIDTH = 360


class _Foot(Ground):
    """Since when, how often it was tried, and why."""

    def __init__(self) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.TopEdge | Qt.Edge.LeftEdge)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._names = [Label(step=Type.CAPTION, tone=Token.TEXT_2) for _row in range(3)]
        self._values = [Label(step=Type.CAPTION, wrap=True) for _row in range(3)]
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            grid.addWidget(name, row, 0, top)
            grid.addWidget(value, row, 1, top)
        self.again = Button(icon="refresh", small=True)
        grid.addWidget(self.again, 3, 1, Qt.AlignmentFlag.AlignLeft)
        self.wire()

    def retranslate(self) -> None:
        for label, text in zip(
            self._names, (_("Away since"), _("Tried"), _("Reason")), strict=True
        ):
            label.setText(text)
        self.again.setText(_("Try now"))

    def show_pile(self, pile: Pile, now: datetime, zone: ZoneInfo) -> None:
        link = pile.link
        self.setVisible(link.away)
        if link.trouble is None or link.since is None:
            return
        tried = ngettext("{n} time", "{n} times", link.tries)
        self._values[0].setText(f"{link.since.astimezone(zone):%H:%M:%S}")
        self._values[1].setText(" · ".join(part for part in (tried, next_try(pile, now)) if part))
        self._values[2].setText(why_away(link.trouble))


class OutboxPanel(SidePanel):
    """Signals carry the `PileLine` they are about; see `OutboxRow`."""

    opened = Signal(object)
    sent_again = Signal(object)
    compared = Signal(object)
    dropped = Signal(object)
    try_asked = Signal()

    def __init__(self, zone: ZoneInfo, over: QWidget, below: QWidget) -> None:
        self._count = 0
        self._hint = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        super().__init__(over, below, _WIDTH)
        self._zone = zone
        self._rows: list[OutboxRow] = []
        self._shown: tuple[PileLine, ...] = ()
        self._list = QVBoxLayout()
        self._list.setContentsMargins(1, 0, 0, 0)
        self._list.setSpacing(0)
        self._hint.setContentsMargins(16, 12, 16, 12)
        self._foot = _Foot()
        self._lay_out()
        self._foot.again.clicked.connect(self.try_asked)

    def _lay_out(self) -> None:
        inner = Ground(Token.BG_SIDE)
        inner.wire()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._list)
        column.addWidget(self._hint)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._foot)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(_("Not on the server yet"), self._aside_text())
        text = _(
            "Nothing of this is lost, not by closing the program either. Each record goes up once. "
            "H6"
        )
        if not self._count:
            text = _("Everything of this desk is on the server.")
        self._hint.setText(text)

    def _aside_text(self) -> str:
        if not self._count:
            return ""
        return ngettext("{n} record", "{n} records", self._count)

    def show_pile(self, pile: Pile, now: datetime) -> None:
        """What waits."""
        self._count = pile.count
        if pile.lines != self._shown:
            self._shown = pile.lines
            self._show_rows(pile.lines)
        self._foot.show_pile(pile, now, self._zone)
        self.retranslate()

    def _show_rows(self, lines: tuple[PileLine, ...]) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [OutboxRow(line, self._zone) for line in lines]
        for row in self._rows:
            self._list.addWidget(row)
            row.opened.connect(self.opened)
            row.sent_again.connect(self.sent_again)
            row.compared.connect(self.compared)
            row.dropped.connect(self.dropped)

    def rows(self) -> list[OutboxRow]:
        """What is listed."""
        return list(self._rows)

    def toggle(self) -> None:
        if self.isVisible():
            self.close_down()
            return
        self.open_up(self._foot.again)
