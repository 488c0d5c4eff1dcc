"""The alarms under the bell: what is due, whose, and what is left; Enter goes there, Delete puts away."""

from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.alarms.alarm_words import (
    kind_text,
    left_text,
    line_text,
    shape_of,
    stage_text,
    who_text,
)
from thirdring.ui.theme import Theme, Token, Type, theme_of
from thirdring.ui.theme_tokens import HAIRLINE
from thirdring.ui.widgets import SHAPE_TOKEN, Styled, paint_shape, plain_tip
from thirdring.ui.widgets.paint import paint_focus, paint_hits
from thirdring.ui.words import exact_text
from thirdring.usecases.alarm_rows import AlarmRow

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = 60
_MARK = 36


class AlarmModel(QAbstractListModel):
    def __init__(self, time: CenterTime, now: datetime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.time, self.now = time, now
        self.rows: tuple[AlarmRow, ...] = ()

    def set_rows(self, rows: tuple[AlarmRow, ...], now: datetime) -> None:
        self.now = now
        if [_key(row) for row in rows] == [_key(row) for row in self.rows]:
            self.rows = rows
            self.tick(now)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def tick(self, now: datetime) -> None:
        self.now = now
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return line_text(row, self.now, self.time)
        if role == Qt.ItemDataRole.ToolTipRole:
            due = exact_text(row.due_at, self.time.zone)
            return plain_tip(f"{due}  {row.rule}\n{row.about or ''}".strip())
        return None


def _key(row: AlarmRow) -> tuple[object, object]:
    return row.clock_id, row.stage


class _AlarmDelegate(QStyledItemDelegate):
    def __init__(self, model: AlarmModel, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme_of(option.widget).px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row, rect = theme_of(option.widget), self._model.rows[index.row()], option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color(Token.BG_SELECTED if chosen else Token.BG_HOVER))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), HAIRLINE, theme.color(Token.LINE))
        shape, side = shape_of(row), theme.px(14)
        tone = SHAPE_TOKEN[shape]
        top = rect.y() + theme.px(10)
        line = theme.line(Type.BODY)
        paint_shape(painter, rect.x() + theme.px(16), top + (line - side) / 2, shape,
                    theme.color(tone), size=side)  # fmt: skip
        room = QRect(rect.x() + theme.px(40), top, 0, line)
        room.setRight(rect.right() - theme.px(_MARK))
        self._paint_first(painter, theme, room, row, tone)
        below = room.translated(0, line)
        about = _(", ").join(part for part in (who_text(row), row.about or "") if part)
        paint_hits(painter, theme, below, about, tone=Token.TEXT_2)
        mark = mark_place(theme, rect)
        icons.paint_icon(painter, mark, "check", theme.color(Token.TEXT_3), theme.px(icons.BUTTON))
        if chosen and option.widget is not None and option.widget.hasFocus():
            paint_focus(painter, theme, rect, 2)
        painter.restore()

    def _paint_first(
        self, painter: QPainter, theme: Theme, room: QRect, row: AlarmRow, tone: Token
    ) -> None:
        """Kind and what is left; at the right who has it and the rule."""
        aside = "" if row.mine or not row.owner else row.owner
        words = f"{aside}  {row.rule}".strip()
        caption = QFontMetrics(theme.font(Type.CAPTION))
        used = caption.horizontalAdvance(words)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_3))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, words)
        left = room.adjusted(0, 0, -used - theme.px(10), 0)
        taken = paint_hits(painter, theme, left, kind_text(row), bold=True) + theme.px(8)
        left = left.adjusted(taken, 0, 0, 0)
        text = left_text(row, self._model.now, self._model.time)
        taken = paint_hits(painter, theme, left, text, tone=tone, bold=True) + theme.px(8)
        paint_hits(painter, theme, left.adjusted(taken, 0, 0, 0), stage_text(row),
                   tone=Token.TEXT_2, step=Type.CAPTION)  # fmt: skip


def mark_place(theme: Theme, rect: QRect) -> QRect:
    """Where a row's tick is: pressing it puts the alarm away."""
    width = theme.px(_MARK)
    return QRect(rect.right() - width, rect.y(), width, rect.height())


class AlarmList(Styled, QListView):
    """`opened` carries the alarm to go to, `seen` one to put away."""

    opened = Signal(object)
    seen = Signal(object)

    def __init__(self, model: AlarmModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(_AlarmDelegate(model, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.wire()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Alarms"))

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    def wanted_height(self) -> int:
        return self.theme.px(_ROW) * len(self.rows.rows)

    def begin(self) -> None:
        """The keys are on the first one."""
        if self.rows.rows:
            self.setCurrentIndex(self.rows.index(0))
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_rows(self, rows: tuple[AlarmRow, ...], now: datetime) -> None:
        """The keys stay at their place in the list."""
        at = self.currentIndex().row()
        self.rows.set_rows(rows, now)
        if rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(min(max(at, 0), len(rows) - 1)))

    def _row(self) -> AlarmRow | None:
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row()
        if row is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(row)
        elif row is not None and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Space}:
            self.seen.emit(row)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point: QPoint = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid():
            return
        row = self.rows.rows[index.row()]
        on_mark = mark_place(self.theme, self.visualRect(index)).contains(point)
        (self.seen if on_mark else self.opened).emit(row)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and self._on_mark(event):
            return True
        return bool(super().viewportEvent(event))

    def _on_mark(self, event: QEvent) -> bool:
        """Over a tick the tooltip says what it does."""
        if not isinstance(event, QHelpEvent):
            return False
        index = self.indexAt(event.pos())
        if not index.isValid():
            return False
        if not mark_place(self.theme, self.visualRect(index)).contains(event.pos()):
            return False
        QToolTip.showText(event.globalPos(), plain_tip(_("Seen (Delete)")), self)
        return True
