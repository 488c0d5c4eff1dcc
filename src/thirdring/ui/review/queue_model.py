"""The rows of the queue; what changes in place doesn't move the choice."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from thirdring.domain.centertime import CenterTime
from thirdring.ui.review.look import kind_text, left_text, title_of, under_text
from thirdring.ui.widgets import plain_tip
from thirdring.ui.words import exact_text
from thirdring.usecases.review_rows import ReviewLine

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class QueueModel(QAbstractListModel):
    """`now` is what time left is counted from."""

    def __init__(self, time: CenterTime, now: datetime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.time, self.now = time, now
        self.lines: tuple[ReviewLine, ...] = ()

    def set_lines(self, lines: Sequence[ReviewLine], now: datetime) -> bool:
        """Show `lines`; True when rows came, went or moved."""
        before = [line.id for line in self.lines]
        self.now = now
        if [line.id for line in lines] == before:
            self.lines = tuple(lines)
            self._repaint()
            return False
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()
        return True

    def tick(self, now: datetime) -> None:
        self.now = now
        self._repaint()

    def row_of(self, escalation_id: uuid.UUID | None) -> int:
        """Its row; -1 when it isn't listed."""
        return next((n for n, line in enumerate(self.lines) if line.id == escalation_id), -1)

    def line_at(self, index: Index) -> ReviewLine | None:
        return self.lines[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line_at(index)
        if line is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            left = left_text(line, self.now, self.time.zone)
            return " ".join((kind_text(line), left, title_of(line), under_text(line), line.rule))
        if role == Qt.ItemDataRole.ToolTipRole:
            due = exact_text(line.due_at, self.time.zone) if line.due_at else ""
            return plain_tip("\n".join(part for part in (due, line.about, line.reason) if part))
        return None

    def _repaint(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))
