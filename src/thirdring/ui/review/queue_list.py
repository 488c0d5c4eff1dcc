"""The list at the left of the review: three lines a case, arrows choose, Shift and Ctrl select."""

import uuid
from collections.abc import Collection
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from thirdring.i18n import _
from thirdring.ui.review.look import (
    kind_text,
    left_text,
    level_of,
    shape_of,
    title_of,
    tone_of,
    under_text,
)
from thirdring.ui.review.queue_model import Index, QueueModel
from thirdring.ui.theme import Theme, Token, Type, theme_of
from thirdring.ui.theme_tokens import HAIRLINE, MARKER
from thirdring.ui.widgets import SHAPE_TOKEN, Styled, paint_shape
from thirdring.ui.widgets.paint import paint_focus, paint_hits
from thirdring.ui.words import Urgency
from thirdring.usecases.review_rows import ReviewLine

_ROW = 69
_SHAPE = 14
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Flag = QItemSelectionModel.SelectionFlag


class QueueDelegate(QStyledItemDelegate):
    def __init__(self, model: QueueModel, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme_of(option.widget).px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.line_at(index)
        if line is None:
            return
        theme, rect = theme_of(option.widget), option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color(Token.BG_SELECTED if chosen else Token.BG_HOVER))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), HAIRLINE, theme.color(Token.LINE))
        if chosen:
            painter.fillRect(rect.x(), rect.y(), MARKER, rect.height(), theme.color(Token.ACCENT))
        self._paint_line(painter, theme, rect, line)
        current = option.widget.currentIndex() if isinstance(option.widget, QListView) else None
        if current == index and option.widget.hasFocus():
            paint_focus(painter, theme, rect, 2)
        painter.restore()

    def _paint_line(self, painter: QPainter, theme: Theme, rect: QRect, line: ReviewLine) -> None:
        px, now, zone = theme.px, self._model.now, self._model.time.zone
        shape, tone = shape_of(line, now), tone_of(line, now)
        side = px(_SHAPE)
        color = theme.color(SHAPE_TOKEN[shape])
        paint_shape(painter, rect.x() + px(16), rect.y() + px(14), shape, color, size=side)
        left, right = rect.x() + px(40), rect.right() - px(16)
        urgent = level_of(line, now) is not Urgency.FINE
        text = left_text(line, now, zone)
        width = QFontMetrics(theme.font(bold=urgent)).horizontalAdvance(text)
        top = QRect(left, rect.y() + px(6), right - left, px(20))
        painter.setFont(theme.font(bold=urgent))
        painter.setPen(theme.color(tone))
        painter.drawText(top, _RIGHT, text)
        kind = top.adjusted(0, 0, -width - px(12), 0)
        paint_hits(painter, theme, kind, kind_text(line), tone=tone, bold=urgent)
        about = top.translated(0, px(19))
        paint_hits(painter, theme, about, title_of(line), tone=Token.TEXT)
        under = about.translated(0, px(19))
        rule = QFontMetrics(theme.font(Type.CAPTION)).horizontalAdvance(line.rule) + px(6)
        room = under.adjusted(0, 0, -rule, 0)
        used = paint_hits(
            painter, theme, room, under_text(line), tone=Token.TEXT_2, step=Type.CAPTION
        )
        after = under.adjusted(used + px(6), 0, 0, 0)
        paint_hits(painter, theme, after, line.rule, tone=Token.TEXT_3, step=Type.CAPTION)


class QueueList(Styled, QListView):
    """`chosen`: the line the keys are on, or None; `picked`: how many are selected changed.
    `entered_row`: Enter on a line.
    """

    chosen = Signal(object)
    picked = Signal()
    entered_row = Signal()

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: uuid.UUID | None = None
        self._filling = False
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(model, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.wire()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Cases sent up"))

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    @property
    def line(self) -> ReviewLine | None:
        """The line the keys are on."""
        return self.rows.line_at(self.currentIndex())

    def selected(self) -> tuple[ReviewLine, ...]:
        """The selected lines, in the order of the queue."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.rows.lines[row] for row in rows)

    def show_lines(self, lines: tuple[ReviewLine, ...], now: datetime) -> None:
        """Replace what is listed; choice and selection stay with their cases, else their place."""
        row, kept = self.currentIndex().row(), {line.id for line in self.selected()}
        self._filling = True
        if self.rows.set_lines(lines, now):
            self._put_back(row, kept)
        self._filling = False
        self._tell()

    def choose(self, escalation_id: uuid.UUID) -> bool:
        """Put the keys on it; False when it isn't listed."""
        row = self.rows.row_of(escalation_id)
        if row >= 0:
            self._set_row(row)
        return row >= 0

    def _put_back(self, row: int, kept: Collection[uuid.UUID]) -> None:
        found = self.rows.row_of(self._held)
        if found < 0 and self.rows.lines:
            found = min(max(row, 0), len(self.rows.lines) - 1)
        if found < 0:
            return
        self._set_row(found)
        for n, line in enumerate(self.rows.lines):
            if line.id in kept:
                self.selectionModel().select(self.rows.index(n), _Flag.Select)

    def _set_row(self, row: int) -> None:
        index = self.rows.index(row)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        if not self._filling:
            self._tell()

    def _on_selection(self) -> None:
        if not self._filling:
            self.picked.emit()

    def _tell(self) -> None:
        line = self.line
        self._held = line.id if line is not None else self._held
        self.chosen.emit(line)
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.line is not None:
                self.entered_row.emit()
            return
        super().keyPressEvent(event)
