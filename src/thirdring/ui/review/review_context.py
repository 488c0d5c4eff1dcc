"""Beside the title of the review: how much one decided today, and the way to the morning brief."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _, ngettext
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Button, ButtonKind, Label, Styled


class ReviewContext(Styled, QWidget):
    """`brief_asked` when the brief is wanted, `next_asked` when the next case is; without `brief`
    or `decides` there is no button for it. `keys` take the next one too.
    """

    brief_asked = Signal()
    next_asked = Signal()

    def __init__(self, parent: QWidget, *, brief: bool, decides: bool, keys: str) -> None:
        super().__init__(parent)
        self.next = Button(kind=ButtonKind.BARE, icon="arrow-down", small=True)
        self._keys = keys
        self.today = Label(tone=Token.TEXT_2)
        self.brief = Button(kind=ButtonKind.BARE, icon="speakerphone", small=True)
        self._decided: int | None = None
        self._narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.today)
        row.addWidget(self.next)
        row.addWidget(self.brief)
        self.next.setVisible(decides)
        self.next.clicked.connect(self.next_asked)
        self.brief.setVisible(brief)
        self.brief.clicked.connect(self.brief_asked)
        self.hide()  # until the top bar takes it
        self.wire()

    def retranslate(self) -> None:
        text = _("Take the next one")
        self.next.set_hint(f"{text} ({self._keys})")
        self.next.setText("" if self._narrow else text)
        text = _("Morning brief")
        self.brief.set_hint(text)
        self.brief.setText("" if self._narrow else text)
        self._show_today()

    def set_decided(self, count: int | None) -> None:
        """How many cases one decided today; None for who decides nothing."""
        self._decided = count
        self._show_today()

    def set_narrow(self, on: bool) -> None:
        """Where room is short only the buttons' signs are left."""
        self._narrow = on
        self.retranslate()

    def _show_today(self) -> None:
        count = self._decided
        self.today.setVisible(count is not None and not self._narrow)
        if count is not None:
            text = ngettext("{n} decided today", "{n} decided today", count)
            self.today.setText(text.format(n=count))
