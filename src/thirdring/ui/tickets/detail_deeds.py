"""The foot of the ticket's panel: its buttons, and the form of the deed that was chosen.

What is being written survives a refresh and a change made by somebody else.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import AgainstKind
from thirdring.domain.errors import Conflict, KeptHere, Refusal, ThirdRingError
from thirdring.domain.roles import Permission
from thirdring.domain.wording import lint_of
from thirdring.i18n import _, render
from thirdring.ui.late import Late
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Size, Token
from thirdring.ui.tickets.case_forms import (
    AgainstForm,
    CaseForm,
    CouponForm,
    EscalateForm,
    NoticeForm,
    PassOnForm,
    ReasonForm,
)
from thirdring.ui.tickets.complete_form import CompleteForm
from thirdring.ui.tickets.conflict_form import ConflictForm
from thirdring.ui.tickets.deed_forms import DeedForm, EditForm, HandOverForm, NoteForm
from thirdring.ui.tickets.quality_form import QualityForm
from thirdring.ui.tickets.step_form import StepForm, step_verb
from thirdring.ui.widgets import Button, ButtonKind, Ground, Hairline, Styled, set_tip
from thirdring.usecases.add_note import add_note
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.case_library import mark_example
from thirdring.usecases.compose_notice import compose_notice
from thirdring.usecases.desk_facts import DeskFacts, desk_facts
from thirdring.usecases.edit_ticket import TicketFields, edit_ticket
from thirdring.usecases.merge_tickets import unmerge_ticket
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.reception_facts import ReceptionFacts, reception_facts
from thirdring.usecases.route_ticket import await_customer, customer_answered
from thirdring.usecases.show_case import CaseDeed, CaseView
from thirdring.usecases.show_ticket import Deed, TicketDetail
from thirdring.usecases.ticket_desk import Colleague, ListFacts, colleagues

_FORMS: dict[Deed | str, Callable[[], DeedForm]] = {
    Deed.NOTE: NoteForm, Deed.ADVANCE: StepForm, Deed.REASSIGN: HandOverForm, Deed.EDIT: EditForm,
    "conflict": ConflictForm, CaseDeed.ESCALATE: EscalateForm, CaseDeed.COUPON: CouponForm,
    CaseDeed.MERGE: ReasonForm, CaseDeed.NOTICE: NoticeForm, CaseDeed.AGAINST: AgainstForm,
    CaseDeed.ROUTE: PassOnForm, CaseDeed.QUALITY: QualityForm, CaseDeed.COMPLETE: CompleteForm,
}  # fmt: skip


class DetailDeeds(Styled, QWidget):
    """`done` carries a sentence for the line at the foot of the window; `reload_asked` when the
    ticket turned out to be another than the one shown.
    """

    done = Signal(str)
    undoable = Signal(str, object)  # sentence, callable that takes it back
    reload_asked = Signal()
    writing_changed = Signal()

    def __init__(
        self,
        runner: Runner,
        *,
        clock: Callable[[], datetime],
        keys: str = "",
        step_keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`clock` gives the aware UTC time that typed times are reckoned from."""
        super().__init__(parent)
        self._runner = runner
        self._detail: TicketDetail | None = None
        self._login = ""
        self._categories: tuple[str, ...] = ()
        self._outdated = False
        self._form: DeedForm | None = None
        self._started: TicketDetail | None = None  # the ticket as it was when the form opened
        self._time: CenterTime | None = None
        self._reviews = False
        self._case: CaseView | None = None
        self._clock = clock
        self.note = Button(kind=ButtonKind.BARE, keys=keys, folds=True)
        self.step = Button(kind=ButtonKind.PRIMARY)
        self._step_keys = step_keys  # too long to be drawn: told on hover
        self.take = Button(kind=ButtonKind.BARE)
        self.forms = Late(_FORMS, self._place_form)
        self._lay_out()
        self._connect()
        self.wire()

    def _lay_out(self) -> None:
        self._buttons = Ground(Token.BG_SURFACE)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(10, 0, 16, 0)
        row.setSpacing(2)
        row.addWidget(self.note)
        row.addWidget(self.take)
        row.addStretch(1)
        row.addWidget(self.step)
        self._place = QScrollArea()
        self._place.setWidgetResizable(True)
        self._place.setFrameShape(QFrame.Shape.NoFrame)
        self._inside = QWidget()
        self._inside.setObjectName("plain")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._place.setWidget(self._inside)
        self._place.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Hairline())
        outer.addWidget(self._place)
        outer.addWidget(self._buttons)

    def _connect(self) -> None:
        self.note.clicked.connect(self.open_note)
        self.step.clicked.connect(partial(self.open, Deed.ADVANCE))
        self.take.clicked.connect(self._on_take)

    def _place_form(self, deed: Deed | str, form: DeedForm) -> None:
        """A form was just built."""
        slots: dict[Deed | str, Callable[[], None]] = {
            Deed.NOTE: self._on_note, Deed.ADVANCE: self._on_step, Deed.REASSIGN: self._on_hand_over,
            Deed.EDIT: self._on_edit, "conflict": self._on_conflict_settled,
        }  # fmt: skip
        form.hide()
        self._column.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        form.done.connect(slots.get(deed, self._on_case))
        form.given_up.connect(self.close_form)
        if isinstance(form, NoticeForm):
            form.compose_asked.connect(self._on_compose)
            form.said.connect(self.done)

    def restyle(self) -> None:
        self._buttons.setFixedHeight(self.theme.size(Size.FOOTER))

    def retranslate(self) -> None:
        self.note.setText(_("Record progress"))
        self._name_step()
        self.take.setText(_("Take it"))

    def set_facts(self, facts: ListFacts) -> None:
        self._login, self._categories = facts.login, facts.categories
        self._time = CenterTime(facts.zone.key)
        self._reviews = Permission.REVIEW in facts.permissions

    def show_ticket(self, detail: TicketDetail) -> None:
        """Offer what may be done with it. A form open for another ticket is put away."""
        other = self._detail is None or self._detail.fields.id != detail.fields.id
        self._detail = detail
        if other:
            self.close_form()
        if self._outdated:  # it was told so, and now it is shown: the next press means this one
            self._started, self._outdated = detail, False
        may = detail.may
        self.note.setVisible(Deed.NOTE in may)
        self.step.setVisible(Deed.ADVANCE in may)
        self._name_step()
        self.take.setVisible(Deed.TAKE in may)
        self._show_at_all()

    def set_case(self, view: CaseView) -> None:
        """What may be done beside the path; nothing by whom it stands against (G9)."""
        self._case = view
        self._show_at_all()

    def _show_at_all(self) -> None:
        may = self._detail.may if self._detail else frozenset()
        own = self._case is not None and self._case.own
        self.setVisible(bool(may - {Deed.UNMASK}) and not own)

    def _name_step(self) -> None:
        """The button says the next step of the path itself."""
        steps = self._detail.steps if self._detail else ()
        self.step.setText(step_verb(steps[0].to) if steps else _("Next step"))
        set_tip(self.step, f"{_('Next step')} ({self._step_keys})")

    def fill_menu(self, menu: QMenu) -> None:
        """The deeds that have no button."""
        if self._detail is not None and Deed.REASSIGN in self._detail.may:
            menu.addAction(_("Hand over…"), partial(self.open, Deed.REASSIGN))
        self._fill_case_menu(menu)

    def _fill_case_menu(self, menu: QMenu) -> None:
        detail, case = self._detail, self._case
        if detail is None or case is None or case.ticket_id != detail.fields.id:
            return
        which, example = detail.fields.id, bool(detail.complaint and detail.complaint.example)
        entries: tuple[tuple[CaseDeed, str, Callable[[], None]], ...] = (
            (CaseDeed.ROUTE, _("Pass on to a department…"),
             partial(self.open_case, CaseDeed.ROUTE)),
            (CaseDeed.WAIT, _("Wait for the customer"), self.wait_for_customer),
            (CaseDeed.ANSWERED, _("The customer answered"),
             partial(self._send, _("The deadline runs on"), customer_answered, which)),
            (CaseDeed.AGAINST, _("Change whom it is against…"),
             partial(self.open_case, CaseDeed.AGAINST)),
            (CaseDeed.COMPLETE, _("Settle what is lacking…"),
             partial(self.open_case, CaseDeed.COMPLETE)),
            (CaseDeed.QUALITY, _("Check quality…"), partial(self.open_case, CaseDeed.QUALITY)),
            (CaseDeed.UNMERGE, _("Take it out again"), partial(self.unmerge, which)),
            (CaseDeed.EXAMPLE, _("No example any more") if example else _("Keep as an example"),
             partial(self._send, _("Saved"), mark_example, which, example=not example)),
        )  # fmt: skip
        for deed, text, act in entries:
            if deed in case.may:
                menu.addAction(text, act)

    def wait_for_customer(self) -> None:
        """D3: the department's deadline stands still until the customer answers."""
        if self._detail is not None:
            which = self._detail.fields.id
            self._runner.run(
                await_customer, which, owner=self, failed=self._on_failed,
                then=partial(self._on_waiting, which),
            )  # fmt: skip

    def _on_waiting(self, which: uuid.UUID, _nothing: object) -> None:
        self.reload_asked.emit()
        back = partial(self._send, _("The deadline runs on"), customer_answered, which)
        self.undoable.emit(_("The department's deadline stands still"), back)

    @property
    def writing(self) -> bool:
        """Whether a form is open."""
        return self._form is not None

    def open_note(self) -> None:
        """Open the form for progress, or send the form that is open."""
        if self._form is not None:
            self._form.done.emit()
        else:
            self.open(Deed.NOTE)

    def open_step(self) -> None:
        """Open the form of the next step, or send the form that is open."""
        if self._form is not None:
            self._form.done.emit()
        else:
            self.open(Deed.ADVANCE)

    def open(self, deed: Deed) -> None:
        """Open the form of `deed` with the ticket as it stands."""
        if self._detail is None or deed not in self._detail.may:
            return
        self._started = self._detail
        form = self.forms[deed]
        if isinstance(form, StepForm):
            self._open_step_form(form, self._detail)
            return
        self._show_form(form)
        if isinstance(form, NoteForm):
            form.start()
        elif isinstance(form, EditForm):
            form.start(self._detail.fields, self._categories)
        elif isinstance(form, HandOverForm):
            form.start(())
            self._runner.read(colleagues, owner=self, then=self._on_people, key="people")

    def _open_step_form(self, form: StepForm, detail: TicketDetail) -> None:
        if self._time is not None:
            form.set_place(self._time, self._clock(), reviews=self._reviews)
            form.start(detail.steps, detail)
            self._show_form(form)
            form.focus_first()

    def open_case(self, deed: object, about: Any = None) -> None:
        """Open the form of a deed beside the path; `about` is the row it is about."""
        detail = self._detail
        if detail is None:
            return
        self._started = detail
        form = self.forms[CaseDeed.MERGE if deed == "cancel" else CaseDeed(str(deed))]
        self._show_form(form)
        if isinstance(form, EscalateForm):
            form.start(detail)
        elif isinstance(form, CouponForm | ReasonForm):
            form.start(about)
        elif isinstance(form, AgainstForm | CompleteForm):
            form.start(detail)
        elif isinstance(form, QualityForm) and self._case is not None:
            form.start(detail, self._case)
        elif isinstance(form, PassOnForm):
            form.start(())
            self._runner.read(reception_facts, owner=self, then=self._on_names, key="names")
        elif isinstance(form, NoticeForm):
            self._runner.read(desk_facts, owner=self, then=self._on_wordings, key="wordings")
            form.start(detail, about)
        self._fit_place(form)

    def close_form(self) -> None:
        """Put the form away; what was written is gone."""
        if isinstance(self._form, NoteForm):
            self._form.text.setPlainText("")
            self._form.told.setChecked(False)
        if self._form is not None:
            self._form.hide()
        self._form = None
        self.writing_changed.emit()
        self._place.hide()
        self._buttons.show()
        if self._detail is not None:
            self.note.setFocus()

    def _show_form(self, form: DeedForm) -> None:
        if self._form is not None:
            self._form.hide()
        self._form = form
        self.writing_changed.emit()
        form.clear_problem()
        form.go.setEnabled(True)
        form.show()
        self._fit_place(form)
        self._place.show()
        self._buttons.hide()

    def _fit_place(self, form: DeedForm) -> None:
        """As high as the form asks, up to two thirds of the panel; then it scrolls."""
        form.adjustSize()
        height = form.sizeHint().height() + 4
        self._place.setFixedHeight(min(height, max(self.theme.px(160), self._room())))

    def _room(self) -> int:
        panel = self.parentWidget()
        return panel.height() * 2 // 3 if panel is not None else self.theme.px(320)

    def _on_people(self, people: tuple[Colleague, ...]) -> None:
        form = self.forms[Deed.REASSIGN]
        owner = self._detail.owner_login if self._detail else None
        if isinstance(form, HandOverForm):
            form.start([p for p in people if p.login != owner])

    # --- sending -------------------------------------------------------------------------------

    def _send(self, sentence: str, deed: Callable[..., Any], *args: Any, **more: Any) -> None:
        if self._form is not None:
            self._form.clear_problem()
            self._form.go.setEnabled(False)
        self._runner.run(
            deed, *args, owner=self, then=partial(self._on_sent, sentence), failed=self._on_failed,
            **more,
        )  # fmt: skip

    def _on_sent(self, sentence: str, _answer: object) -> None:
        self.close_form()
        self.reload_asked.emit()  # the next deed is on the ticket as it is now
        self.done.emit(sentence)

    def _on_failed(self, error: ThirdRingError) -> None:
        if isinstance(error, KeptHere):
            self._on_sent(render(error), None)
            return
        form, started = self._form, self._started
        theirs = error.theirs if isinstance(error, Conflict) else None
        if isinstance(theirs, TicketFields) and started is not None:
            if isinstance(form, EditForm | ConflictForm):
                self._show_conflict(started.fields, form.changes(), theirs)
                return
            self._outdated = True
            self.reload_asked.emit()
        if form is not None:
            form.show_refusal(error)
        else:
            self._runner.refused.emit(error)

    def _show_conflict(
        self, seen: TicketFields, changes: dict[str, str | None], theirs: TicketFields
    ) -> None:
        form = self.forms["conflict"]
        if isinstance(form, ConflictForm):
            form.start(seen, changes, theirs)
            self._show_form(form)

    def _on_case(self) -> None:
        form, started = self._form, self._started
        if not isinstance(form, CaseForm) or started is None:
            return
        form.clear_problem()
        try:
            order = form.order(started)
        except Refusal as refusal:
            form.show_refusal(refusal)
            return
        if order is None:
            return
        if isinstance(form, ReasonForm) and form.merging is not None:
            form.go.setEnabled(False)
            self._runner.run(
                order.deed, *order.args, owner=self, failed=self._on_failed,
                then=partial(self._on_merged, form.merging.id),
            )  # fmt: skip
            return
        self._send(order.sentence, order.deed, *order.args, **order.more)

    def _on_merged(self, gone: uuid.UUID, _answer: object) -> None:
        self.close_form()
        self.reload_asked.emit()
        self.undoable.emit(_("Merged"), partial(self.unmerge, gone))

    def unmerge(self, which: uuid.UUID) -> None:
        """Take the ticket out of the one it was merged into."""
        self._send(_("Taken out again"), unmerge_ticket, which)

    def _on_compose(self, kind: object) -> None:
        form, detail = self.forms[CaseDeed.NOTICE], self._detail
        if isinstance(form, NoticeForm) and detail is not None:
            self._runner.read(
                compose_notice, detail.fields.id, kind, owner=self, key="compose",
                then=form.show_draft, failed=form.show_refusal,
            )  # fmt: skip

    def _on_names(self, facts: ReceptionFacts) -> None:
        form = self.forms[CaseDeed.ROUTE]
        if isinstance(form, PassOnForm):
            form.start(facts.names[AgainstKind.DEPARTMENT])

    def _on_wordings(self, facts: DeskFacts) -> None:
        form = self.forms[CaseDeed.NOTICE]
        if isinstance(form, NoticeForm):
            form.set_lint(lint_of(facts.wordings, facts.internal_numbers))

    def _on_note(self) -> None:
        form = self.forms[Deed.NOTE]
        if isinstance(form, NoteForm) and self._started is not None:
            self._send(
                _("Progress recorded"), add_note, self._started.fields.id, form.text.value(),
                told_customer=form.told.isChecked(),
            )  # fmt: skip

    def _on_step(self) -> None:
        form, started = self.forms[Deed.ADVANCE], self._started
        if not isinstance(form, StepForm) or started is None:
            return
        to = form.chosen_state()
        if to is None:
            return
        form.clear_problem()
        try:
            facts = form.facts()
        except Refusal as refusal:
            form.show_refusal(refusal)
            return
        self._send(
            _("State changed"), advance_ticket, started.fields.id, to,
            reason=form.words(), facts=facts, version=started.fields.version,
        )  # fmt: skip

    def _on_hand_over(self) -> None:
        form = self.forms[Deed.REASSIGN]
        if isinstance(form, HandOverForm) and self._started is not None and form.to.value():
            fields = self._started.fields
            self._send(
                _("Handed over"), reassign_ticket, fields.id, str(form.to.value()),
                reason=form.reason.value(), version=fields.version,
            )  # fmt: skip

    def _on_take(self) -> None:
        if self._detail is not None:
            fields = self._detail.fields
            self._send(
                _("Taken on"), reassign_ticket, fields.id, self._login, version=fields.version
            )

    def _on_edit(self) -> None:
        form = self.forms[Deed.EDIT]
        if isinstance(form, EditForm) and self._started is not None:
            fields, changes = self._started.fields, form.changes()
            if changes:
                self._send(_("Saved"), edit_ticket, fields.id, fields.version, changes)
            else:
                self.close_form()

    def _on_conflict_settled(self) -> None:
        form = self.forms["conflict"]
        if isinstance(form, ConflictForm) and self._started is not None:
            self._send(
                _("Saved"), edit_ticket, self._started.fields.id, form.version, form.changes()
            )
