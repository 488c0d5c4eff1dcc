"""The evidence somebody brought, chosen while the matter is taken down (D6)."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label

ChooseFiles = Callable[[QWidget], list[str]]
_SHOWN = 3


def ask_files(over: QWidget) -> list[str]:
    """The paths chosen in the system's dialog."""
    paths, _kind = QFileDialog.getOpenFileNames(over, _("Add evidence"))
    return paths


class FilesRow(QWidget):
    """`chosen` carries paths, `dropped` one of them."""

    chosen = Signal(list)
    dropped = Signal(str)

    def __init__(self, choose: ChooseFiles = ask_files, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = choose
        self._paths: tuple[str, ...] = ()
        self.add = Button(kind=ButtonKind.LINK, icon="paperclip")
        self._more = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self.names: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.add)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.add.clicked.connect(self._on_add)
        self.setFocusProxy(self.add)
        self.show_files(())

    def retranslate(self) -> None:
        self.add.setText(_("Choose files…"))
        for path, button in zip(self._paths, self.names, strict=False):
            button.setToolTip(_("Take out {name}").format(name=Path(path).name))
        hidden = len(self._paths) - len(self.names)
        hint = _("Kept with the complaint when it is filed") if not self._paths else ""
        self._more.setText(f"+{hidden}" if hidden else hint)

    def show_files(self, paths: Sequence[str]) -> None:
        """One button for each of the last few; pressing it takes the file out."""
        if tuple(paths) != self._paths:
            self._paths = tuple(reversed(paths))
            for old in self.names:
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.names = [self._button(path) for path in self._paths[:_SHOWN]]
        self.retranslate()

    def _button(self, path: str) -> Button:
        button = Button(_shortened(Path(path).name), kind=ButtonKind.QUIET, icon="x")
        button.clicked.connect(partial(self.dropped.emit, path))
        self._row.insertWidget(1 + len(self.names), button)
        return button

    def _on_add(self) -> None:
        paths = self._choose(self)
        if paths:
            self.chosen.emit(paths)


def _shortened(name: str) -> str:
    return name if len(name) <= 18 else f"{name[:9]}…{name[-8:]}"
