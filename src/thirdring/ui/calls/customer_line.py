"""The customer panel as one line, where there is no room for it: who it is and what is owed."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Countdown, Ground, Label
from thirdring.ui.words import named
from thirdring.usecases.caller_history import CallerCard


class CustomerLine(Ground):
    """`more_asked`: show the whole panel, or hide it again."""

    more_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.BottomEdge, parent=parent)
        self._name = Label(bold=True, elide=True)
        self._where = Label(step=Type.CAPTION, tone=Token.TEXT_2, elide=True)
        self._owed = Label(step=Type.CAPTION, tone=Token.SOON)
        self._clock = Countdown()
        self._more = Button(kind=ButtonKind.LINK, small=True)
        self._more.setCheckable(True)
        self._more.toggled.connect(self.more_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._name)
        row.addWidget(self._where, 1)
        row.addWidget(self._owed)
        row.addWidget(self._clock)
        row.addWidget(self._more)
        self.hide()
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(36))

    def retranslate(self) -> None:
        self._more.setText(_("Customer"))
        self._owed.setText(_("Promised callback"))

    def show_card(self, card: CallerCard, now: datetime) -> None:
        """A customer, or a number that belongs to nobody yet."""
        self._name.setText(named(card.name or "", card.title) or _("Not known yet"))
        self._where.setText(_(", ").join(card.masked_numbers))
        owed = card.callbacks[0] if card.callbacks else None
        self._owed.setVisible(owed is not None)
        self._clock.set_due(owed.due_at if owed else None, now)

    def tick(self, now: datetime) -> None:
        self._clock.tick(now)
