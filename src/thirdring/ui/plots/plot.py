"""A plot with its table beside it: both are read, copied and saved."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from thirdring.domain.errors import Refusal, ThirdRingError, say
from thirdring.i18n import _
from thirdring.reports.table_csv import csv_bytes
from thirdring.reports.tables import Column, rows_of
from thirdring.reports.ticket_csv import ticket_lines
from thirdring.reports.whole_file import write_whole
from thirdring.ui.plots.plot_data import MOST_BARS, PlotData, PlotShape, is_figure
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import (
    Button,
    Cell,
    EmptyState,
    Heading,
    Label,
    QuietTable,
    SectionHead,
    Styled,
    TableRow,
)
from thirdring.ui.widgets.base import announce

_FIGURE, _HOUR = 84, 42
_ANY_HEIGHT = 16_777_215
ENDINGS = (".png", ".csv")


def load_canvas() -> None:
    """Load what draws; takes a second the first time, so that a reading thread calls it."""
    import_module("thirdring.ui.plots.canvas")


def _ask_file(over: QWidget, proposed: str) -> str:
    picture, table = _("Picture"), _("Table")
    kinds = f"{picture} (*.png);;{table} (*.csv)"
    path, _kind = QFileDialog.getSaveFileName(over, _("Save plot"), proposed, kinds)
    return path


class Plot(Styled, QWidget):
    """`said` a sentence, `failed` an error. `load_canvas` has to have run before `show_plot`."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, *, ask_file: Callable[[QWidget, str], str] = _ask_file, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ask_file = ask_file
        self._data: PlotData | None = None
        self._zone = ZoneInfo("UTC")
        self.canvas: Any = None
        self._nothing = EmptyState("chart-bar")
        self.table = QuietTable(empty=self._nothing)
        self.copy = Button(icon="copy")
        self.save = Button(icon="download")
        self._head = SectionHead()
        self._pointed = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self._lay()
        # Not both in one: a QMimeData made in Python ends the process when Qt lets go of it at exit.
        self._menu = QMenu(self.copy)
        self.copy_actions = (
            self._menu.addAction("", self.copy_picture), self._menu.addAction("", self.copy_table),
        )  # fmt: skip
        self.copy.set_menu(self._menu)
        self.save.clicked.connect(self._on_save)
        self.table.chosen.connect(self._on_chosen)
        self.wire()

    def _lay(self) -> None:
        self._head.add(self.copy)
        self._head.add(self.save)
        self._left = QVBoxLayout()
        self._left.setContentsMargins(16, 0, 8, 12)
        self._left.addWidget(self._pointed)
        both = self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(8)
        both.addLayout(self._left, 3)
        both.addWidget(self.table, 2)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 8)
        head.addWidget(self._head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(both, 1)

    def retranslate(self) -> None:
        self.copy.setText(_("Copy"))
        self.copy.set_hint(_("Copy the plot or its table"))
        for action, text in zip(
            self.copy_actions, (_("Copy the picture"), _("Copy the table")), strict=True
        ):
            action.setText(text)
        self.save.setText(_("Save…"))
        self.save.set_hint(_("Save the plot as a picture, or its table as CSV"))
        self._nothing.set_text(_("No data"), _("Nothing was taken down in this period."))

    def show_plot(self, data: PlotData, zone: ZoneInfo) -> None:
        """Draw `data` and list it."""
        self._data, self._zone = data, zone
        self._head.set_text(data.table.title)
        if self.canvas is None:
            self.canvas = import_module("thirdring.ui.plots.canvas").Canvas()
            self.canvas.pointed.connect(self._on_pointed)
            self._left.insertWidget(0, self.canvas, 1)
            QWidget.setTabOrder(self.canvas, self.table)
        self._arrange(data)
        self.canvas.draw(data)
        self.canvas.setVisible(data.counts())
        self.canvas.setAccessibleName(data.table.title)
        self.canvas.setAccessibleDescription(data.in_words())
        self._pointed.setText(self._note(data))
        self._fill_table(data)
        for button in (self.copy, self.save):
            button.setEnabled(data.counts())

    def _note(self, data: PlotData) -> str:
        if data.shape in {PlotShape.BARS, PlotShape.PARETO} and len(data.table.rows) > MOST_BARS:
            drawn = _("The first {n} of {all} are drawn; the table has them all.").format(
                n=MOST_BARS, all=len(data.table.rows)
            )
            return f"{drawn} {data.table.note}".strip()
        return data.table.note

    def _arrange(self, data: PlotData) -> None:
        """A table as wide as a day stands below its plot, any other beside it."""
        wide = data.shape is PlotShape.GRID
        way = QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)
        rows = (len(data.table.rows) + 1) * self.theme.size(Size.TABLE_ROW)
        height = self.theme.size(Size.TABLE_HEADER) + rows + 2 if wide else _ANY_HEIGHT
        self.table.setMaximumHeight(height)
        self.table.setMinimumHeight(height if wide else 0)

    def _fill_table(self, data: PlotData) -> None:
        table = data.table
        hours = range(1, len(table.columns) - 1) if data.shape is PlotShape.GRID else ()
        self.table.setAccessibleName(table.title)
        self.table.set_headings(
            [
                Heading(one.title, _room(one, hour=at in hours), is_figure(one.kind),
                        kept=at in {data.names, data.values})
                for at, one in enumerate(table.columns)
            ]
        )  # fmt: skip
        last = len(table.rows)
        self.table.set_rows(
            [
                TableRow(n, tuple(Cell(cell, bold=n == last) for cell in row))
                for n, row in enumerate(rows_of(table, self._zone))
                if table.rows
            ]
        )

    def pointed_text(self) -> str:
        """Which bar the keys stand on, with its figure; else what the table notes."""
        return self._pointed.text()

    def copy_picture(self) -> None:
        """The drawing, for a letter."""
        if self._data is not None and self._data.counts():
            QGuiApplication.clipboard().setImage(self.canvas.grab().toImage())
            self.said.emit(_("Copied: {name}").format(name=self._data.table.title))

    def copy_table(self) -> None:
        """The table, for a spreadsheet: nothing in it runs as a formula."""
        if self._data is not None:
            QGuiApplication.clipboard().setText(self._as_lines(self._data))
            self.said.emit(_("Copied: {name}").format(name=self._data.table.title))

    def save_to(self, file: Path) -> None:
        """Write the picture (.png) or the table (.csv), whole or not at all.

        Raises:
            Refusal: another ending. Unavailable: the file can't be written.
        """
        if self._data is None:
            return
        match PurePath(file.name).suffix.lower():
            case ".png":
                write_whole(file, _png(self.canvas))
            case ".csv":
                write_whole(file, csv_bytes(self._data.table, self._zone))
            case _:
                raise Refusal(
                    say("A plot is saved as {endings}, not as {name}.",
                        endings=", ".join(ENDINGS), name=file.name)
                )  # fmt: skip

    def _as_lines(self, data: PlotData) -> str:
        heads = [column.title for column in data.table.columns]
        return ticket_lines([heads, *rows_of(data.table, self._zone)])

    def _on_save(self) -> None:
        if self._data is None:
            return
        path = self._ask_file(self, f"{self._data.table.title}.png")
        if not path:
            return
        try:
            self.save_to(Path(path))
        except ThirdRingError as error:
            self.failed.emit(error)
        else:
            self.said.emit(_("Saved: {name}").format(name=Path(path).name))

    def _on_pointed(self, at: int) -> None:
        if self._data is not None:
            name, count = self._data.points[at]
            self._pointed.setText(f"{name}  {count}")
            announce(self.canvas, self._pointed.text())

    def _on_chosen(self, row: object) -> None:
        """The bar of a row of the table is marked too."""
        data = self._data
        drawn = data is not None and isinstance(row, int) and row < len(data.points)
        if drawn and self.canvas is not None and len(self._bars()) == len(data.table.rows):  # type: ignore[union-attr]
            self.canvas.current = row
            self.canvas.restyle()

    def _bars(self) -> list[tuple[str, int]]:
        return self._data.points if self._data is not None else []


def _room(column: Column, *, hour: bool) -> int:
    return (_HOUR if hour else _FIGURE) if is_figure(column.kind) else 0


def _png(widget: QWidget) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    buffer.close()
    return bytes(content.data())
