"""The column at the right in which the chosen row is changed; it scrolls when it is low."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Ground, Label

_WIDTH = 340
_BESIDE = 184


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
        self.column.addSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)

    def restyle(self) -> None:
        self.fit()

    def fit(self) -> None:
        """As wide as it wants to be, while the list beside it keeps room for its first columns."""
        beside = self.parentWidget()
        width = self.theme.px(_WIDTH)
        if beside is not None and beside.width() > self.theme.px(2 * _BESIDE):
            width = min(width, beside.width() - self.theme.px(_BESIDE))
        self.setFixedWidth(width)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ParentChange:
            beside = self.parentWidget()
            if beside is not None:
                beside.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)
