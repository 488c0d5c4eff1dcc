"""A page that stands alone: a column of fields, centred, under the mark."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.ui.shell.logo import Logo
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Ground, Label


class Page(Ground):
    """`form` takes the fields; title and text stand above it, `foot` below.

    A subclass builds its fields and then calls `wire`.
    """

    def __init__(self, width: int = 360, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._column_width = width
        self.title = Label(step=Type.TITLE, wrap=True)
        self.text = Label(tone=Token.TEXT_2, wrap=True)
        self.form = QVBoxLayout()
        self.foot = QHBoxLayout()
        self._column = QWidget()
        self.form.setSpacing(8)
        self.form.setContentsMargins(0, 16, 0, 0)
        self.foot.setContentsMargins(0, 12, 0, 0)
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(0, 24, 0, 24)
        inner.setSpacing(4)
        inner.addStretch(2)
        inner.addWidget(Logo(36), 0, Qt.AlignmentFlag.AlignLeft)
        inner.addSpacing(16)
        inner.addWidget(self.title)
        inner.addWidget(self.text)
        inner.addLayout(self.form)
        inner.addLayout(self.foot)
        inner.addStretch(3)
        middle = QWidget()
        middle.setObjectName("plain")
        row = QHBoxLayout(middle)
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch(1)
        row.addWidget(self._column)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(middle)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def restyle(self) -> None:
        self._column.setFixedWidth(self.theme.px(self._column_width))
