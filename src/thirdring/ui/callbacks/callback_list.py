"""The list of callbacks: one delegate draws heads and lines; arrows choose, Enter calls back."""

import uuid
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from thirdring.domain.masking import mask_phone
from thirdring.i18n import _, ngettext
from thirdring.ui import icons
from thirdring.ui.callbacks.callback_model import CallbackModel, Index
from thirdring.ui.callbacks.columns import Columns, columns_for
from thirdring.ui.callbacks.sections import Head, Part, at_text, left_text, level_of, shape_of
from thirdring.ui.theme import Size, Theme, Token, Type, theme_of
from thirdring.ui.theme_tokens import HAIRLINE, MARKER
from thirdring.ui.widgets import SHAPE_TOKEN, Styled, paint_shape
from thirdring.ui.widgets.paint import paint_focus, paint_hits
from thirdring.ui.words import Urgency, named
from thirdring.usecases.callback_rows import CallbackLine

_HEAD = 36
_SHAPE = 14
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TONES = {Urgency.FINE: Token.TEXT_2, Urgency.SOON: Token.SOON, Urgency.OVER: Token.OVER}


class CallbackDelegate(QStyledItemDelegate):
    """Draws from the model's rows; asks nothing of `data()`."""

    def __init__(self, model: CallbackModel, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = theme_of(option.widget)
        head = isinstance(self._model.rows[index.row()], Head)
        return QSize(0, theme.px(_HEAD) if head else theme.size(Size.CALLBACK_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = theme_of(option.widget), self._model.rows[index.row()]
        painter.save()
        if isinstance(row, Head):
            _paint_head(painter, theme, option.rect, row, first=index.row() == 0)
        else:
            self._paint_line(painter, theme, option, row)
        painter.restore()

    def _paint_line(
        self, painter: QPainter, theme: Theme, option: QStyleOptionViewItem, line: CallbackLine
    ) -> None:
        rect, state = option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color(Token.BG_SELECTED if chosen else Token.BG_HOVER))
        if chosen:
            bar = QRect(rect.x(), rect.y(), MARKER, rect.height())
            painter.fillRect(bar, theme.color(Token.ACCENT))
        places = columns_for(theme, rect)
        self._paint_time(painter, theme, places, line)
        name = named(line.name or "", line.title)
        tone = Token.TEXT if name else Token.TEXT_3
        paint_hits(painter, theme, places.name, name or _("No name"), tone=tone)
        if places.number is not None:
            number = mask_phone(line.number) if line.number else ""
            paint_hits(painter, theme, places.number, number, tone=Token.TEXT_2, step=Type.CAPTION)
        self._paint_about(painter, theme, places.about, line)
        if places.owner is not None:
            self._paint_owner(painter, theme, places.owner, line)
        if places.end is not None:
            self._paint_end(painter, theme, places.end, line)
        if chosen and option.widget is not None and option.widget.hasFocus():
            paint_focus(painter, theme, rect, 2)

    def _paint_time(
        self, painter: QPainter, theme: Theme, places: Columns, line: CallbackLine
    ) -> None:
        model, now, zone = self._model, self._model.now, self._model.time.zone
        shape = shape_of(line, now)
        side = theme.px(_SHAPE)
        top = places.shape.center().y() + 1 - side / 2
        color = theme.color(SHAPE_TOKEN[shape])
        paint_shape(painter, places.shape.x(), top, shape, color, size=side)
        closed = line.closed_at
        level = Urgency.FINE if closed else level_of(line, now)
        urgent = level is not Urgency.FINE
        painter.setFont(theme.font(bold=urgent))
        painter.setPen(theme.color(_TONES[level]))
        text = at_text(closed, model.now, zone) if closed else left_text(line, now, zone)
        later = closed is None and not urgent and ":" in text
        room = places.left.united(places.at) if later else places.left
        painter.drawText(room, _RIGHT, text)
        if not later:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.color(Token.TEXT_2))
            painter.drawText(places.at, _RIGHT, at_text(line.due_at, now, zone))

    def _paint_about(
        self, painter: QPainter, theme: Theme, room: QRect, line: CallbackLine
    ) -> None:
        tries = ""
        if line.tries and line.closed_at is None:
            tries = ngettext("tried {n}×", "tried {n}×", line.tries)
        caption = QFontMetrics(theme.font(Type.CAPTION))
        used = caption.horizontalAdvance(tries) + theme.px(10) if tries else 0
        left = room.adjusted(0, 0, -used, 0)
        drawn = paint_hits(painter, theme, left, line.about or _("Not written down"),
                           tone=Token.TEXT if line.about else Token.TEXT_3)  # fmt: skip
        if tries:
            at = room.adjusted(drawn + theme.px(10), 0, 0, 0)
            paint_hits(painter, theme, at, tries, tone=Token.SOON, step=Type.CAPTION)

    def _paint_owner(
        self, painter: QPainter, theme: Theme, room: QRect, line: CallbackLine
    ) -> None:
        mine = line.owner == self._model.mine
        text = _("me") if mine else line.owner_name
        tone = Token.TEXT_2
        if line.owner_absent and line.closed_at is None:
            side = theme.px(icons.INLINE)
            place = QRect(room.x(), room.y(), side, room.height())
            icons.paint_icon(painter, place, "user-off", theme.color(Token.SOON), side)
            room, tone = room.adjusted(side + theme.px(4), 0, 0, 0), Token.SOON
        paint_hits(painter, theme, room, text, tone=tone, step=Type.CAPTION)

    def _paint_end(self, painter: QPainter, theme: Theme, room: QRect, line: CallbackLine) -> None:
        """The ticket's number; while somebody is being called back, that."""
        if line.id not in self._model.calling:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.color(Token.TEXT_2))
            painter.drawText(room, _RIGHT, line.ticket_number or "")
            return
        text, side = _("Calling"), theme.px(icons.INLINE)
        font = theme.font(Type.CAPTION, bold=True)
        used = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(theme.color(Token.ACCENT_TEXT))
        painter.drawText(room, _RIGHT, text)
        place = QRect(room.right() - used - side - theme.px(4), room.y(), side, room.height())
        icons.paint_icon(painter, place, "phone-call", theme.color(Token.ACCENT_TEXT), side)


