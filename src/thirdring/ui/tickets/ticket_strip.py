"""The lower part of the desk: what is one's own and what presses, under the call form."""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.ticket_views import View
from thirdring.i18n import _
from thirdring.ui.actions import Actions
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.tickets.list_pane import ListPane
from thirdring.ui.widgets import Button, ButtonKind, Ground, Hairline, Styled, Tab, Tabs
from thirdring.usecases.find_tickets import COUNT_CAP, TicketLine, TicketQuery, view_counts

_COLUMNS = ("state", "due", "number", "customer", "about", "severity", "owner")
_TABS = (View.MINE, View.DUE_TODAY, View.OVERDUE, View.ESCALATED, View.ALL)


class TicketStrip(Styled, QWidget):
    """Tabs of views over the same table as on the ticket screen. `opened` carries the line the
    person wants to see; `said` and `failed` as on `TicketScreen`.
    """

    opened = Signal(object)  # TicketLine
    said = Signal(str)
    failed = Signal(object)  # ThirdRingError
    overdue_counted = Signal(int)
    new_call_asked = Signal()

    def __init__(
        self, runner: Runner, actions: Actions, ticker: Ticker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._ticker = runner, ticker
        self._started = False
        self._counts: dict[Hashable, int] = {}
        self.tabs = Tabs()
        self._find = Button(
            kind=ButtonKind.BARE, icon="search", keys=actions.keys("list.find"), small=True
        )
        self.pane = ListPane(
            runner, "tickets.strip", columns=_COLUMNS, tickable=False, searching=False
        )
        head = Ground(Token.BG_SURFACE)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.tabs, 1)
        row.addWidget(self._find)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addWidget(head)
        column.addWidget(Hairline())
        column.addWidget(self.pane, 1)
        self._connect(actions)
        ticker.tick.connect(self.pane.tick)
        self.wire()

    def _connect(self, actions: Actions) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self._find.clicked.connect(self._on_find)
        self.pane.said.connect(self.said)
        self.pane.failed.connect(self.failed)
        self.pane.table.opened.connect(self.opened)
        self.pane.new_call.clicked.connect(self.new_call_asked)
        self.pane.left.connect(self._on_left)
        actions.on("list.find", self._on_find_asked)

    def retranslate(self) -> None:
        self._find.setText(_("Find"))
        self._show_tabs()

    def start(self) -> None:
        """Begin to read; the call form comes first, so the desk says when."""
        self._started = True
        self.pane.model.tick(self._ticker.now())
        self.pane.start(TicketQuery(View.MINE))
        self.count()

    def refresh(self) -> None:
        """Read the list and the counts again."""
        self.read_lines()
        self.count()

    def read_lines(self) -> None:
        """Read the list again."""
        if self._started:
            self.pane.model.refresh()

    def count(self) -> None:
        """Count again what each tab has."""
        if self._started:
            self._runner.read(
                view_counts, owner=self, key="counts", then=self._on_counts,
                failed=self.failed.emit,
            )  # fmt: skip

    @property
    def only_mine(self) -> bool:
        """Whether nobody else's tickets are in the list."""
        return self.pane.model.query.view is View.MINE

    def _on_counts(self, counts: dict[Hashable, int]) -> None:
        self._counts = counts
        self._show_tabs()
        self.overdue_counted.emit(counts.get(View.OVERDUE, 0))

    def _show_tabs(self) -> None:
        texts = {
            View.MINE: _("Mine"), View.DUE_TODAY: _("Due today"), View.OVERDUE: _("Overdue"),
            View.ESCALATED: _("Escalated"), View.ALL: _("All"),
        }  # fmt: skip
        self.tabs.set_tabs(
            [
                Tab(view, texts[view], self._counts.get(view), counted=True,
                    tone=Token.OVER if view is View.OVERDUE else Token.TEXT_3, most=COUNT_CAP)
                for view in _TABS
            ]
        )  # fmt: skip

    def _on_tab(self, view: View) -> None:
        query = self.pane.model.query
        self.pane.show_query(replace(query, view=view, search="", filter=TicketQuery().filter))

    def _on_find_asked(self) -> None:
        if self.isVisible():
            self._on_find()

    def _on_find(self) -> None:
        """Every ticket is searched, whatever the tab: that is why one presses it here."""
        if self.tabs.value() is not View.ALL:
            self.tabs.set_value(View.ALL)
            self._on_tab(View.ALL)
        self.pane.start_search()

    def _on_left(self) -> None:
        self.pane.show_bar(on=False)
        self.pane.table.setFocus()

    def current_line(self) -> TicketLine | None:
        """The line the keys are on."""
        return self.pane.table.current_line()
