"""Second step: which column is which field, as proposed, as a saved map says, or as chosen."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.enums import Channel
from thirdring.i18n import _
from thirdring.intake.maps import column_of
from thirdring.labels import label
from thirdring.ui.imports.field_words import import_field
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    ComboBox,
    Field,
    FieldLabel,
    Ground,
    Hairline,
    Heading,
    Label,
    QuietTable,
    Segments,
    Styled,
    TableRow,
)
from thirdring.usecases.import_steps import FIELDS, FileLook, ImportKind

_EXAMPLES = 3
_MORE_EXAMPLES = 8
_SIDE = 320
_ROOMY = 960


class ColumnsPage(Styled, QWidget):
    """A row for each column of the file; beside it what the chosen one holds and is taken as.

    `changed`: another field or order was chosen. `map_chosen(Path)`, `map_named(Path)`: a saved map
    to use, a file to save this one to.
    """

    changed = Signal()
    map_chosen = Signal(object)
    map_named = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ImportKind.COMPLAINTS
        self._look: FileLook | None = None
        self._as_proposed: Mapping[str, tuple[str, ...]] = {}
        self._fields: list[str] = []
        self.order = Segments()
        self._order_label = FieldLabel()
        self.channel = ComboBox()
        self._channel_label = FieldLabel()
        self.use_map = Button(kind=ButtonKind.BARE, icon="folder", small=True)
        self.save_map = Button(kind=ButtonKind.BARE, icon="device-floppy", small=True)
        self.table = QuietTable()
        self.field = ComboBox()
        self._taken_as = Field(self.field, above=True)
        self._name = Label(step=Type.SAY, bold=True, wrap=True)
        self._examples = Label(tone=Token.TEXT_2, wrap=True)
        self._examples.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._side = Ground(Token.BG_SIDE, edges=Qt.Edge.LeftEdge)
        self._lay()
        self.order.chosen.connect(self.changed)
        self.channel.chosen.connect(self.changed)
        self.use_map.clicked.connect(self.ask_map)
        self.save_map.clicked.connect(self.ask_name)
        self.table.chosen.connect(self._on_row)
        self.table.entered_row.connect(self._on_entered_row)
        self.field.chosen.connect(self._on_field)
        self.wire()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(8)
        head.addWidget(self._order_label)
        head.addWidget(self.order)
        head.addSpacing(8)
        head.addWidget(self._channel_label)
        head.addWidget(self.channel)
        head.addStretch(1)
        head.addWidget(self.use_map)
        head.addWidget(self.save_map)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(16, 12, 16, 12)
        side.setSpacing(12)
        for widget in (self._name, self._taken_as, self._examples):
            side.addWidget(widget)
        side.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.table, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addLayout(body, 1)

    def _name_maps(self) -> None:
        """In words where there is room beside dates and channel; else the signs alone."""
        roomy = self.width() >= self.theme.px(_ROOMY)
        for button, words in (
            (self.use_map, _("Use a saved map…")), (self.save_map, _("Save this map…")),
        ):  # fmt: skip
            button.setText(words if roomy else "")
            button.set_hint(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_maps()

    def restyle(self) -> None:
        self._name_maps()
        self._side.setFixedWidth(self.theme.px(_SIDE))

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
        self._channel_label.setText(_("Channel of all"))
        self._channel_label.set_for(self.channel)
        way = self.channel.value() or ""
        ways = [(one.value, _(label(one))) for one in Channel]
        self.channel.set_options([("", _("Not known")), *ways])
        self.channel.set_value(way)
        self._name_maps()
        self._taken_as.set_label(_("Taken as"))
        self.table.set_headings(
            [
                Heading(_("Column of the file"), 200, kept=True), Heading(_("First rows")),
                Heading(_("Taken as"), 168, kept=True),
            ]
        )  # fmt: skip
        self._offer()
        self._fill()

    def show_look(self, kind: ImportKind, look: FileLook) -> None:
        """Each column with examples, and the field that is proposed for it."""
        self._kind, self._look = kind, look
        self._as_proposed = look.mapping.columns
        of = {
            column_of(heading, look.headings): name
            for name, headings in self._as_proposed.items()
            for heading in headings
        }
        self._fields = [of.get(index, "") for index in range(len(look.headings))]
        self.order.set_value(look.mapping.options.date_order or "")
        self.channel.set_value(look.mapping.constants.get("channel", ""))
        self._offer()
        self._fill()
        if self._fields:
            self.table.choose(0)
            self._show_column(0)

    def taken(self) -> dict[str, tuple[str, ...]]:
        """The headings chosen for each field; several are joined, as proposed or as they stand."""
        chosen: dict[str, list[str]] = defaultdict(list)
        headings = self._look.headings if self._look is not None else ()
        for heading, name in zip(headings, self._fields, strict=True):
            if name:
                chosen[name].append(heading)
        taken = {}
        for name in FIELDS[self._kind].fields:
            if name in chosen:
                before = self._as_proposed.get(name, ())
                same = set(before) == set(chosen[name])
                taken[name] = before if same else tuple(chosen[name])
        return taken

    def take_as(self, index: int, name: str) -> None:
        """Take the column at `index` as the field `name`; "" leaves it out."""
        self._fields[index] = name
        self._fill()
        self.table.choose(index)
        self._show_column(index)
        self.changed.emit()

    def _offer(self) -> None:
        options = [("", _("Not imported"))]
        options += [(name, import_field(name)) for name in FIELDS[self._kind].fields]
        self.field.set_options(options)

    def _fill(self) -> None:
        """What is not imported stands back."""
        if self._look is None:
            return
        rows = []
        for index, (heading, name) in enumerate(
            zip(self._look.headings, self._fields, strict=True)
        ):
            shown = " / ".join(self._values(index)[:_EXAMPLES])
            tone = Token.TEXT if name else Token.TEXT_3
            taken = import_field(name) if name else _("Not imported")
            rows.append(
                TableRow(index, (Cell(heading, tone), Cell(shown, Token.TEXT_3), Cell(taken, tone)))
            )
        self.table.set_rows(rows)
        whole = self._kind is ImportKind.COMPLAINTS and "channel" not in self._fields
        for widget in (self._channel_label, self.channel):
            widget.setVisible(whole)

    def constants(self) -> dict[str, str]:
        """What holds for every row: as proposed or as a saved map says, and the channel chosen."""
        before = dict(self._look.mapping.constants) if self._look is not None else {}
        if self._kind is ImportKind.COMPLAINTS:
            before.pop("channel", None)
            if (way := self.channel.value()) and "channel" not in self._fields:
                before["channel"] = str(way)
        return before

    def _values(self, index: int) -> list[str]:
        """Different values of the column's first rows."""
        rows = self._look.rows if self._look is not None else ()
        return list(dict.fromkeys(row[index] for row in rows if row[index]))

    def _show_column(self, index: int) -> None:
        if self._look is not None:
            self._name.setText(self._look.headings[index])
            self.field.set_value(self._fields[index])
            self._examples.setText("\n".join(self._values(index)[:_MORE_EXAMPLES]))

    def _on_row(self, index: int) -> None:
        self._show_column(index)

    def _on_entered_row(self, index: int) -> None:
        self._show_column(index)
        self.field.setFocus()

    def _on_field(self, name: str) -> None:
        index = self.table.key()
        if isinstance(index, int):
            self.take_as(index, name)

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
