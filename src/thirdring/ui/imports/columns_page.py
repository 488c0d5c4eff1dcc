"""Second step: which column is which field, as proposed, as a saved map says, or as chosen."""

from collections import defaultdict
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from thirdring.i18n import _
from thirdring.intake.maps import column_of
from thirdring.ui.imports.field_words import import_field
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    ComboBox,
    FieldLabel,
    Ground,
    Hairline,
    Label,
    Segments,
    Styled,
)
from thirdring.usecases.import_steps import FIELDS, FileLook, ImportKind

_EXAMPLES = 3


class ColumnsPage(Styled, QWidget):
    """`changed`: another column or order was chosen. `map_chosen(Path)`, `map_named(Path)`: a
    saved map to use, a file to save this one to.
    """

    changed = Signal()
    map_chosen = Signal(object)
    map_named = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ImportKind.COMPLAINTS
        self._look: FileLook | None = None
        self._as_proposed: dict[str, tuple[str, ...]] = {}
        self.combos: list[ComboBox] = []
        self._labels: list[Label] = []
        self.order = Segments()
        self._order_label = FieldLabel()
        self.use_map = Button(kind=ButtonKind.BARE, icon="folder", small=True)
        self.save_map = Button(kind=ButtonKind.BARE, icon="device-floppy", small=True)
        self.body = Ground(Token.BG_SURFACE)
        self._grid = QGridLayout(self.body)
        self._lay()
        self.order.chosen.connect(self.changed)
        self.use_map.clicked.connect(self.ask_map)
        self.save_map.clicked.connect(self.ask_name)
        self.wire()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(8)
        head.addWidget(self._order_label)
        head.addWidget(self.order)
        head.addStretch(1)
        head.addWidget(self.use_map)
        head.addWidget(self.save_map)
        self._grid.setContentsMargins(16, 8, 16, 16)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.area, 1)

    def retranslate(self) -> None:
        self._order_label.setText(_("Dates"))
        self._order_label.set_for(self.order)
        kept = self.order.value() or ""
        self.order.set_options(
            [
                ("", _("As the column shows")), ("ymd", _("Y-M-D")), ("dmy", _("D/M/Y")),
                ("mdy", _("M/D/Y")),
            ]
        )  # fmt: skip
        self.order.set_value(kept)
        self.use_map.setText(_("Use a saved map…"))
        self.save_map.setText(_("Save this map…"))
        if self._look is not None:
            taken = self.taken()
            self._fill(self._look)
            self._choose(taken)

    def show_look(self, kind: ImportKind, look: FileLook) -> None:
        """Each column with examples, and the field that is proposed for it."""
        self._kind, self._look = kind, look
        self._as_proposed = dict(look.mapping.columns)
        self._fill(look)
        self._choose(self._as_proposed)
        self.order.set_value(look.mapping.options.date_order or "")

    def taken(self) -> dict[str, tuple[str, ...]]:
        """The headings chosen for each field; several are joined, as proposed or as they stand."""
        chosen: dict[str, list[str]] = defaultdict(list)
        headings = self._look.headings if self._look is not None else ()
        for heading, combo in zip(headings, self.combos, strict=True):
            if name := combo.value():
                chosen[str(name)].append(heading)
        taken = {}
        for name in FIELDS[self._kind].fields:
            if name in chosen:
                before = self._as_proposed.get(name, ())
                same = set(before) == set(chosen[name])
                taken[name] = before if same else tuple(chosen[name])
        return taken

    def _fill(self, look: FileLook) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.combos, self._labels = [], []
        for column, text in enumerate((_("Column of the file"), _("First rows"), _("Taken as"))):
            self._grid.addWidget(Label(text, step=Type.CAPTION, tone=Token.TEXT_3), 0, column)
        options = [("", _("Not imported"))]
        options += [(name, import_field(name)) for name in FIELDS[self._kind].fields]
        for row, heading in enumerate(look.headings, start=1):
            examples = [line[row - 1] for line in look.rows if line[row - 1]]
            combo = ComboBox(options)
            combo.setAccessibleName(heading)
            combo.chosen.connect(self._on_chosen)
            self.combos.append(combo)
            self._labels.append(Label(heading, elide=True))
            self._grid.addWidget(self._labels[-1], row, 0)
            shown = Label(
                " / ".join(dict.fromkeys(examples[:_EXAMPLES])), tone=Token.TEXT_2, elide=True
            )
            self._grid.addWidget(shown, row, 1)
            self._grid.addWidget(combo, row, 2)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 5)
        self._grid.setColumnStretch(2, 2)
        self._grid.setRowStretch(len(look.headings) + 1, 1)

    def _choose(self, columns: dict[str, tuple[str, ...]]) -> None:
        headings = self._look.headings if self._look is not None else ()
        of = {
            column_of(heading, headings): name
            for name, found in columns.items()
            for heading in found
        }
        for index, combo in enumerate(self.combos):
            combo.set_value(of.get(index, ""))
        self._quieten()

    def _quieten(self) -> None:
        """What is not imported stands back."""
        for label, combo in zip(self._labels, self.combos, strict=True):
            label.set_tone(Token.TEXT if combo.value() else Token.TEXT_3)

    def _on_chosen(self, _value: object) -> None:
        self._quieten()
        self.changed.emit()

    def ask_map(self) -> None:
        """Which saved map?"""
        dialog = QFileDialog(self, _("Use a saved map"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Maps (*.toml)"))
        dialog.fileSelected.connect(self._on_map_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_name(self) -> None:
        """Save the map where?"""
        dialog = QFileDialog(self, _("Save this map"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Maps (*.toml)"))
        dialog.setDefaultSuffix("toml")
        dialog.selectFile("map.toml")
        dialog.fileSelected.connect(self._on_map_named)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_map_chosen(self, path: str) -> None:
        self.map_chosen.emit(Path(path))

    def _on_map_named(self, path: str) -> None:
        self.map_named.emit(Path(path))
