"""The rows of the callback list: heads of sections and callbacks, by time left."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui.callbacks.sections import Head, left_text, sectioned
from thirdring.ui.widgets import plain_tip
from thirdring.ui.words import exact_text, named
from thirdring.usecases.callback_rows import CallbackLine

Index = QModelIndex | QPersistentModelIndex
Row = Head | CallbackLine
_NOWHERE = QModelIndex()


class CallbackModel(QAbstractListModel):
    """`now` is the time that what is left is counted from, `mine` whose are called "me"."""

    def __init__(self, time: CenterTime, now: datetime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.time, self.now = time, now
        self.mine = ""
        self.calling: frozenset[uuid.UUID] = frozenset()
        self._lines: tuple[CallbackLine, ...] = ()
        self.rows: tuple[Row, ...] = ()

    @property
    def lines(self) -> tuple[CallbackLine, ...]:
        return self._lines

    def set_lines(self, lines: Sequence[CallbackLine], now: datetime) -> bool:
        """Show `lines`; True when rows came, went or moved (the choice has to be put back)."""
        self._lines, self.now = tuple(lines), now
        return self._arrange()

    def tick(self, now: datetime) -> bool:
        """A second later; True when a line went from one section to another."""
        self.now = now
        return self._arrange()

    def set_calling(self, ids: Collection[uuid.UUID]) -> None:
        """Those somebody is being called back for at this desk."""
        if frozenset(ids) != self.calling:
            self.calling = frozenset(ids)
            self._repaint()

    def row_of(self, callback_id: uuid.UUID) -> int:
        """Its row; -1 when it isn't listed."""
        found = (n for n, row in enumerate(self.rows) if _key(row) == callback_id)
        return next(found, -1)

    def line_at(self, index: Index) -> CallbackLine | None:
        row = self.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, CallbackLine) else None

    def _arrange(self) -> bool:
        rows = sectioned(self._lines, self.now, self.time.zone)
        if [_key(row) for row in rows] == [_key(row) for row in self.rows]:
            self.rows = rows
            self._repaint()
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def _repaint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.line_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, CallbackLine):
            return plain_tip(self._tip(row))
        return None

    def _words(self, row: Row) -> str:
        """A row as it is read out."""
        if isinstance(row, Head):
            return f"{row.text} {row.count}"
        left = left_text(row, self.now, self.time.zone)
        name = named(row.name or "", row.title) or _("No name")
        return " ".join(filter(None, [left, name, row.about, row.owner_name, row.ticket_number]))

    def _tip(self, line: CallbackLine) -> str:
        told = exact_text(line.told_at, self.time.zone)
        due = exact_text(line.due_at, self.time.zone)
        lines = [_("Told at {told}: by {due}").format(told=told, due=due), line.about or ""]
        if line.later_reason:
            lines.append(_("Later because: {reason}").format(reason=line.later_reason))
        if line.handed_reason:
            lines.append(_("Handed over because: {reason}").format(reason=line.handed_reason))
        return "\n".join(filter(None, lines))


def _key(row: Row) -> object:
    return row.part if isinstance(row, Head) else row.id
