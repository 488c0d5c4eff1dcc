"""The foot of the ticket's panel: its buttons, and the form of the deed that was chosen.

What is being written survives a refresh and a change made by somebody else.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.enums import TicketState
from thirdring.domain.errors import Conflict, ThirdRingError
from thirdring.i18n import _
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Size, Token
from thirdring.ui.tickets.conflict_form import ConflictForm
from thirdring.ui.tickets.deed_forms import DeedForm, EditForm, HandOverForm, NoteForm, StepForm
from thirdring.ui.widgets import Button, ButtonKind, Ground, Hairline, Styled
from thirdring.usecases.add_note import add_note
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.edit_ticket import TicketFields, edit_ticket
from thirdring.usecases.reassign_ticket import reassign_ticket
from thirdring.usecases.show_ticket import Deed, TicketDetail
from thirdring.usecases.ticket_desk import Colleague, ListFacts, colleagues


class DetailDeeds(Styled, QWidget):
    """`done` carries a sentence for the line at the foot of the window; `reload_asked` when the
    ticket turned out to be another than the one shown.
    """

    done = Signal(str)
    reload_asked = Signal()

    def __init__(self, runner: Runner, *, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._detail: TicketDetail | None = None
        self._login = ""
        self._categories: tuple[str, ...] = ()
        self._outdated = False
        self._form: DeedForm | None = None
        self._started: TicketDetail | None = None  # the ticket as it was when the form opened
        self.note = Button(kind=ButtonKind.PRIMARY, keys=keys)
        self.step = Button(kind=ButtonKind.BARE)
        self.take = Button(kind=ButtonKind.BARE)
        self.forms: dict[Deed | str, DeedForm] = {
            Deed.NOTE: NoteForm(), Deed.ADVANCE: StepForm(), Deed.REASSIGN: HandOverForm(),
            Deed.EDIT: EditForm(), "conflict": ConflictForm(),
        }  # fmt: skip
        self._lay_out()
        self._connect()
        self.wire()

    def _lay_out(self) -> None:
        self._buttons = Ground(Token.BG_SURFACE)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(10, 0, 16, 0)
        row.setSpacing(2)
        row.addWidget(self.step)
        row.addWidget(self.take)
        row.addStretch(1)
        row.addWidget(self.note)
        self._place = QScrollArea()
        self._place.setWidgetResizable(True)
        self._place.setFrameShape(QFrame.Shape.NoFrame)
        self._inside = QWidget()
        self._inside.setObjectName("plain")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        for form in self.forms.values():
            form.hide()
            column.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
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
        slots: dict[Deed | str, Callable[[], None]] = {
            Deed.NOTE: self._on_note, Deed.ADVANCE: self._on_step, Deed.REASSIGN: self._on_hand_over,
            Deed.EDIT: self._on_edit, "conflict": self._on_conflict_settled,
        }  # fmt: skip
        for deed, form in self.forms.items():
            form.done.connect(slots[deed])
            form.given_up.connect(self.close_form)

    def restyle(self) -> None:
        self._buttons.setFixedHeight(self.theme.size(Size.FOOTER))

    def retranslate(self) -> None:
        self.note.setText(_("Record progress"))
        self.step.setText(_("Change state"))
        self.take.setText(_("Take it"))

    def set_facts(self, facts: ListFacts) -> None:
        self._login, self._categories = facts.login, facts.categories

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
        self.take.setVisible(Deed.TAKE in may)
        self.setVisible(bool(may - {Deed.UNMASK}))

    def fill_menu(self, menu: QMenu) -> None:
        """The deeds that have no button."""
        if self._detail is not None and Deed.REASSIGN in self._detail.may:
            menu.addAction(_("Hand over…"), partial(self.open, Deed.REASSIGN))

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

    def open(self, deed: Deed) -> None:
        """Open the form of `deed` with the ticket as it stands."""
        if self._detail is None or deed not in self._detail.may:
            return
        self._started = self._detail
        form = self.forms[deed]
        self._show_form(form)
        if isinstance(form, NoteForm):
            form.start()
        elif isinstance(form, StepForm):
            form.start(self._detail.steps)
        elif isinstance(form, EditForm):
            form.start(self._detail.fields, self._categories)
        elif isinstance(form, HandOverForm):
            form.start(())
            self._runner.read(colleagues, owner=self, then=self._on_people, key="people")

    def close_form(self) -> None:
        """Put the form away; what was written is gone."""
        if isinstance(self._form, NoteForm):
            self._form.text.setPlainText("")
            self._form.told.setChecked(False)
        if self._form is not None:
            self._form.hide()
        self._form = None
        self._place.hide()
        self._buttons.show()
        if self._detail is not None:
            self.note.setFocus()

    def _show_form(self, form: DeedForm) -> None:
        if self._form is not None:
            self._form.hide()
        self._form = form
        form.clear_problem()
        form.go.setEnabled(True)
        form.show()
        height = form.sizeHint().height() + 4
        self._place.setFixedHeight(min(height, max(self.theme.px(160), self._room())))
        self._place.show()
        self._buttons.hide()

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
        self.done.emit(sentence)

    def _on_failed(self, error: ThirdRingError) -> None:
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

    def _on_note(self) -> None:
        form = self.forms[Deed.NOTE]
        if isinstance(form, NoteForm) and self._started is not None:
            self._send(
                _("Progress recorded"), add_note, self._started.fields.id, form.text.value(),
                told_customer=form.told.isChecked(),
            )  # fmt: skip

    def _on_step(self) -> None:
        form = self.forms[Deed.ADVANCE]
        if isinstance(form, StepForm) and self._started is not None:
            to = form.to.value()
            if isinstance(to, TicketState):
                fields = self._started.fields
                self._send(
                    _("State changed"), advance_ticket, fields.id, to,
                    reason=form.reason.value(), version=fields.version,
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
