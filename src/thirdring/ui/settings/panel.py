"""The column at the right in which the chosen row is changed; it scrolls when it is low."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Ground, Label

_WIDTH = 340


class EditPanel(Ground):
    """`title` and `text` on top, the fields go into `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, edges=Qt.Edge.LeftEdge, parent=parent)
        self.title = Label(step=Type.SAY, bold=True, wrap=True)
        self.text = Label(tone=Token.TEXT_2, wrap=True)
        inside = QWidget()
        inside.setObjectName("plain")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(16, 12, 16, 16)
        self.column.setSpacing(4)
        self.column.addWidget(self.title)
        self.column.addWidget(self.text)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)

    def restyle(self) -> None:
        self.setFixedWidth(self.theme.px(_WIDTH))
