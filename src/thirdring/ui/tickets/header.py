"""The head of the ticket table: quiet captions, an arrow at the sort, the box that ticks all."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from thirdring.domain.ticket_views import SORTS, SortBy
from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.tickets.brushes import PADDING
from thirdring.ui.tickets.cells import LEAD
from thirdring.ui.tickets.columns import ALIGN
from thirdring.ui.tickets.ticket_model import TicketModel
from thirdring.ui.widgets import Styled, paint_box


class TicketHeader(Styled, QHeaderView):
    """`sort_asked` carries a `SortBy`; `all_asked` when the box was pressed."""

    sort_asked = Signal(object)
    all_asked = Signal()

    def __init__(self, model: TicketModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._tickets = model
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.sectionClicked.connect(self._on_clicked)
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.TABLE_HEADER))

    def sort_of(self, section: int) -> SortBy | None:
        """What a click there sorts by; None where this view offers no such sort."""
        if not 0 < section <= len(self._tickets.columns):
            return None
        sort = self._tickets.columns[section - 1].sort
        return sort if sort in SORTS[self._tickets.query.view] else None

    def sizeHint(self) -> QSize:
        return QSize(0, self.theme.size(Size.TABLE_HEADER))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        theme = self.theme
        painter.fillRect(rect, theme.color(Token.BG_SURFACE))
        padding = theme.px(PADDING)
        if section == 0:
            side = theme.px(16)
            top = rect.y() + (rect.height() - side) // 2
            box = QRect(rect.x() + padding + theme.px(LEAD), top, side, side)
            paint_box(painter, theme, box, self._all_state())
            return
        column = self._tickets.columns[section - 1]
        lead = theme.px(LEAD) if section == 1 and self.isSectionHidden(0) else 0
        room = rect.adjusted(padding + lead, 0, -padding, 0)
        query = self._tickets.query
        sorted_by = self.sort_of(section) is query.sort and self._is_first(section)
        font = theme.font(Type.CAPTION, bold=sorted_by)
        painter.setFont(font)
        painter.setPen(theme.color(Token.TEXT_2 if sorted_by else Token.TEXT_3))
        text = QFontMetrics(font).elidedText(
            _(column.title), Qt.TextElideMode.ElideRight, room.width() - (16 if sorted_by else 0)
        )
        painter.drawText(room, ALIGN | Qt.TextFlag.TextSingleLine, text)
        if sorted_by:
            left = room.x() + QFontMetrics(font).horizontalAdvance(text) + theme.px(3)
            side = theme.px(icons.INLINE) - 2
            icon = "arrow-down" if query.descending else "arrow-up"
            spot = QRect(left, room.y(), side, room.height())
            icons.paint_icon(painter, spot, icon, theme.color(Token.TEXT_2), side)

    def _is_first(self, section: int) -> bool:
        """Two columns may offer one sort (number and time of intake): one of them shows it."""
        sort = self._tickets.columns[section - 1].sort
        same = [n for n, c in enumerate(self._tickets.columns, 1) if c.sort is sort]
        return section == same[-1]

    def _all_state(self) -> Qt.CheckState:
        count, checked = self._tickets.exact_count, len(self._tickets.checked)
        if not checked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if checked == count else Qt.CheckState.PartiallyChecked

    def _on_clicked(self, section: int) -> None:
        if section == 0:
            self.all_asked.emit()
        elif (sort := self.sort_of(section)) is not None:
            self.sort_asked.emit(sort)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.HoverMove:
            at = event.position().toPoint()  # type: ignore[attr-defined]
            section = self.logicalIndexAt(at)
            sortable = section == 0 or self.sort_of(section) is not None
            shape = Qt.CursorShape.PointingHandCursor if sortable else Qt.CursorShape.ArrowCursor
            near_edge = self.cursor().shape() is Qt.CursorShape.SplitHCursor
            if not near_edge:
                self.viewport().setCursor(shape)
        return super().viewportEvent(event)
