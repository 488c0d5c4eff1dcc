"""The ticket screen: views, list, and the ticket that is open."""

import uuid
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from thirdring.domain.changes import PRESENCE, Change
from thirdring.domain.errors import NotFound, ThirdRingError
from thirdring.domain.ticket_views import View
from thirdring.i18n import _
from thirdring.ui.actions import Actions
from thirdring.ui.record_paper import RecordPaper
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Size
from thirdring.ui.ticker import Ticker
from thirdring.ui.tickets.detail_deeds import DetailDeeds
from thirdring.ui.tickets.detail_panel import DetailPanel
from thirdring.ui.tickets.list_pane import ListPane
from thirdring.ui.tickets.views_column import ViewsColumn
from thirdring.ui.widgets import Hairline, Styled
from thirdring.usecases.attach_file import AttachmentRow
from thirdring.usecases.files_on_disk import attach_from_disk, save_to_disk
from thirdring.usecases.find_tickets import TicketLine, TicketQuery, view_counts
from thirdring.usecases.saved_views import SavedViewRow, remove_view, saved_views
from thirdring.usecases.show_case import show_case
from thirdring.usecases.show_ticket import Deed, TicketDetail, show_ticket
from thirdring.usecases.ticket_desk import ListFacts
from thirdring.usecases.ticket_presence import who_else
from thirdring.usecases.unmask_ticket import unmask_ticket

_LIST = 300
_LOOK_AGAIN_S = 5
_COLUMNS = ("state", "due", "number", "customer", "about", "owner")


