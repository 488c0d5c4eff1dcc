"""Under the table while tickets are ticked: how many, and what to do with all of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.i18n import _, ngettext
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Label


class BulkBar(Ground):
    """Which deeds are offered follows from what the person may do."""

    hand_over_asked = Signal()
    copy_asked = Signal()
    export_asked = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._count = 0
        self._words = Label(bold=True)
        self._hand_over = Button(icon="user-share")
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self._copy = Button(icon="copy")
        self._export = Button(icon="download")
        self._cancel = Button(kind=ButtonKind.BARE, keys="Escape")
        super().__init__(Token.BG_SELECTED, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        for widget in (self._words, self._hand_over, self._rule, self._copy, self._export):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._cancel)
        self._hand_over.clicked.connect(self.hand_over_asked)
        self._copy.clicked.connect(self.copy_asked)
        self._export.clicked.connect(self.export_asked)
        self._cancel.clicked.connect(self.cancelled)

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.FOOTER))

    def retranslate(self) -> None:
        self._hand_over.setText(_("Hand over"))
        self._rule.setText(_("with a reason, C10"))
        self._copy.setText(_("Copy"))
        self._export.setText(_("Export"))
        self._cancel.setText(_("Cancel"))
        self.show_count(self._count)

    def set_may(self, *, hand_over: bool, export: bool) -> None:
        """What is offered."""
        self._hand_over.setVisible(hand_over)
        self._rule.setVisible(hand_over)
        self._export.setVisible(export)

    def show_count(self, count: int) -> None:
        """How many are ticked; the bar hides at none."""
        self._count = count
        self._words.setText(ngettext("{n} chosen", "{n} chosen", count))
        self.setVisible(count > 0)