def _paint_head(painter: QPainter, theme: Theme, rect: QRect, head: Head, *, first: bool) -> None:
    painter.fillRect(rect, theme.color(Token.BG_SIDE))
    line = theme.color(Token.LINE)
    if not first:
        painter.fillRect(rect.x(), rect.y(), rect.width(), HAIRLINE, line)
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), HAIRLINE, line)
    side, middle = theme.px(_SHAPE), rect.center().y() + 1
    color = theme.color(SHAPE_TOKEN[head.shape])
    paint_shape(painter, rect.x() + theme.px(16), middle - side / 2, head.shape, color, size=side)
    room = rect.adjusted(theme.px(38), 0, -theme.px(16), 0)
    used = paint_hits(painter, theme, room, head.text, tone=head.tone, bold=True)
    count = ngettext("{n} callback", "{n} callbacks", head.count)
    tone = Token.OVER if head.part is Part.OVERDUE else Token.TEXT_2
    words = room.adjusted(used + theme.px(8), 0, 0, 0)
    used += theme.px(8) + paint_hits(painter, theme, words, count, tone=tone, step=Type.CAPTION)
    hint, rule = head.hint
    if hint:
        painter.setFont(theme.font(Type.CAPTION))
        caption = QFontMetrics(painter.font())
        left = room.adjusted(used + theme.px(16), 0, 0, 0)
        ruled = caption.horizontalAdvance(rule) + theme.px(6)
        shown = caption.elidedText(hint, Qt.TextElideMode.ElideRight, left.width() - ruled)
        painter.setPen(theme.color(Token.TEXT_2))
        painter.drawText(left.adjusted(0, 0, -ruled, 0), _RIGHT, shown)
        painter.setPen(theme.color(Token.TEXT_3))
        painter.drawText(left, _RIGHT, rule)


class CallbackList(Styled, QListView):
    """`chosen` carries the line the keys are on (or None), `called` one to be called back."""

    chosen = Signal(object)
    called = Signal(object)

    def __init__(self, model: CallbackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(CallbackDelegate(model, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self._held: uuid.UUID | None = None
        self._told: uuid.UUID | None = None
        self.wire()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Callbacks"))

    def restyle(self) -> None:
        self.scheduleDelayedItemsLayout()

    @property
    def line(self) -> CallbackLine | None:
        """The line the keys are on."""
        return self.rows.line_at(self.currentIndex())

    def show_lines(self, lines: tuple[CallbackLine, ...], now: datetime) -> None:
        """Replace what is listed; the choice stays with its callback, else with its place."""
        row = self.currentIndex().row()
        if self.rows.set_lines(lines, now):
            self._put_back(row)
        else:
            self._tell()

    def tick(self, now: datetime) -> None:
        row = self.currentIndex().row()
        if self.rows.tick(now):
            self._put_back(row)

    def choose(self, callback_id: uuid.UUID) -> bool:
        """Put the keys on it; False when it isn't listed."""
        row = self.rows.row_of(callback_id)
        if row >= 0:
            self._set_row(row)
        return row >= 0

    def _put_back(self, row: int) -> None:
        found = self.rows.row_of(self._held) if self._held is not None else -1
        if found < 0:
            lines = [
                n for n in range(len(self.rows.rows)) if not isinstance(self.rows.rows[n], Head)
            ]
            found = next((n for n in lines if n >= row), lines[-1] if lines else -1)
        if found >= 0:
            self._set_row(found)
        else:
            self._tell()

    def _set_row(self, row: int) -> None:
        index = self.rows.index(row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self._tell()

    def currentChanged(  # noqa: N802 - Qt's own name
        self, current: Index, previous: Index
    ) -> None:
        super().currentChanged(current, previous)
        self._tell()

    def _tell(self) -> None:
        line = self.line
        if line is not None:
            self._held = line.id
        self.chosen.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.line is not None:
                self.called.emit(self.line)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self.rows.line_at(self.indexAt(event.position().toPoint()))
        if line is not None:
            self.called.emit(line)
