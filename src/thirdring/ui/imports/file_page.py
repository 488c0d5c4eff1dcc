"""First step: which file, what is in it, and whether it is read rightly."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from thirdring.i18n import _, render
from thirdring.ui.imports.field_words import kind_name
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    Cell,
    ComboBox,
    EmptyState,
    FieldLabel,
    Hairline,
    Heading,
    Label,
    QuietTable,
    Segments,
    Styled,
    TableRow,
)
from thirdring.usecases.import_steps import FileLook, ImportKind

_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")
_COLUMNS = 12


class FilePage(Styled, QWidget):
    """`kind_chosen`, `file_chosen(Path)`, `reading_chosen(sheet, encoding)`: what was chosen."""

    kind_chosen = Signal(object)
    file_chosen = Signal(object)
    reading_chosen = Signal(object, object)

    def __init__(self, kinds: tuple[ImportKind, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self._look: FileLook | None = None
        self.kind = Segments()
        self.choose = Button(icon="file-import")
        self.file = Label(elide=True)
        self.sheet = ComboBox()
        self.encoding = ComboBox()
        self._sheet_label, self._encoding_label = FieldLabel(), FieldLabel()
        self.origin = Label(step=Type.CAPTION, tone=Token.TEXT_3, elide=True)
        self.empty = EmptyState("file-spreadsheet")
        self.table = QuietTable(empty=self.empty)
        self._lay()
        self.setAcceptDrops(True)
        self.kind.chosen.connect(self.kind_chosen)
        self.choose.clicked.connect(self.ask)
        self.sheet.chosen.connect(self._on_reading)
        self.encoding.chosen.connect(self._on_reading)
        self.wire()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(12)
        for widget in (self.kind, self.choose):
            head.addWidget(widget)
        head.addWidget(self.file, 1)
        reading = self._reading = QWidget()
        row = QHBoxLayout(reading)
        row.setContentsMargins(16, 0, 16, 12)
        row.setSpacing(8)
        for label, combo in (
            (self._sheet_label, self.sheet),
            (self._encoding_label, self.encoding),
        ):
            row.addWidget(label)
            row.addWidget(combo)
            row.addSpacing(8)
        row.addWidget(self.origin, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(reading)
        column.addWidget(Hairline())
        column.addWidget(self.table, 1)
        reading.hide()
        self.choose.hide()
        self.table.horizontalHeader().hide()

    def retranslate(self) -> None:
        kept = self.kind.value() or self._kinds[0]
        self.kind.set_options([(kind, kind_name(kind)) for kind in self._kinds])
        self.kind.set_value(kept)
        self.kind.setVisible(len(self._kinds) > 1)
        self.choose.setText(_("Another file…"))
        self._sheet_label.setText(_("Sheet"))
        self._encoding_label.setText(_("Encoding"))
        self._sheet_label.set_for(self.sheet)
        self._encoding_label.set_for(self.encoding)
        chosen = self.encoding.value() or ""
        names = [(name, name.upper()) for name in _ENCODINGS]
        self.encoding.set_options([("", _("As the file shows")), *names])
        self.encoding.set_value(chosen)
        self.empty.set_text(
            _("Choose a file, or drop one here"),
            _("CSV, XLSX, XLS, or a page or text saved under the name .xls. Nothing is written "
              "before the last step."),
        )  # fmt: skip
        if self._look is not None:
            self.show_look(self._look)

    def ask(self) -> None:
        """Which file?"""
        dialog = QFileDialog(self, _("Choose a file to import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [_("Tables (*.csv *.xlsx *.xls *.txt *.tsv *.htm *.html *.xml)"), _("All files (*)")]
        )
        dialog.fileSelected.connect(self._on_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_look(self, look: FileLook) -> None:
        """The first rows as they were read, and how."""
        self._look = look
        self._reading.show()
        self.choose.show()
        self.table.horizontalHeader().show()
        self.file.setText(look.file.name)
        self.origin.setText(render(look.origin))
        self.sheet.set_options([(name, name) for name in look.sheets])
        self.sheet.set_value(look.sheet if look.sheets else None)
        for widget in (self._sheet_label, self.sheet):
            widget.setVisible(len(look.sheets) > 1)
        self.table.set_headings([Heading(name) for name in look.headings[:_COLUMNS]])
        self.table.set_rows(
            [
                TableRow(number, tuple(Cell(text) for text in row[:_COLUMNS]))
                for number, row in enumerate(look.rows)
            ]
        )

    def clear(self) -> None:
        """No file."""
        self._look = None
        self._reading.hide()
        self.choose.hide()
        self.table.horizontalHeader().hide()
        self.file.setText("")
        self.encoding.set_value("")
        self.sheet.set_options([])
        self.table.set_headings([])
        self.table.set_rows([])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(file)

    def _on_selected(self, path: str) -> None:
        self.file_chosen.emit(Path(path))

    def _on_reading(self, _chosen: object) -> None:
        self.reading_chosen.emit(self.sheet.value(), self.encoding.value() or None)


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is dragged."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
