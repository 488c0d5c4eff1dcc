"""The list with all around it: search and filters above, the table or why it is empty, and what
to do with the ticked ones below. Remembers columns and sort per person.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.roles import Permission
from thirdring.domain.ticket_views import SortBy, TicketFilter, View
from thirdring.i18n import _, ngettext
from thirdring.ui.runner import Runner
from thirdring.ui.tickets.bulk_bar import BulkBar
from thirdring.ui.tickets.columns import BY_ID, COLUMNS
from thirdring.ui.tickets.deed_forms import HandOverForm
from thirdring.ui.tickets.filter_bar import FilterBar
from thirdring.ui.tickets.outlets import Outlets
from thirdring.ui.tickets.ticket_model import TicketModel
from thirdring.ui.tickets.ticket_table import TicketTable
from thirdring.ui.widgets import Button, ButtonKind, EmptyState, Hairline, Styled
from thirdring.usecases.find_tickets import TicketQuery, days_back
from thirdring.usecases.preferences import read_preference, save_preference
from thirdring.usecases.reassign_ticket import reassign_tickets
from thirdring.usecases.saved_views import SavedViewRow, save_view
from thirdring.usecases.ticket_desk import Colleague, ListFacts, all_keys, colleagues, list_facts

_KEEP_MS = 1_000


class ListPane(Styled, QWidget):
    """`ready` once it is known who looks. `said`: a sentence for the foot of the window. `saved`:
    a view was kept.
    """

    ready = Signal(object)  # ListFacts
    said = Signal(str)
    failed = Signal(object)  # ThirdRingError
    saved = Signal(object)  # SavedViewRow
    left = Signal()

    def __init__(
        self,
        runner: Runner,
        preference: str,
        *,
        columns: tuple[str, ...] = (),
        tickable: bool = True,
        searching: bool = True,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`preference` is the key under which columns and sort are kept."""
        super().__init__(parent)
        self._runner, self._preference = runner, preference
        self.model = TicketModel(runner, self)
        if columns:
            self.model.set_columns(tuple(BY_ID[name] for name in columns))
        self.bar = FilterBar(keys=keys)
        self.table = TicketTable(self.model, tickable=tickable)
        self.bulk = BulkBar()
        self.hand_over = HandOverForm()
        self.outlets = Outlets(runner, self.model, self)
        self.new_call = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+N")
        self.clear = Button()
        self.empty = EmptyState("ticket", self.new_call, self.clear)
        self._searching = searching
        self._may_log = False
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_KEEP_MS)
        self._lay_out()
        self._connect()
        self.wire()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self._line = Hairline()
        column.addWidget(self._line)
        column.addWidget(self._stack, 1)
        column.addWidget(self.hand_over)
        column.addWidget(self.bulk)
        self.show_bar(on=self._searching)
        self.hand_over.hide()
        self.bulk.hide()

    def _connect(self) -> None:
        self._keeper.timeout.connect(self._keep)
        self.model.counted.connect(self._on_counted)
        self.model.filled.connect(self._on_filled)
        self.model.changed.connect(self._on_changed)
        self.model.failed.connect(self.failed)
        self.bar.searched.connect(self._on_searched)
        self.bar.narrowed.connect(self._on_narrowed)
        self.bar.period_asked.connect(self._on_period)
        self.bar.columns_chosen.connect(self._on_columns)
        self.bar.save_asked.connect(self._on_save_asked)
        self.bar.export_asked.connect(self.outlets.export)
        self.bar.print_asked.connect(self.outlets.print_out)
        self.bar.descended.connect(self._on_descended)
        self.bar.left.connect(self.left)
        self.table.head.sort_asked.connect(self._on_sort)
        self.table.width_changed.connect(self._keeper.start)
        self.table.copied.connect(self._on_copy)
        self.table.all_asked.connect(self._on_all_asked)
        self.bulk.copy_asked.connect(self.outlets.copy)
        self.bulk.export_asked.connect(self.outlets.export)
        self.bulk.cancelled.connect(self.model.uncheck_all)
        self.bulk.hand_over_asked.connect(self._on_hand_over)
        self.hand_over.given_up.connect(self.hand_over.hide)
        self.hand_over.done.connect(self._on_handed)
        self.clear.clicked.connect(self._on_clear)
        self.outlets.done.connect(self.said)
        self.outlets.failed.connect(self.failed)

    def retranslate(self) -> None:
        self.new_call.setText(_("Log a call"))
        self.clear.setText(_("Show the whole view"))
        self._say_empty()

    def show_bar(self, *, on: bool) -> None:
        """Search and filters above the table, or more rows."""
        self.bar.setVisible(on)
        self._line.setVisible(on)

    def start(self, query: TicketQuery) -> None:
        """Learn who looks and how they like it, then show `query`."""
        self.model.prepare(query)
        self._runner.read(read_start, self._preference, owner=self, then=self._on_started,
                          failed=self.failed.emit)  # fmt: skip

    def show_query(self, query: TicketQuery) -> None:
        """Another view, with its own search and filters."""
        self.bar.show_query(query.search, query.filter)
        self._ask(query)

    def _on_not_kept(self, _error: ThirdRingError) -> None:
        """How the list looks is a convenience; it is kept the next time it is changed."""

    def start_search(self) -> None:
        """Put the cursor into the search."""
        self.show_bar(on=True)
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def tick(self, now: datetime) -> None:
        self.table.tick_time(now)

    # --- starting ------------------------------------------------------------------------------

    def _on_started(self, found: tuple[ListFacts, Any]) -> None:
        facts, kept = found
        self.model.set_facts(facts)
        self.bar.set_categories(facts.categories)
        exports = Permission.EXPORT_LISTS in facts.permissions
        self.bar.set_may_export(on=exports)
        self.bulk.set_may(hand_over=Permission.REASSIGN in facts.permissions, export=exports)
        self._may_log = Permission.LOG_CALL in facts.permissions
        query = self._restored(kept) if isinstance(kept, dict) else self.model.query
        self.bar.set_columns(tuple(c.id for c in self.model.columns))
        self._ask(query)
        self.ready.emit(facts)

    def _restored(self, kept: dict[str, Any]) -> TicketQuery:
        names = [n for n in kept.get("columns", []) if n in BY_ID]
        widths = kept.get("widths", {})
        if "about" in names:
            self.model.set_columns(tuple(BY_ID[n] for n in names))
        if isinstance(widths, dict):
            self.table.set_widths({n: int(w) for n, w in widths.items() if n in BY_ID})
        query = self.model.query
        sort = kept.get("sort")
        if sort in set(SortBy):
            query = replace(query, sort=SortBy(sort), descending=kept.get("descending") is True)
        return query

    def _keep(self) -> None:
        query = self.model.query
        kept = {
            "columns": [c.id for c in self.model.columns], "widths": self.table.widths(),
            "sort": query.sort.value, "descending": query.descending,
        }  # fmt: skip
        self._runner.run(
            save_preference, self._preference, kept, owner=self, failed=self._on_not_kept
        )

    # --- the question --------------------------------------------------------------------------

    def _ask(self, query: TicketQuery) -> None:
        self.bar.show_count(None)
        self.model.set_query(query)

    def _on_clear(self) -> None:
        self.show_query(replace(self.model.query, search="", filter=TicketFilter()))
        self.table.setFocus()

    def _on_searched(self, text: str) -> None:
        if text != self.model.query.search:
            self._ask(replace(self.model.query, search=text))

    def _on_narrowed(self, narrowed: TicketFilter) -> None:
        self._ask(replace(self.model.query, filter=narrowed))

    def _on_period(self, days: int) -> None:
        self._runner.read(
            _period, days, owner=self, then=self._on_period_known, failed=self.failed.emit
        )

    def _on_period_known(self, found: tuple[int, TicketFilter]) -> None:
        self.bar.set_period(*found)

    def _on_sort(self, sort: SortBy) -> None:
        query = self.model.query
        again = query.sort is sort
        descending = not query.descending if again else sort is SortBy.RECEIVED
        self._ask(replace(query, sort=sort, descending=descending))
        self._keeper.start()

    def _on_columns(self, chosen: tuple[str, ...]) -> None:
        self.model.set_columns(tuple(c for c in COLUMNS if c.id in chosen))
        self._keeper.start()

    def _on_save_asked(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("Save as a view"))
        dialog.setLabelText(_("Name of the view"))
        dialog.setOkButtonText(_("Save"))
        dialog.setCancelButtonText(_("Cancel"))
        dialog.textValueSelected.connect(self.save_as)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_as(self, name: str) -> None:
        """Keep the question as a view of one's own."""
        self._runner.run(
            save_view, name, self.model.query, owner=self, then=self._on_saved,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_saved(self, view: SavedViewRow) -> None:
        self.saved.emit(view)
        self.said.emit(_("View saved: {name}").format(name=view.name))

    # --- what came of it -----------------------------------------------------------------------

    def _on_counted(self, count: int) -> None:
        self.bar.show_count(count)
        self._show_empty(on=count == 0)

    def _on_filled(self) -> None:
        self._show_empty(on=self.model.rowCount() == 0)

    def _show_empty(self, *, on: bool) -> None:
        self._say_empty()
        focused = self.table.hasFocus()
        self._stack.setCurrentWidget(self.empty if on else self.table)
        if focused and on:
            (self.new_call if self.new_call.isVisible() else self.clear).setFocus()

    def _say_empty(self) -> None:
        query = self.model.query
        narrowed = bool(query.search.strip()) or not query.filter.empty
        self.clear.setVisible(narrowed)
        self.new_call.setVisible(not narrowed and self._may_log)
        if narrowed:
            self.empty.set_text(
                _("Nothing found"), _("Try fewer words, or take a filter away."),
                _("A ticket is found by number, name, telephone, address and every word in it."),
            )  # fmt: skip
        elif query.view is View.MINE:
            self.empty.set_text(
                _("You have no tickets yet"),
                _("Choose “ticket” or “callback” in a call and it appears here, by what is due."),
            )
        else:
            self.empty.set_text(_("Nothing here"), _("No ticket is in this view now."))

    def _on_changed(self) -> None:
        count = len(self.model.checked)
        self.bulk.show_count(count)
        if not count:
            self.hand_over.hide()

    def _on_descended(self) -> None:
        self.table.setFocus()
        self.table.go_to(self.table.visible_rows()[0])

    def _on_all_asked(self) -> None:
        self._runner.read(
            all_keys, self.model.query, owner=self, key="all", then=self._on_all,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_all(self, keys: tuple[int, ...]) -> None:
        self.model.check(list(keys), on=True)

    def _on_copy(self) -> None:
        line = self.table.current_line()
        if self.model.checked:
            self.outlets.copy()
        elif line is not None:
            self.outlets.copy_line(line)

    # --- handing over --------------------------------------------------------------------------

    def _on_hand_over(self) -> None:
        self._runner.read(colleagues, owner=self, then=self._on_people, failed=self.failed.emit)

    def _on_people(self, people: tuple[Colleague, ...]) -> None:
        self.hand_over.clear_problem()
        self.hand_over.go.setEnabled(True)
        self.hand_over.show()
        self.hand_over.start(people)

    def _on_handed(self) -> None:
        form = self.hand_over
        to = form.to.value()
        if to is None:
            form.to.setFocus()
            return
        self._runner.run(
            reassign_tickets, list(self.model.checked), str(to), form.reason.value(),
            owner=self, then=self._on_handed_over, failed=self._on_hand_over_failed,
        )  # fmt: skip

    def _on_handed_over(self, count: int) -> None:
        self.hand_over.hide()
        self.model.uncheck_all()
        self.said.emit(ngettext("{n} ticket handed over", "{n} tickets handed over", count))

    def _on_hand_over_failed(self, error: ThirdRingError) -> None:
        self.hand_over.show_refusal(error)


def read_start(ctx: Any, preference: str) -> tuple[ListFacts, Any]:
    """Who looks, and what they chose before; one read."""
    return list_facts(ctx), read_preference(ctx, preference)


def _period(ctx: Any, days: int) -> tuple[int, TicketFilter]:
    return days, days_back(ctx, days)
