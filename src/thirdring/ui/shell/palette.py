"""Ctrl+K: any ticket, customer, phrase or command, found while typing, by keyboard alone."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, render
from thirdring.ui.runner import Runner
from thirdring.ui.shell.overlay import Overlay
from thirdring.ui.shell.overlay_parts import IconBox, OverlayFoot
from thirdring.ui.shell.palette_items import MIN_HITS, PaletteItem, PaletteProvider
from thirdring.ui.shell.palette_list import PaletteDelegate, PaletteModel
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Hairline, KeyCap, Label, LineEdit

_ALONE = 30
_HEIGHT = 474


class _Line(LineEdit):
    """The palette's line: keys that move or choose go to the palette."""

    def __init__(self, palette: "Palette") -> None:
        super().__init__(kind=TextKind.LINE)
        self._palette = palette
        self.setProperty("bare", True)

    def restyle(self) -> None:
        super().restyle()
        self.setFont(self.theme.font(Type.SAY))

    def event(self, event: QEvent) -> bool:
        # Tab would leave the line before keyPressEvent saw it.
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and event.type() is QEvent.Type.KeyPress:
            return self._palette.press_tab()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._palette.take_key(event):
            super().keyPressEvent(event)


class Palette(Overlay):
    """`add_provider` in the order the groups shall stand; commands come last.

    While typing, a group keeps its last lines until its new ones are there, so nothing flickers.
    """

    def __init__(self, runner: Runner, parent: QWidget) -> None:
        super().__init__(720, parent)
        self._runner = runner
        self._providers: list[PaletteProvider] = []
        self._found: dict[int, tuple[PaletteItem, ...]] = {}
        self._moved = False
        self._model = PaletteModel()
        self._model.setParent(self)
        self._line = _Line(self)
        self._hint = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._list = QListView()
        self._nothing = Label(tone=Token.TEXT_2, wrap=True)
        self._foot = OverlayFoot()
        self._foot_labels: list[Label] = []
        self._build()
        self._line.textChanged.connect(self._on_typed)
        self._list.clicked.connect(self._on_clicked)
        self.wire()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(12)
        head.addWidget(IconBox("search", Token.ACCENT_TEXT))
        head.addWidget(self._line, 1)
        head.addWidget(self._hint)
        head.addWidget(KeyCap("Escape"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addLayout(head)
        self.column.addWidget(Hairline())
        self.column.addWidget(self._list, 1)
        self.column.addWidget(self._nothing, 1)
        self.column.addWidget(self._foot)
        self._nothing.hide()

    def restyle(self) -> None:
        self._line.setFixedHeight(self.theme.px(51))
        self._list.doItemsLayout()

    def retranslate(self) -> None:
        self._line.setPlaceholderText(_("Ticket, customer, phrase or command"))
        self._line.setAccessibleName(_("Search or command"))
        self._hint.setText(_("Words, pinyin, initials or numbers"))
        self._nothing.setText(_("Nothing found. Try fewer letters, or a ticket number."))
        self._list.setAccessibleName(_("What was found"))
        self._foot.set_parts(
            [("Up Down", _("choose")), ("Return", _("open")), ("Ctrl+Return", _("beside"))],
            [("#", _("tickets")), ("@", _("customers")), ("/", _("phrases")), (">", _("commands"))],
            _("only"),
        )

    def sheet_height(self, most: int) -> int:
        return min(most, self.theme.px(_HEIGHT))

    def add_provider(self, provider: PaletteProvider) -> None:
        self._providers.append(provider)

    def open_with(self, text: str = "") -> None:
        """Open, with `text` typed already."""
        self._found.clear()
        self.open_over()
        self._line.setText(text)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask(text)

    def text(self) -> str:
        return self._line.text()

    def _on_typed(self, text: str) -> None:
        if self.isVisible():
            self._ask(text)

    def _ask(self, text: str) -> None:
        self._moved = False
        prefix = text[:1]
        alone = any(provider.prefix == prefix for provider in self._providers) and prefix
        wanted = text[1:] if alone else text
        for index, provider in enumerate(self._providers):
            if alone and provider.prefix != prefix:
                self._found.pop(index, None)
                continue
            if not wanted.strip() and not alone and provider.prefix != ">":
                self._found.pop(index, None)
                continue
            deed = provider.search(wanted.strip(), _ALONE if alone or not wanted else MIN_HITS)
            self._runner.read(
                deed,
                owner=self,
                key=("palette", index),
                then=partial(self._on_found, index),
                failed=self._on_failed,
            )
        self._show()

    def _on_found(self, index: int, items: Sequence[PaletteItem]) -> None:
        self._found[index] = tuple(items)
        self._show()

    def _on_failed(self, error: ThirdRingError) -> None:
        self._nothing.setText(render(error))
        self._show()

    def _show(self) -> None:
        # Until the person moves, the first line is chosen, whichever group answered first.
        chosen = self._chosen() if self._moved else None
        ordered = [(p, self._found.get(i, ())) for i, p in enumerate(self._providers)]
        self._model.show(ordered)
        empty = self._model.rowCount() == 0
        self._list.setVisible(not empty)
        self._nothing.setVisible(empty)
        row = self._row_of(chosen) if chosen is not None else -1
        self._choose(row if row >= 0 else self._model.next_choice(-1, 1))

    def _row_of(self, item: PaletteItem) -> int:
        for row in range(self._model.rowCount()):
            line = self._model.line(row)
            if line is not None and line.item is not None and line.item.key == item.key:
                return row
        return -1

    def _choose(self, row: int) -> None:
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        self._list.setCurrentIndex(index)
        if row == 1:
            self._list.scrollToTop()

    def _chosen(self) -> PaletteItem | None:
        line = self._model.line(self._list.currentIndex().row())
        return line.item if line is not None else None

    def press_tab(self) -> bool:
        """Tab opens a line that says so, and otherwise does nothing: there is nowhere to go."""
        item = self._chosen()
        if item is not None and item.keys == "Tab":
            self._open(aside=False)
        return True

    def take_key(self, event: QKeyEvent) -> bool:
        """The keys that move and choose; False leaves the key to the line."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_over()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = -1 if key == Qt.Key.Key_Up else 1
            self._moved = True
            self._choose(self._model.next_choice(self._list.currentIndex().row(), step))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(aside=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            return False
        return True

    def _on_clicked(self, _index: QModelIndex) -> None:
        self._open(aside=False)

    def _open(self, *, aside: bool) -> None:
        line = self._model.line(self._list.currentIndex().row())
        if line is None or line.item is None:
            return
        self.close_over()
        line.provider.open(line.item, aside=aside)
