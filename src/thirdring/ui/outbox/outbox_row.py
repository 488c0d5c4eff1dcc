"""One record that is not on the server yet: what it is, where it stands, what can be done about it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from thirdring.domain.outbox import Standing
from thirdring.i18n import _, ngettext
from thirdring.ui import icons
from thirdring.ui.outbox.outbox_words import ICONS, kind_of, standing_of
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, Ground, Label
from thirdring.usecases.offline.pile import PileLine
from thirdring.usecases.offline.waiting_calls import WaitingCall

_TONES = {
    Standing.WAITING: Token.FINE,
    Standing.CONFLICT: Token.SOON,
    Standing.ASIDE: Token.OVER,
}


class OutboxRow(Ground):
    """`opened`: into its form again; `sent_again`; `compared`: both versions, please; `dropped`:
    the other version stands. Each carries the `PileLine`.
    """

    opened = Signal(object)
    sent_again = Signal(object)
    compared = Signal(object)
    dropped = Signal(object)

    def __init__(self, line: PileLine, zone: ZoneInfo) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.BottomEdge)
        self.line, self._zone = line, zone
        self._about = Label(elide=True)
        self._time = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._who = Label(step=Type.CAPTION, tone=Token.TEXT_2, elide=True)
        self._standing = Label(step=Type.CAPTION, tone=_TONES[line.record.standing], bold=True)
        self._reason = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(0, 4, 0, 0)
        self._buttons.setSpacing(8)
        self._lay_out()
        self._offer()
        self.wire()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._about, 1)
        first.addWidget(self._time)
        second.addWidget(self._who, 1)
        second.addWidget(self._standing)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(2)
        for part in (first, second):
            part.setSpacing(8)
            column.addLayout(part)
        column.addWidget(self._reason)
        column.addLayout(self._buttons)

    def _offer(self) -> None:
        """What can be done about it."""
        standing, deed = self.line.record.standing, self.line.deed
        if standing is Standing.CONFLICT:
            self._add(_("Compare…"), self._on_compare)
            self._add(_("Let theirs stand"), self._on_drop)
        elif deed is not None:
            aside = standing is Standing.ASIDE
            # What was sent without an answer may be on the server already.
            if isinstance(deed, WaitingCall) and (aside or not self.line.record.tries):
                self._add(_("Open again"), self._on_open)
            if aside:
                self._add(_("Send again"), self._on_send)
        self._buttons.addStretch(1)

    def _add(self, text: str, slot: Callable[[], None]) -> None:
        button = Button(text, small=True)
        button.clicked.connect(slot)
        self._buttons.addWidget(button)

    def _on_compare(self) -> None:
        self.compared.emit(self.line)

    def _on_drop(self) -> None:
        self.dropped.emit(self.line)

    def _on_open(self) -> None:
        self.opened.emit(self.line)

    def _on_send(self) -> None:
        self.sent_again.emit(self.line)

    def restyle(self) -> None:
        left = 16 + self.theme.px(icons.HEAD) + 10
        self._column.setContentsMargins(left, self.theme.px(7), 16, self.theme.px(8))

    def retranslate(self) -> None:
        line = self.line
        self._about.setText(line.gist.about or kind_of(line))
        at = line.record.made_at.astimezone(self._zone)
        self._time.setText(f"{at:%H:%M}")
        files = line.gist.files
        with_files = "· " + ngettext("{n} file", "{n} files", files) if files else ""
        parts = (line.gist.ticket, line.gist.name, line.gist.number, with_files)
        self._who.setText(" ".join(part for part in parts if part) or kind_of(line))
        self._standing.setText(standing_of(line))
        self._reason.setText(line.record.reason or "")
        self._reason.setVisible(bool(line.record.reason))
        said = (kind_of(line), self._about.text(), self._who.text(), standing_of(line))
        self.setAccessibleName(", ".join(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.theme.px(icons.BUTTON)
        room = QRect(16, self.theme.px(9), side, side)
        icon = ICONS.get(self.line.record.deed, "file-text")
        painter = QPainter(self)
        icons.paint_icon(painter, room, icon, self.theme.color(Token.TEXT_2), side)
