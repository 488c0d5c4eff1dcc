"""What a mail carries: a row for each file, saved where somebody says, never opened."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label, Styled
from thirdring.usecases.find_inbox import InboxDetail, InboxFile

_SHOWN = 50
_ROWS = 5
_KILOBYTE = 1024


def size_text(size: int) -> str:
    """`820 B`, `12 KB`, `3.4 MB`."""
    if size < _KILOBYTE:
        return f"{size} B"
    if size < _KILOBYTE * _KILOBYTE:
        return f"{round(size / _KILOBYTE)} KB"
    return f"{size / _KILOBYTE / _KILOBYTE:.1f} MB"


class MailFiles(Styled, QScrollArea):
    """`save_asked` carries an `InboxFile`; None is the message itself."""

    save_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: InboxDetail | None = None
        body = QWidget()
        body.setObjectName("plain")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wire()

    def restyle(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a few of them; the rest is scrolled to."""
        count = 0 if self._detail is None else min(len(self._detail.files), _SHOWN) + 1
        row = self.theme.size(Size.SMALL_BUTTON) + self._column.spacing()
        self.setFixedHeight(row * min(count, _ROWS))

    def show_files(self, detail: InboxDetail | None) -> None:
        self._detail = detail
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if detail is None:
            return
        for file in detail.files[:_SHOWN]:
            self._column.addWidget(self._row(file, file.name, file.size))
        self._column.addWidget(self._row(None, _("The message itself"), detail.size))
        self._fit()

    def retranslate(self) -> None:
        self.show_files(self._detail)

    def _row(self, file: InboxFile | None, name: str, size: int) -> QWidget:
        row = QWidget()
        row.setObjectName("plain")
        said = Label(name, tone=Token.TEXT if file else Token.TEXT_2, elide=True)
        save = Button(kind=ButtonKind.BARE, icon="download", small=True)
        save.set_hint(_("Save {file} as…").format(file=name))
        save.clicked.connect(partial(self.save_asked.emit, file))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(said, 1)
        line.addWidget(Label(size_text(size), step=Type.CAPTION, tone=Token.TEXT_3))
        line.addWidget(save)
        return row