class TicketScreen(Styled, QWidget):
    """Hand it to `add_screen("tickets", …)`; call `read_lines`, `read_open` and `read_views` when
    somebody changed what they show (`LINES`, `TOPICS` of `about`, `VIEWS`).

    `said` carries a sentence for `UndoLine.offer`; `failed` an error for the window to show;
    `overdue_counted` the number for the rail's badge; `new_call_asked` the empty list's button;
    `held` the id of the ticket that is open here (None: none), and whether a form of it is.
    """

    said = Signal(str)
    undoable = Signal(str, object)  # sentence, callable that takes it back
    failed = Signal(object)  # ThirdRingError
    overdue_counted = Signal(int)
    new_call_asked = Signal()
    new_complaint_asked = Signal()
    held = Signal(object, bool)

    def __init__(
        self, runner: Runner, actions: Actions, ticker: Ticker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._ticker = runner, ticker
        self._saved: tuple[SavedViewRow, ...] = ()
        self._open: uuid.UUID | str | None = None
        self._started = False
        self._held: tuple[uuid.UUID | None, bool] = (None, False)
        self.views = ViewsColumn()
        self.pane = ListPane(runner, "tickets.list", columns=_COLUMNS)
        self.deeds = DetailDeeds(
            runner, clock=ticker.now, keys=actions.keys("ticket.advance"),
            step_keys=actions.keys("ticket.step"),
        )  # fmt: skip
        self.panel = DetailPanel(self.deeds)
        self.paper = RecordPaper(runner, ticker.now, self)
        self.panel.set_outlets(self._fill_outlets)
        self.panel.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.views)
        self._line = Hairline(Qt.Orientation.Vertical)
        row.addWidget(self._line)
        row.addWidget(self.pane, 1)
        row.addWidget(self.panel)
        self._connect(actions)
        ticker.tick.connect(self.pane.tick)
        ticker.tick.connect(self._on_tick)
        self.wire()

    def _connect(self, actions: Actions) -> None:
        self.views.chosen.connect(self._on_view)
        self.views.removal_asked.connect(self._on_removal)
        pane = self.pane
        pane.ready.connect(self._on_ready)
        pane.said.connect(self.said)
        pane.failed.connect(self.failed)
        pane.saved.connect(self._on_view_saved)
        pane.new_call.clicked.connect(self.new_call_asked)
        pane.table.opened.connect(self._on_opened)
        pane.table.looked_at.connect(self._on_looked_at)
        pane.table.escaped.connect(self.close_panel)
        pane.left.connect(pane.table.setFocus)
        self.panel.closed.connect(self.close_panel)
        self.panel.unmask_asked.connect(self._on_unmask)
        self.deeds.done.connect(self.said)
        self.deeds.undoable.connect(self.undoable)
        self.paper.said.connect(self.said)
        self.paper.failed.connect(self.failed)
        self.panel.case.files_given.connect(self._on_files)
        self.panel.case.save_asked.connect(self._on_save_file)
        self.panel.case.ticket_asked.connect(self.open_ticket)
        self.deeds.reload_asked.connect(self._reload)
        self.deeds.writing_changed.connect(self._hold)
        actions.on("list.find", self._on_find)
        actions.on("ticket.copy", self._on_copy)
        actions.on("ticket.export", pane.outlets.export)
        actions.on("ticket.print", pane.outlets.print_out)
        actions.on("ticket.advance", self._on_advance)
        actions.on("ticket.step", self._on_step)

    def restyle(self) -> None:
        self._share_room()

    # --- what the window tells it --------------------------------------------------------------

    def entered(self) -> None:
        """The screen is shown: what is due may have changed; the cursor goes to the list."""
        self.pane.model.tick(self._ticker.now())
        if not self._started:
            self._started = True
            self.views.set_value(View.OPEN)
            self.pane.start(TicketQuery(View.OPEN))
            self._read_views()
        else:
            self.refresh()
        self._hold()
        self.pane.table.setFocus()

    def refresh(self) -> None:
        """Read again what is seen."""
        self.read_lines()
        self.read_open()

    def read_lines(self) -> None:
        """Read the list again, and the counts beside it; unseen, the rail says how many are late."""
        if self._started:
            if self.isVisible():
                self.pane.model.refresh()
            self._count()

    def read_open(self) -> None:
        """Read the ticket again that is open."""
        if self.isVisible():
            self._reload()

    def about(self) -> tuple[uuid.UUID, ...] | None:
        """The ticket that is open here; None while it is read for the first time, when it is known
        by its number only: what changes meanwhile may be missing from what arrives.
        """
        if self._open is None or not self.isVisible():
            return ()
        return (self._open,) if isinstance(self._open, uuid.UUID) else None

    def read_views(self) -> None:
        """Read the saved views again."""
        if self._started:
            self._read_views()

    def open_ticket(self, which: uuid.UUID | str) -> None:
        """Show the ticket (id or number) beside the list: from the palette, from a call."""
        self._started = self._started or self._begin()
        self._open = which
        self._reload()

    def show_view(self, view: View) -> None:
        """Choose a view by code."""
        self.views.set_value(view)
        self._on_view(view)

    def _begin(self) -> bool:
        self.views.set_value(View.OPEN)
        self.pane.start(TicketQuery(View.OPEN))
        self._read_views()
        return True

    # --- views ---------------------------------------------------------------------------------

    def _on_ready(self, facts: ListFacts) -> None:
        self.deeds.set_facts(facts)
        self._reload()

    def _read_views(self) -> None:
        self._runner.read(
            saved_views, owner=self, key="views", then=self._on_saved_views,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_saved_views(self, saved: tuple[SavedViewRow, ...]) -> None:
        self._saved = saved
        self.views.show_saved(saved)
        self._count()

    def _count(self) -> None:
        more = {view.id: view.query for view in self._saved}
        self._runner.read(
            view_counts, more, owner=self, key="counts", then=self._on_counts,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_counts(self, counts: dict[Hashable, int]) -> None:
        self.views.show_counts(counts)
        self.overdue_counted.emit(counts.get(View.OVERDUE, 0))

    def _on_view(self, key: Hashable) -> None:
        now = self.pane.model.query
        self.pane.model.uncheck_all()
        if isinstance(key, View):
            self.pane.show_query(replace(now, view=key, search="", filter=TicketQuery().filter))
            return
        saved = next((view for view in self._saved if view.id == key), None)
        if saved is not None:
            self.pane.show_query(saved.query)

    def _on_view_saved(self, view: SavedViewRow) -> None:
        self._saved = (*(v for v in self._saved if v.id != view.id), view)
        self.views.show_saved(self._saved)
        self.views.set_value(view.id)
        self._count()

    def _on_removal(self, view_id: uuid.UUID) -> None:
        self._runner.run(
            remove_view, view_id, owner=self, then=self._on_removed, failed=self.failed.emit
        )

    def _on_removed(self, _nothing: object) -> None:
        self.show_view(View.OPEN)
        self._read_views()

    # --- the open ticket -----------------------------------------------------------------------

    def _on_opened(self, line: TicketLine) -> None:
        self._open = line.number
        self._reload()

    def _on_looked_at(self, line: TicketLine) -> None:
        """The panel follows the keys once it is open; what is being written stays."""
        if not self.panel.isHidden() and not self.deeds.writing:
            self._on_opened(line)

    def _reload(self) -> None:
        if self._open is not None and self.pane.model.facts is not None:
            self._runner.read(
                show_ticket, self._open, owner=self, key="ticket", then=self._on_detail,
                failed=partial(self._on_not_shown),
            )  # fmt: skip

    def _on_detail(self, detail: TicketDetail) -> None:
        facts = self.pane.model.facts
        if self._open is None or facts is None:
            return
        self._open = detail.fields.id
        self._runner.read(
            show_case, detail.fields.id, owner=self, key="case", then=self.panel.show_case,
            failed=self.failed.emit,
        )  # fmt: skip
        self.panel.show_ticket(detail, facts, self._ticker.now())
        self.panel.show()
        self._hold()
        self._share_room()

    def _on_not_shown(self, error: ThirdRingError) -> None:
        if isinstance(error, NotFound):
            self.close_panel()
        self.failed.emit(error)

    def close_panel(self) -> None:
        """The list alone again."""
        self._open = None
        self.panel.hide()
        self._hold()
        self._share_room()
        self.pane.table.setFocus()

    # --- who else has it open ------------------------------------------------------------------

    def left(self) -> None:
        """Another screen is shown: the ticket is not looked at any more."""
        self._hold(shown=False)

    def _hold(self, *, shown: bool = True) -> None:
        """Tell what is open here, once for each change of it, and look who else is there."""
        is_open = shown and not self.panel.isHidden()
        ticket_id = self._open if is_open and isinstance(self._open, uuid.UUID) else None
        held = (ticket_id, is_open and self.deeds.writing)
        if held == self._held:
            return
        other, self._held = held[0] != self._held[0], held
        self.held.emit(*held)
        if other:
            self._read_presence()

    def on_presence(self, change: Change) -> None:
        """Somebody opened a ticket, or put one away."""
        if self._held[0] is not None and change.concerns(frozenset({PRESENCE}), (self._held[0],)):
            self._read_presence()

    def _read_presence(self) -> None:
        if self._held[0] is not None:
            self._runner.read(
                who_else, self._held[0], owner=self, key="presence",
                then=self.panel.presence.show_present, failed=self.failed.emit,
            )  # fmt: skip

    def _on_tick(self, now: datetime) -> None:
        """A desk that was killed says nothing; it is gone when one looks again."""
        if self.panel.presence.present and now.second % _LOOK_AGAIN_S == 0:
            self._read_presence()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Beside an open ticket the views give way first, then the list."""
        size, room = self.theme.size, self.width()
        beside = self.theme.px(_LIST)
        opened = not self.panel.isHidden()
        need = (size(Size.TICKET_DETAIL) if opened else 0) + beside
        alone = opened and room < need
        self.panel.set_alone(on=alone)
        self.pane.setVisible(not alone)
        roomy = room >= need + size(Size.TICKET_VIEWS)
        self.views.setVisible(roomy)
        self._line.setVisible(roomy)

    def _on_files(self, paths: tuple[Path, ...]) -> None:
        """Evidence added by the dialog or dropped: one deed each, so that one refused stops none."""
        if self._open is None:
            return
        for path in paths:
            self._runner.run(
                attach_from_disk, self._open, path, owner=self, then=self._on_attached,
                failed=self.failed.emit,
            )  # fmt: skip

    def _on_attached(self, row: AttachmentRow) -> None:
        self.said.emit(_("Added: {name}").format(name=row.name))

    def _on_save_file(self, attachment_id: uuid.UUID, path: Path) -> None:
        self._runner.run(
            save_to_disk, attachment_id, path, owner=self, then=self._on_file_saved,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_file_saved(self, name: str) -> None:
        self.said.emit(_("Saved: {name}").format(name=name))

    def _fill_outlets(self, menu: QMenu) -> None:
        """The record on paper (H1): covered, or whole where that is needed and may be."""
        detail, facts = self.panel.detail, self.pane.model.facts
        if detail is None or facts is None or Deed.NOTE not in detail.may:
            return
        about = (detail.fields.number, facts.zone)
        menu.addSeparator()
        menu.addAction(_("Print record…"), partial(self.paper.print_out, *about))
        menu.addAction(_("Save record as PDF…"), partial(self.paper.save_pdf, *about))
        if Deed.UNMASK in detail.may:
            menu.addAction(
                _("Print with name and number…"), partial(self.paper.print_out, *about, whole=True)
            )

    def _on_unmask(self, reason: str) -> None:
        if self._open is not None:
            self._runner.run(
                unmask_ticket, self._open, reason, owner=self, then=self.panel.show_number,
                failed=self.failed.emit,
            )  # fmt: skip

    # --- actions -------------------------------------------------------------------------------

    def _on_find(self) -> None:
        if self.isVisible():
            self.pane.start_search()

    def _on_copy(self) -> None:
        self.pane.table.copied.emit()

    def _on_advance(self, *_: Any) -> None:
        line = self.pane.table.current_line()
        if not self.panel.isHidden():
            self.deeds.open_note()
        elif line is not None:
            self._on_opened(line)

    def _on_step(self) -> None:
        """The next step of the path, for the ticket that is open."""
        if not self.panel.isHidden():
            self.deeds.open_step()
