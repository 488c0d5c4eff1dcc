"""The ticket list as a table model: pages by key, exact count from anchors, nothing read in `data`.

The first page shows at once; the count and the anchors follow, and from then on any row can be
jumped to. At most a dozen pages are kept. Rows that are not there yet are blank until they come.
"""

from collections import OrderedDict
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.ui.runner import Call, Runner
from thirdring.ui.ticker import utc_now
from thirdring.ui.tickets.columns import ALIGN, COLUMNS, Column, row_words, tip_of
from thirdring.ui.widgets import plain_tip
from thirdring.usecases import find_tickets
from thirdring.usecases.find_tickets import EVERY, Anchors, Page, TicketLine, TicketQuery
from thirdring.usecases.ticket_desk import ListFacts, Snapshot, snapshot

MOST_PAGES = 12
_REFRESH_MS = 250
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
# Asked for with every cell that is drawn: put together once.
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_CHECKABLE = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable


class TicketModel(QAbstractTableModel):
    """`counted`: the exact count, once it is known. `filled`: rows came. `about_to_change` and
    `changed` stand around everything that may move rows. `failed`: a sentence for people.
    """

    counted = Signal(int)
    filled = Signal()
    about_to_change = Signal()
    changed = Signal()
    replaced = Signal()  # another list is shown: nothing of the earlier one's place counts
    failed = Signal(object)  # ThirdRingError

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._query = TicketQuery()
        self._facts: ListFacts | None = None
        self._columns: tuple[Column, ...] = tuple(c for c in COLUMNS if c.shown)
        self._pages: OrderedDict[int, tuple[TicketLine, ...]] = OrderedDict()
        self._anchors: Anchors | None = None
        self._count = 0
        self._visible: tuple[int, ...] = (0,)
        self._asked: dict[int, Call] = {}
        self._generation = 0
        self._stale = False
        self._refreshing = False
        self.checked: dict[int, None] = {}  # keys of ticked tickets, in the order of ticking
        self.now: datetime = utc_now()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._refresh_now)

    # --- what is shown -------------------------------------------------------------------------

    @property
    def query(self) -> TicketQuery:
        return self._query

    @property
    def facts(self) -> ListFacts | None:
        return self._facts

    @property
    def exact_count(self) -> int | None:
        """How many there are; None until they are counted."""
        return self._anchors.count if self._anchors else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Without the tick boxes, which are always first."""
        return self._columns

    def set_facts(self, facts: ListFacts) -> None:
        self._facts = facts

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these, in this order."""
        self.about_to_change.emit()
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()
        self.changed.emit()

    def prepare(self, query: TicketQuery) -> None:
        """What will be shown first; nothing is read yet."""
        self._query = query

    def set_query(self, query: TicketQuery) -> None:
        """Show another list; what is there stays until its first page comes."""
        self._query = query
        self._generation += 1
        self._cancel_all()
        generation = self._generation
        self._runner.read(
            find_tickets.page, query, None, EVERY, owner=self, key="first",
            then=_Answer(self, generation, self._on_first), failed=self.failed.emit,
        )  # fmt: skip

    def refresh(self) -> None:
        """Something changed: read what is seen again, soon. Rows keep their places meanwhile."""
        self._timer.start()

    def line_at(self, row: int) -> TicketLine | None:
        """The line, if its page is there; never reads."""
        lines = self._pages.get(row // EVERY)
        if lines is None:
            return None
        place = row % EVERY
        return lines[place] if place < len(lines) else None

    def row_of(self, seq: int) -> int | None:
        """Where the ticket stands among the rows that are there."""
        for number, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line.seq == seq:
                    return number * EVERY + place
        return None

    def show_rows(self, first: int, last: int) -> None:
        """The view shows these rows now: read what of them is not there."""
        if self._count:
            last = min(max(last, first), self._count - 1)
            self._visible = tuple(range(first // EVERY, last // EVERY + 1))
        for number in self._visible:
            self._want(number)
        for number in [n for n in self._asked if n not in self._visible]:
            self._asked.pop(number).cancel()

    # --- Qt ------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _CHECKABLE if index.column() == 0 else _PLAIN

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None or self._facts is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row_words(line, self.now, self._facts)
        if index.column() == 0:
            return self._tick(line) if role == Qt.ItemDataRole.CheckStateRole else None
        column = self._columns[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line, self.now, self._facts)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tip_of(line, column, self._facts)) or None
        return ALIGN.value if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(  # noqa: N802 - Qt's own name
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None or index.column() != 0 or role != Qt.ItemDataRole.CheckStateRole:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.check([line.seq], on=on)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section <= len(self._columns):
            return None
        if section == 0:
            return _("Choose all") if role == Qt.ItemDataRole.AccessibleTextRole else None
        column = self._columns[section - 1]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return _(column.title)
        return ALIGN.value if role == Qt.ItemDataRole.TextAlignmentRole else None

    # --- ticking -------------------------------------------------------------------------------

    def check(self, seqs: list[int], *, on: bool) -> None:
        """Tick or untick tickets by key, shown or not."""
        for seq in seqs:
            if on:
                self.checked[seq] = None
            else:
                self.checked.pop(seq, None)
        self._redraw()
        self.changed.emit()

    def uncheck_all(self) -> None:
        if self.checked:
            self.checked.clear()
            self._redraw()
            self.changed.emit()

    def _tick(self, line: TicketLine) -> int:
        on = line.seq in self.checked
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return int(state.value)

    def tick(self, now: datetime) -> None:
        """The time has gone on; the view decides what of it to draw again."""
        self.now = now

    # --- reading -------------------------------------------------------------------------------

    def _on_first(self, page: Page) -> None:
        self.about_to_change.emit()
        self.beginResetModel()
        self._pages.clear()
        self._pages[0] = page.lines
        self._anchors = None
        self._count = len(page.lines)
        self._visible = (0,)
        self.endResetModel()
        self.replaced.emit()
        self.changed.emit()
        self.filled.emit()
        if self._count < EVERY:
            self._set_count(Anchors(self._count, EVERY, ()))
            return
        self._runner.read(
            find_tickets.anchors, self._query, EVERY, owner=self, key="anchors",
            then=_Answer(self, self._generation, self._set_count), failed=self.failed.emit,
        )  # fmt: skip

    def _set_count(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._resize(anchors.count)
        self.counted.emit(anchors.count)
        self.show_rows(self._visible[0] * EVERY, self._visible[-1] * EVERY)

    def _resize(self, count: int) -> None:
        """Grow or shrink at the end."""
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def _want(self, number: int) -> None:
        if number in self._pages:
            self._pages.move_to_end(number)
            return
        if self._anchors is None or number in self._asked or number * EVERY >= self._count:
            return
        after = self._anchors.keys[number - 1] if number else None
        answer = _Answer(self, self._generation, lambda page: self._on_page(number, page))
        self._asked[number] = self._runner.read(
            find_tickets.page, self._query, after, EVERY, owner=self,
            then=answer, failed=self.failed.emit,
        )  # fmt: skip

    def _on_page(self, number: int, page: Page) -> None:
        self._asked.pop(number, None)
        self._keep(number, page.lines)
        first = number * EVERY
        last = min(first + EVERY, self._count) - 1
        if first <= last:
            top, end = self.index(first, 0), self.index(last, self.columnCount() - 1)
            self.dataChanged.emit(top, end)
        self.filled.emit()

    def _keep(self, number: int, lines: tuple[TicketLine, ...]) -> None:
        self._pages[number] = lines
        self._pages.move_to_end(number)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)

    def _refresh_now(self) -> None:
        if self._refreshing:
            self._stale = True  # one at a time; a later one brings the rest
            return
        self._refreshing, self._stale = True, False
        pages = sorted({0, *self._visible})
        self._runner.read(
            snapshot, self._query, pages, owner=self,
            then=_Answer(self, self._generation, self._on_snapshot, self._on_outdated),
            failed=self._on_refresh_failed,
        )  # fmt: skip

    def _on_snapshot(self, seen: Snapshot) -> None:
        self._refreshing = False
        self._cancel_all()
        self.about_to_change.emit()
        self._anchors = seen.anchors
        self._pages.clear()
        for number, page in seen.pages.items():
            self._keep(number, page.lines)
        self._resize(seen.anchors.count)
        self._redraw()
        self.changed.emit()
        self.counted.emit(seen.anchors.count)
        self.filled.emit()
        self._on_outdated()

    def _on_outdated(self) -> None:
        self._refreshing = False
        if self._stale:
            self._timer.start()

    def _on_refresh_failed(self, error: ThirdRingError) -> None:
        self._refreshing = False
        self.failed.emit(error)

    def _redraw(self) -> None:
        if self._count:
            end = self.index(self._count - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), end)

    def _cancel_all(self) -> None:
        for call in self._asked.values():
            call.cancel()
        self._asked.clear()


class _Answer:
    """An answer that counts only while the model still shows the list it was asked for."""

    def __init__(
        self, model: TicketModel, generation: int, slot: Any, otherwise: Any = None
    ) -> None:
        self._model, self._generation = model, generation
        self._slot, self._otherwise = slot, otherwise

    def __call__(self, value: object) -> None:
        if self._generation == self._model._generation:  # noqa: SLF001 - the model's own helper
            self._slot(value)
        elif self._otherwise is not None:
            self._otherwise()
