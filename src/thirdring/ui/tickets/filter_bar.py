"""Over the table: search, what the list is narrowed to, the count, the columns."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from thirdring import labels
from thirdring.domain.enums import Severity, TicketKind
from thirdring.domain.errors import N_
from thirdring.domain.ticket_views import OPEN_STATES, Status, TicketFilter
from thirdring.i18n import _, ngettext
from thirdring.ui import icons
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.tickets.columns import COLUMNS, Column
from thirdring.ui.tickets.look import state_word
from thirdring.ui.widgets import Button, ButtonKind, Label, SearchBox, Styled
from thirdring.ui.widgets.paint import paint_focus

_SEARCH_MS = 120
_PERIODS = ((1, N_("Today")), (7, N_("Last 7 days")), (30, N_("Last 30 days")))


class _Chip(Styled, QAbstractButton):
    """One thing the list is narrowed to; pressing takes it away."""

    def __init__(self, name: str, text: str, field: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self._name = field, name
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(_("{field}: {value}, remove").format(field=name, value=text))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wire()

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = self._advance(self._name, Type.CAPTION) + self._advance(self._value(), Type.BODY)
        return QSize(width + theme.px(46), theme.size(Size.SMALL_BUTTON))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _value(self) -> str:
        return self.text().replace("&&", "&")

    def _advance(self, text: str, step: Type) -> int:
        from PySide6.QtGui import QFontMetrics

        return QFontMetrics(self.theme.font(step)).horizontalAdvance(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), self.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color(Token.LINE_STRONG))
        painter.setBrush(theme.color(Token.BG_HOVER if self.underMouse() else Token.BG_SURFACE))
        radius = rect.height() / 2
        painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        left = theme.px(12)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_2))
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._name)
        left += self._advance(self._name, Type.CAPTION) + theme.px(6)
        painter.setFont(theme.font())
        painter.setPen(theme.color(Token.TEXT))
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._value())
        side = theme.px(icons.INLINE)
        cross = QRect(rect.right() - theme.px(10) - side, 0, side, rect.height())
        icons.paint_icon(painter, cross, "x", theme.color(Token.TEXT_2), side)
        if self.hasFocus():
            paint_focus(painter, theme, rect, radius)


class FilterBar(Styled, QWidget):
    """`searched`: the text, a moment after typing. `narrowed`: the new filter. `columns_chosen`:
    ids in order. `save_asked`: keep this as a view. `descended`: arrow down from the search.
    """

    searched = Signal(str)
    narrowed = Signal(object)  # TicketFilter
    period_asked = Signal(int)
    columns_chosen = Signal(object)  # tuple[str, ...]
    save_asked = Signal()
    export_asked = Signal()
    print_asked = Signal()
    descended = Signal()
    left = Signal()

    def __init__(self, *, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = TicketFilter()
        self._period = 0
        self._categories: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = tuple(c.id for c in COLUMNS if c.shown)
        self._chips: list[_Chip] = []
        self._may_export = False
        self.search = SearchBox(keys=keys)
        self._filters = Button(kind=ButtonKind.BARE, icon="filter")
        self._count = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self._columns = Button(kind=ButtonKind.BARE, icon="adjustments-horizontal")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_MS)
        self._lay_out()
        self._connect()
        self.wire()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 10, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.search, 100)
        self._row.addWidget(self._filters)
        self._row.addStretch(1)
        self._row.addWidget(self._count)
        self._row.addWidget(self._columns)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._on_typed)
        self.search.textChanged.connect(self._on_text_changed)
        self.search.returnPressed.connect(self._on_typed)
        self.search.descended.connect(self.descended)
        self.search.left.connect(self.left)
        self._filters.clicked.connect(self._on_filters)
        self._columns.clicked.connect(self._on_columns)

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(44))
        self.search.setMinimumWidth(self.theme.px(96))
        self.search.setMaximumWidth(self.theme.px(200))

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Find in the list"))
        self.search.setAccessibleName(_("Find in the list"))
        self._filters.setText(_("Filter"))
        self._columns.set_hint(_("Columns and files"))
        self._show_chips()

    def set_categories(self, categories: tuple[str, ...]) -> None:
        self._categories = categories

    def set_may_export(self, *, on: bool) -> None:
        self._may_export = on

    def set_columns(self, shown: tuple[str, ...]) -> None:
        self._shown = shown

    def show_count(self, count: int | None) -> None:
        """The exact count; nothing while it isn't known."""
        text = "" if count is None else ngettext("{n} ticket", "{n} tickets", count)
        self._count.setText(
            text if count is None or count < 1000 else text.replace(str(count), f"{count:,}")
        )

    def show_query(self, search: str, narrowed: TicketFilter) -> None:
        """Show another list's question without telling anybody."""
        self.search.blockSignals(True)
        self.search.setText(search)
        self.search.blockSignals(False)
        self._filter, self._period = narrowed, 0
        self._show_chips()

    def set_period(self, days: int, narrowed: TicketFilter) -> None:
        """The answer to `period_asked`: from when on that is."""
        self._period = days
        self._narrow(received_from=narrowed.received_from, received_until=None)

    def _on_text_changed(self, _text: str) -> None:
        self._timer.start()

    def _on_typed(self) -> None:
        self._timer.stop()
        self.searched.emit(self.search.text())

    def _narrow(self, **changes: Any) -> None:
        self._filter = replace(self._filter, **changes)
        self._show_chips()
        self.narrowed.emit(self._filter)

    # --- chips ---------------------------------------------------------------------------------

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for name, text, field in self._narrowings():
            chip = _Chip(name, text, field, self)
            chip.clicked.connect(self._on_chip)
            self._row.insertWidget(1 + len(self._chips), chip)
            self._chips.append(chip)

    def _narrowings(self) -> Iterable[tuple[str, str, str]]:
        f = self._filter
        if f.status:
            yield _("Status"), _status_text(f.status), "status"
        if f.state:
            yield _("State"), state_word(f.state), "state"
        if f.kind:
            yield _("Kind"), _(labels.label(f.kind)), "kind"
        if f.severity:
            yield _("Severity"), _(labels.label(f.severity)), "severity"
        if f.category:
            yield _("Category"), _(labels.category(f.category)), "category"
        if f.received_from:
            text = next((_(t) for days, t in _PERIODS if days == self._period), "")
            yield _("Received at"), text or f"{f.received_from:%Y-%m-%d} →", "received_from"

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, _Chip):
            self._narrow(**{chip.field: None})
            self.search.setFocus()

    # --- menus ---------------------------------------------------------------------------------

    def _on_filters(self) -> None:
        menu = self._menu()
        f = self._filter
        self._choices(menu, _("Status"), "status", f.status, [(s, _status_text(s)) for s in Status])
        self._choices(menu, _("State"), "state", f.state, [(s, state_word(s)) for s in OPEN_STATES])
        self._choices(menu, _("Kind"), "kind", f.kind, _named(TicketKind))
        self._choices(menu, _("Severity"), "severity", f.severity, _named(Severity))
        self._choices(
            menu, _("Category"), "category", f.category,
            [(c, _(labels.category(c))) for c in self._categories],
        )  # fmt: skip
        periods = menu.addMenu(_("Received at"))
        for days, text in _PERIODS:
            self._choice(periods, _(text), days == self._period, partial(self._on_period, days))
        menu.addSeparator()
        menu.addAction(_("Save as a view…"), self.save_asked.emit)
        if not f.empty:
            menu.addAction(_("Take all filters away"), self._on_cleared)
        menu.popup(self._filters.mapToGlobal(self._filters.rect().bottomLeft()))

    def _on_columns(self) -> None:
        menu = self._menu()
        for column in COLUMNS:
            on = column.id in self._shown
            action = self._choice(menu, _(column.title), on, partial(self._on_column, column))
            action.setEnabled(not column.stretch)
        menu.addSeparator()
        if self._may_export:
            menu.addAction(_("Save as CSV…"), self.export_asked.emit)
        menu.addAction(_("Print…"), self.print_asked.emit)
        corner = self._columns.rect().bottomRight()
        corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(self._columns.mapToGlobal(corner))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font())
        return menu

    def _choices(
        self, menu: QMenu, title: str, field: str, now: Any, choices: Iterable[tuple[Any, str]]
    ) -> None:
        below = menu.addMenu(title)
        below.setFont(self.theme.font())
        for value, text in choices:
            new = None if value == now else value
            self._choice(below, text, value == now, partial(self._narrow, **{field: new}))

    def _choice(self, menu: QMenu, text: str, on: bool, slot: Callable[[], None]) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _on, run=slot: run())
        return action

    def _on_period(self, days: int) -> None:
        if days == self._period:
            self._period = 0
            self._narrow(received_from=None)
        else:
            self.period_asked.emit(days)

    def _on_cleared(self) -> None:
        self._filter, self._period = TicketFilter(), 0
        self._show_chips()
        self.narrowed.emit(self._filter)

    def _on_column(self, column: Column) -> None:
        chosen = set(self._shown) ^ {column.id}
        self._shown = tuple(c.id for c in COLUMNS if c.id in chosen)
        self.columns_chosen.emit(self._shown)


def _status_text(status: Status) -> str:
    return _("Open") if status is Status.OPEN else _("Closed")


def _named(kind: type[StrEnum]) -> list[tuple[Any, str]]:
    return [(value, _(labels.label(value))) for value in kind]
