"""A side panel with its own head: title, count, and a cross to close it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets.areas import Ground
from thirdring.ui.widgets.button import Button, ButtonKind
from thirdring.ui.widgets.label import Label


class DrawerPanel(Ground):
    """`body` takes the content; `closed` when the cross or Esc is pressed."""

    closed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.LeftEdge, parent=parent)
        self._title = Label(bold=True)
        self._aside = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._cross = Button(kind=ButtonKind.BARE, icon="x", small=True)
        self._head = Ground(Token.BG_SIDE, edges=Qt.Edge.BottomEdge | Qt.Edge.LeftEdge)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._aside)
        row.addStretch(1)
        row.addWidget(self._cross)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self.body, 1)
        self._cross.clicked.connect(self.closed)
        self.wire()

    def set_title(self, text: str, aside: str = "") -> None:
        self._title.setText(text)
        self._aside.setText(aside)

    def restyle(self) -> None:
        self._head.setFixedHeight(self.theme.size(Size.TABS) + 4)

    def retranslate(self) -> None:
        self._cross.set_hint(_("Close"))
