"""Several cases selected: what is selected, and afterwards what became of each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.i18n import _, ngettext, render
from thirdring.ui.review.look import kind_text, title_of
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    Cell,
    Ground,
    Hairline,
    Heading,
    Label,
    QuietTable,
    TableRow,
)
from thirdring.usecases.decide_reviews import BulkRow
from thirdring.usecases.review_rows import ReviewLine


class BulkPage(Ground):
    """`closed` when the result has been read."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._lines: tuple[ReviewLine, ...] = ()
        self._rows: tuple[BulkRow, ...] = ()
        self.title, self._text = Label(step=Type.TITLE), Label(tone=Token.TEXT_2, wrap=True)
        self.close_button = Button(keys="Escape")
        self.table = QuietTable()
        head, row = QVBoxLayout(), QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button)
        head.setContentsMargins(20, 12, 20, 10)
        head.setSpacing(2)
        head.addLayout(row)
        head.addWidget(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.table, 1)
        self.close_button.clicked.connect(self.closed)
        self.wire()

    def retranslate(self) -> None:
        self.close_button.setText(_("Back to the queue"))
        self.table.setAccessibleName(_("Selected cases"))
        self.table.set_headings(
            [
                Heading(_("No."), 130, kept=True),
                Heading(_("About"), kept=True),
                Heading(_("Why"), 110),
                Heading(_("Result"), kept=True),
            ]
        )
        self._show()

    def show_selection(self, lines: tuple[ReviewLine, ...]) -> None:
        """What would be decided on."""
        if (lines, ()) != (self._lines, self._rows):
            self._lines, self._rows = lines, ()
            self._show()

    def show_result(self, lines: tuple[ReviewLine, ...], rows: tuple[BulkRow, ...]) -> None:
        """What became of each."""
        self._lines, self._rows = lines, rows
        self._show()
        self.close_button.setFocus()

    @property
    def has_result(self) -> bool:
        return bool(self._rows)

    def _show(self) -> None:
        done = sum(row.done for row in self._rows)
        refused = len(self._rows) - done
        if self._rows:
            decided = ngettext("{n} case decided", "{n} cases decided", done).format(n=done)
            left = ngettext("{n} refused", "{n} refused", refused).format(n=refused)
            self.title.setText(_(", ").join([decided, left] if refused else [decided]))
            self._text.setText(_("Each was decided for itself; a refused one is as it was."))
        else:
            count = len(self._lines)
            text = ngettext("{n} case selected", "{n} cases selected", count).format(n=count)
            self.title.setText(text)
            self._text.setText(_("One decision for all of them; each is checked for itself."))
        self.close_button.setVisible(bool(self._rows))
        became = {row.id: row for row in self._rows}
        self.table.set_rows([self._row(line, became.get(line.id)) for line in self._lines])

    def _row(self, line: ReviewLine, became: BulkRow | None) -> TableRow:
        result = Cell("")
        if became is not None and became.done:
            result = Cell(_("Decided"), Token.FINE)
        elif became is not None and became.why is not None:
            result = Cell(f"{render(became.why)} {became.rule}".strip(), Token.OVER)
        return TableRow(
            line.id,
            (
                Cell(line.number or "–"),
                Cell(title_of(line), Token.TEXT),
                Cell(kind_text(line)),
                result,
            ),
        )
