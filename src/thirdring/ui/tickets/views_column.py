"""The views at the left: mine, the team's, one's own, each with its count."""

import uuid
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from thirdring.domain.errors import N_
from thirdring.domain.ticket_views import View
from thirdring.i18n import _
from thirdring.ui.theme import Size, Token, Type, theme_of
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets import SHAPE_TOKEN, Shape, Styled, paint_shape, plain_tip
from thirdring.ui.words import count_text
from thirdring.usecases.find_tickets import COUNT_CAP
from thirdring.usecases.saved_views import SavedViewRow

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A head (`key` None) or a view. `urgent`: its count is coloured while it isn't 0."""

    text: str
    key: Hashable | None = None
    shape: Shape | None = None
    urgent: bool = False


VIEW_TEXTS: dict[View, str] = {
    View.MINE: N_("Mine, open"),
    View.OPEN: N_("All open"),
    View.OVERDUE: N_("Overdue"),
    View.DUE_TODAY: N_("Due today"),
    View.ESCALATED: N_("Escalated"),
    View.UNASSIGNED: N_("Nobody's"),
    View.ALL: N_("All"),
}
_TEAM = (
    (View.OPEN, None, False),
    (View.OVERDUE, Shape.TRIANGLE, True),
    (View.DUE_TODAY, Shape.PIE, False),
    (View.ESCALATED, Shape.UP_SQUARE, False),
    (View.UNASSIGNED, Shape.DASHED_RING, False),
    (View.ALL, None, False),
)


class ViewsModel(QAbstractListModel):
    """Heads and views in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ViewRow] = []
        self.counts: dict[Hashable, int] = {}

    def show_views(self, saved: tuple[SavedViewRow, ...]) -> None:
        self.beginResetModel()
        self.rows = [ViewRow(_("Mine")), ViewRow(_(VIEW_TEXTS[View.MINE]), View.MINE)]
        self.rows.append(ViewRow(_("Team")))
        self.rows += [
            ViewRow(_(VIEW_TEXTS[view]), view, shape, urgent) for view, shape, urgent in _TEAM
        ]
        if saved:
            self.rows.append(ViewRow(_("Saved")))
            self.rows += [ViewRow(view.name, view.id) for view in saved]
        self.endResetModel()

    def show_counts(self, counts: Mapping[Hashable, int]) -> None:
        self.counts = dict(counts)
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def row_of(self, key: Hashable) -> int:
        return next((n for n, row in enumerate(self.rows) if row.key == key), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.rows[index.row()].key is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            counted = row.key is not None
            count = count_text(self.counts.get(row.key), COUNT_CAP)
            return f"{row.text} {count}" if counted else row.text
        return None


class _ViewDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = theme_of(self)
        head = not (index.flags() & Qt.ItemFlag.ItemIsSelectable)
        return QSize(0, theme.px(32 if head else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model, view = index.model(), self.parent()
        if not isinstance(model, ViewsModel) or not isinstance(view, QListView):
            return
        theme, row, rect = theme_of(self), model.rows[index.row()], QRect(option.rect)
        left = rect.x() + theme.px(16)
        if row.key is None:
            painter.setFont(theme.font(Type.CAPTION))
            painter.setPen(theme.color(Token.TEXT_3))
            room = QRect(left, rect.y() + theme.px(8), rect.width(), rect.height() - theme.px(8))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, row.text)
            return
        chosen = view.currentIndex() == index
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(theme.color(Token.BG_SELECTED))
            painter.drawRoundedRect(rect.adjusted(4, 0, -4, 0), RADIUS_CONTROL, RADIUS_CONTROL)
            if view.hasFocus():
                painter.setPen(theme.color(Token.ACCENT))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = rect.toRectF().adjusted(5, 1, -5, -1)
                painter.drawRoundedRect(ring, RADIUS_CONTROL, RADIUS_CONTROL)
                painter.drawRoundedRect(ring.adjusted(1, 1, -1, -1), 5, 5)
        count = model.counts.get(row.key)
        if row.shape is not None:
            tone = SHAPE_TOKEN[row.shape] if count else Token.TEXT_3
            side = theme.px(14)
            top = rect.y() + (rect.height() - side) / 2
            paint_shape(painter, left, top, row.shape, theme.color(tone), size=side)
        strong = row.urgent and bool(count)
        painter.setFont(theme.font(Type.CAPTION, bold=strong or chosen))
        painter.setPen(theme.color(Token.OVER if strong else Token.TEXT_3))
        said = count_text(count, COUNT_CAP)
        right = theme.px(14)
        painter.drawText(rect.adjusted(0, 0, -right, 0),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)  # fmt: skip
        taken = painter.fontMetrics().horizontalAdvance(said) + right + theme.px(6)
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme.color(Token.ACCENT_TEXT if chosen else Token.TEXT))
        room = rect.adjusted(theme.px(38), 0, -taken, 0)
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


class ViewsColumn(Styled, QListView):
    """`chosen` carries a `View` or the id of a saved view; `removal_asked` the id of one."""

    chosen = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views = ViewsModel(self)
        self._saved: tuple[SavedViewRow, ...] = ()
        self._quiet = False
        self.setModel(self._views)
        self.setItemDelegate(_ViewDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("views")
        self.wire()

    def restyle(self) -> None:
        self.setFixedWidth(self.theme.size(Size.TICKET_VIEWS))
        side = self.theme.color(Token.BG_SIDE).name()
        self.setStyleSheet(f"QListView#views {{ background: {side}; padding: 4px 0px; }}")
        self.doItemsLayout()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Views"))
        self.show_saved(self._saved)

    def show_saved(self, saved: tuple[SavedViewRow, ...]) -> None:
        """One's own views below the built-in ones."""
        self._saved = saved
        kept = self.value()
        self._views.show_views(saved)
        if kept is not None:
            self.set_value(kept)

    def show_counts(self, counts: Mapping[Hashable, int]) -> None:
        self._views.show_counts(counts)

    def value(self) -> Hashable | None:
        row = self.currentIndex().row()
        return self._views.rows[row].key if 0 <= row < len(self._views.rows) else None

    def set_value(self, key: Hashable) -> None:
        """Choose by code, without telling anybody."""
        self._quiet = True
        row = self._views.row_of(key)
        self.setCurrentIndex(self._views.index(row) if row >= 0 else QModelIndex())
        self._quiet = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        self.viewport().update()
        key = self.value()
        if key is not None and not self._quiet:
            self.chosen.emit(key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        key = self.value()
        if isinstance(key, uuid.UUID):
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(_("Remove this view"), self._on_removal)
            menu.popup(event.globalPos())

    def _on_removal(self) -> None:
        key = self.value()
        if isinstance(key, uuid.UUID):
            self.removal_asked.emit(key)
