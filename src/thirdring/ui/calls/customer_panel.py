"""Beside the form: who is on the line, and the small deeds on their record and their calls."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.enums import Title
from thirdring.domain.errors import Conflict, KeptHere, ThirdRingError, Unavailable
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.ui.calls.customer_card import CustomerCard
from thirdring.ui.calls.customer_forms import correct_form, edit_form
from thirdring.ui.calls.side_form import SideForm
from thirdring.ui.record_paper import RecordPaper
from thirdring.ui.runner import Runner
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Button, EmptyState, Ground, Segments
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.caller_history import CallerCard, caller_history
from thirdring.usecases.correct_call import correct_call
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.edit_customer import CustomerRow, edit_customer
from thirdring.usecases.find_calls import show_call
from thirdring.usecases.merge_customers import MergeRow, merge_customers, unmerge_customers
from thirdring.usecases.unmask import Unmasked, unmask

if TYPE_CHECKING:
    from thirdring.ui.calls.person_page import PersonPage

_CORRECTED = ("name", "address", "raised", "wants", "answer", "unmet_need")
TOPICS = frozenset({"customers", "customer_numbers", "calls", "tickets", "callbacks"})


@dataclass(frozen=True, slots=True)
class _Edited:
    """The record as it was when the editor opened, or as somebody else has left it since."""

    customer_id: uuid.UUID
    version: int
    values: dict[str, str]


class CustomerPanel(Ground):
    """`ticket_asked` carries a ticket's id. `noticed` a sentence to show at the foot; `merged` a
    MergeRow, so that the window can offer to undo it.
    """

    ticket_asked = Signal(object)
    noticed = Signal(str)
    merged = Signal(object)
    card_shown = Signal(object)

    def __init__(
        self, desk: DeskFacts, runner: Runner, ticker: Ticker, parent: QWidget | None = None
    ) -> None:
        super().__init__(edges=Qt.Edge.LeftEdge, parent=parent)
        self._desk, self._runner, self._ticker = desk, runner, ticker
        self._asked: tuple[uuid.UUID | None, str] = (None, "")
        self._unknown = False
        self._corrected: CallRow | None = None
        self._edited: _Edited | None = None
        self.card = CustomerCard(desk.time)
        self._empty = EmptyState("user-circle")
        self.paper = RecordPaper(runner, ticker.now, self)
        self.print = Button(icon="printer", parent=self)
        self.print.hide()
        self.print_menu = QMenu(self.print)
        self.print.set_menu(self.print_menu)
        self._stack = QStackedWidget()
        for page in (self._empty, self.card):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self.wire()

    def _connect(self) -> None:
        self.card.unmask_asked.connect(self._on_unmask)
        self.card.edit_asked.connect(self._on_edit)
        self.card.merge_asked.connect(self._on_merge)
        self.card.unmerge_asked.connect(self._on_unmerge)
        self.card.ticket_asked.connect(self.ticket_asked)
        self.card.call_asked.connect(self.correct)
        self.card.copy_asked.connect(self._on_copy)
        self.card.erasing_asked.connect(self._on_erasing)
        self._ticker.tick.connect(self.card.tick)
        self.paper.said.connect(self.noticed)
        self.paper.failed.connect(self._on_refused)

    # --- pages built when they are first asked for ---------------------------------------------

    @cached_property
    def editor(self) -> SideForm:
        self._title = Segments()
        self._name_titles()
        form = edit_form(self._title)
        form.saved.connect(self._on_edited)
        form.cancelled.connect(self._show_card)
        self._stack.addWidget(form)
        return form

    @cached_property
    def corrector(self) -> SideForm:
        form = correct_form()
        form.add_button(self.print)
        self.print.show()
        form.saved.connect(self._on_corrected_text)
        form.cancelled.connect(self._show_card)
        self._stack.addWidget(form)
        return form

    @cached_property
    def person(self) -> "PersonPage":
        from thirdring.ui.calls.person_page import PersonPage

        page = PersonPage(self._runner)
        page.left.connect(self._show_card)
        page.done.connect(self._on_person_done)
        page.erased.connect(self._on_person_erased)
        self._stack.addWidget(page)
        return page

    def _shows(self, *pages: str) -> bool:
        """Whether one of these is what the person sees; asking builds none."""
        shown = self._stack.currentWidget()
        return any(vars(self).get(page) is shown for page in pages)

    # --- who ---------------------------------------------------------------------------------

    def show_caller(self, customer_id: uuid.UUID | None, number: str) -> None:
        """A customer, or a number that belongs to nobody yet, or nobody at all."""
        asked = (customer_id, number)
        if asked != self._asked and self._shows("editor", "person"):
            self._stack.setCurrentWidget(self.card)
        self._asked = asked
        if customer_id is None and not number:
            self._say_nobody(away=False)
            if not self._shows("corrector"):
                self._stack.setCurrentWidget(self._empty)
            return
        self._read()

    def about(self) -> tuple[uuid.UUID, ...]:
        """The customer that is shown, if there is one."""
        customer_id, _number = self._asked
        return (customer_id,) if customer_id is not None else ()

    def refresh(self) -> None:
        """Something of what is shown changed in the database."""
        if any(self._asked):
            self._read()

    def refresh_stranger(self) -> None:
        """Whose number is shown may have a name now, or somebody called them back."""
        if not self.about():
            self.refresh()

    def correct(self, call_id: uuid.UUID) -> None:
        """Open a finished call for correction; whether it may be is judged when it is saved."""
        self._runner.read(
            show_call,
            call_id,
            owner=self,
            key="correct",
            then=self._on_call,
            failed=self._on_refused,
        )

    def retranslate(self) -> None:
        self._say_nobody(away=self._unknown)
        self.print.set_hint(_("The hotline record on paper (H1)"))
        if "editor" in vars(self):
            self._name_titles()

    def _name_titles(self) -> None:
        self._title.set_options([(t.value, _(label(t))) for t in Title])

    # --- answers -----------------------------------------------------------------------------

    def _read(self) -> None:
        customer_id, number = self._asked
        self._runner.read(
            caller_history,
            customer_id,
            number or None,
            owner=self,
            key="card",
            deadline=10.0,
            then=self._on_card,
            failed=self._on_not_read,
        )

    def _on_not_read(self, error: ThirdRingError) -> None:
        if isinstance(error, Unavailable) and error.gone:
            # Whoever was shown before is not who is asked for now.
            self._say_nobody(away=True)
            if self._stack.currentWidget() is self.card:
                self._stack.setCurrentWidget(self._empty)
        self._on_refused(error)

    def _say_nobody(self, *, away: bool) -> None:
        self._unknown = away
        if away:
            self._empty.set_text(
                _("Not known on this computer"),
                _("The server is away: who calls can't be looked up. Take the call as usual."),
            )
            return
        self._empty.set_text(
            _("Nobody on the line"),
            _(
                "Type the caller's number: who it is, what is owed and what came before appear here."
            ),
        )

    def _on_card(self, card: CallerCard) -> None:
        self.card.show_card(card, self._ticker.now())
        self.card_shown.emit(card)
        if self._stack.currentWidget() is self._empty:
            self._show_card()

    def _show_card(self) -> None:
        self._stack.setCurrentWidget(self.card if any(self._asked) else self._empty)

    def _on_refused(self, error: ThirdRingError) -> None:
        if not (isinstance(error, Unavailable) and error.gone):  # a line tells of that
            self.noticed.emit(render(error))

    def _on_unmask(self, reason: str) -> None:
        card = self.card.card
        if card is not None and card.customer_id is not None:
            self._runner.run(
                unmask,
                card.customer_id,
                reason,
                owner=self,
                then=self._on_unmasked,
                failed=self._on_refused,
            )

    def _on_unmasked(self, found: Unmasked) -> None:
        if self.card.card is not None and self.card.card.customer_id == found.customer_id:
            self.card.show_numbers(found.numbers)

    # --- their data (J6) -----------------------------------------------------------------------

    def _on_copy(self) -> None:
        if (card := self.card.card) is not None and card.customer_id is not None:
            self._stack.setCurrentWidget(self.person)
            self.person.begin_copy(card.customer_id)

    def _on_erasing(self) -> None:
        if (card := self.card.card) is not None and card.customer_id is not None:
            self._stack.setCurrentWidget(self.person)
            self.person.begin_erasing(card.customer_id)

    def _on_person_done(self, sentence: str) -> None:
        self._show_card()
        self.noticed.emit(sentence)

    def _on_person_erased(self, sentence: str) -> None:
        self._asked = (None, "")
        self._show_card()
        self.noticed.emit(sentence)

    # --- editing -----------------------------------------------------------------------------

    def _on_edit(self) -> None:
        card = self.card.card
        if card is None:
            return
        self._stack.setCurrentWidget(self.editor)
        if card.customer_id is not None:
            self._edited = _Edited(card.customer_id, card.version, _values_of(card))
        self.editor.begin(_("Customer"), _values_of(card))

    def _on_edited(self, values: dict[str, str]) -> None:
        edited = self._edited  # the card beside it may have been read again since
        if edited is None:
            return
        self._runner.run(
            edit_customer,
            edited.customer_id,
            edited.version,
            name=values["name"],
            title=Title(values["title"]) if values["title"] else None,
            address=values["address"],
            note=values["note"],
            add_number=values["number"],
            owner=self,
            then=self._on_customer_kept,
            failed=self._on_edit_refused,
        )

    def _on_edit_refused(self, error: ThirdRingError) -> None:
        theirs = error.theirs if isinstance(error, Conflict) else None
        if isinstance(theirs, CustomerRow) and self._edited is not None:
            self.editor.show_both(self._edited.values, _values_of(theirs), _shown)
            self._edited = _Edited(theirs.id, theirs.version, _values_of(theirs))
            self._read()
        else:
            self.editor.refuse(error)

    def _on_customer_kept(self, _row: CustomerRow) -> None:
        self._show_card()
        self._read()

    def _on_merge(self, other: uuid.UUID) -> None:
        card = self.card.card
        if card is not None and card.customer_id is not None:
            self._runner.run(
                merge_customers,
                card.customer_id,
                other,
                owner=self,
                then=self._on_merged,
                failed=self._on_refused,
            )

    def _on_merged(self, row: MergeRow) -> None:
        self._read()
        self.merged.emit(row)

    def _on_unmerge(self, merge_id: uuid.UUID) -> None:
        self._runner.run(
            unmerge_customers, merge_id, owner=self, then=self._on_unmerged, failed=self._on_refused
        )

    def unmerge(self, row: MergeRow) -> None:
        """Undo a merge just made."""
        self._on_unmerge(row.id)

    def _on_unmerged(self, _row: MergeRow) -> None:
        self._read()

    # --- correcting --------------------------------------------------------------------------

    def _on_call(self, row: CallRow) -> None:
        self._corrected = row
        self._fill_print(row.id)
        self._stack.setCurrentWidget(self.corrector)
        self.corrector.begin(_("Correct a finished call"), _texts_of(row))

    def _fill_print(self, call_id: uuid.UUID) -> None:
        """The record on paper: covered, or whole where that is needed (H1, H5)."""
        menu, zone, paper = self.print_menu, self._desk.time.zone, self.paper
        menu.clear()
        menu.addAction(_("Print record…"), partial(paper.print_out, call_id, zone))
        menu.addAction(_("Save record as PDF…"), partial(paper.save_pdf, call_id, zone))
        menu.addAction(
            _("Print with name and number…"), partial(paper.print_out, call_id, zone, whole=True)
        )

    def _on_corrected_text(self, values: dict[str, str]) -> None:
        row = self._corrected
        if row is None:
            return
        before = _texts_of(row)
        changes = {name: values[name] for name in _CORRECTED if values[name] != before[name]}
        self._runner.run(
            correct_call,
            row.id,
            row.version,
            changes,
            values["reason"],
            owner=self,
            then=self._on_corrected,
            failed=self._on_correction_refused,
        )

    def _on_correction_refused(self, error: ThirdRingError) -> None:
        theirs = error.theirs if isinstance(error, Conflict) else None
        if isinstance(error, KeptHere):
            self._corrected = None
            self._show_card()
            self.noticed.emit(render(error))
        elif isinstance(theirs, CallRow) and self._corrected is not None:
            self.corrector.show_both(_texts_of(self._corrected), _texts_of(theirs))
            self._corrected = theirs
        else:
            self.corrector.refuse(error)

    def _on_corrected(self, _row: CallRow) -> None:
        self._corrected = None
        self._show_card()
        self.refresh()
        self.noticed.emit(_("Corrected; the earlier text is kept (H4)."))

    def tick(self, now: datetime) -> None:
        """Once a second."""
        self.card.tick(now)


def _values_of(record: CallerCard | CustomerRow) -> dict[str, str]:
    return {
        "name": record.name or "",
        "title": record.title.value if record.title else "",
        "address": record.address or "",
        "note": record.note or "",
    }


def _shown(field: str, value: str) -> str:
    return _(label(Title(value))) if field == "title" and value else value


def _texts_of(row: CallRow) -> dict[str, str]:
    return {name: row.values.get(name) or "" for name in _CORRECTED}
