"""How the call ended, and what that outcome asks: the callback's time, to whom, which ticket."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thirdring.domain.callbacks import needs_reason
from thirdring.domain.enums import Outcome, TicketKind
from thirdring.domain.errors import N_
from thirdring.domain.policy import Key
from thirdring.domain.protocol import allowed_outcomes
from thirdring.domain.text_safety import TextKind
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.calls import call_facts
from thirdring.ui.calls.areas import OneLineArea
from thirdring.ui.calls.complaint_section import ComplaintSection
from thirdring.ui.calls.lint import LintHighlighter
from thirdring.ui.calls.presenter import AT_A_TIME, CallPresenter
from thirdring.ui.calls.section import Section
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Label, LineEdit, Segments, set_tip
from thirdring.ui.words import day_and_time, time_text

_ORDER = (
    Outcome.SOLVED, Outcome.CALLBACK, Outcome.TICKET, Outcome.ESCALATED, Outcome.TRANSFERRED,
    Outcome.NO_AUDIO, Outcome.CUT_OFF, Outcome.MISDIAL, Outcome.ABANDONED,
)  # fmt: skip
_SIDE_BY_SIDE = 4


class OutcomeSection(Section):
    """Rows appear with the outcome that needs them. `grew` carries fields that were made late."""

    grew = Signal(object)

    def __init__(
        self,
        call: CallPresenter,
        lint: WordingLint,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(call, parent)
        self._now = now
        self.outcome = Segments(visible=_SIDE_BY_SIDE)
        self._minutes = Segments()
        self._at = LineEdit(kind=TextKind.NAME)
        self._by = Label(bold=True)
        self._by_rule = Label("C2", step=Type.CAPTION, tone=Token.TEXT_3)
        self.about = OneLineArea()
        self.about_lint = LintHighlighter(self.about, lint)
        self._reason = LineEdit(kind=TextKind.LINE)
        self._to = LineEdit(kind=TextKind.LINE)
        self._taken = Segments()
        self._kind = Segments()
        # Made when the first complaint comes: most calls never need its ten fields.
        self.complaint: ComplaintSection | None = None
        self._build()
        self._connect()
        self.fields |= {
            "outcome": self.outcome,
            "callback.minutes": self._minutes,
            "callback.due_at": self._at,
            "transfer_taken": self._taken,
            "ticket_kind": self._kind,
        }
        self.wire()

    def _build(self) -> None:
        self.row(self.label(N_("Outcome"), self.outcome, required=True), self.outcome, 1)
        self._callback_row = self.row(
            self.label(N_("Call back in"), self._minutes, required=True),
            self._minutes, self._at, self._by, self._by_rule, self.about, wide=self.about,
        )  # fmt: skip
        self._reason_row = self.row(
            self.label(N_("Why later"), self._reason, required=True), self._reason
        )
        self._transfer_row = self.row(
            self.label(N_("Put through to"), self._to, required=True),
            self._to,
            self.label(N_("Taken"), self._taken, required=True, column=False),
            self._taken,
        )
        self._kind_row = self.row(self.label(N_("Ticket"), self._kind), self._kind, 1)

    def _connect(self) -> None:
        self.bind("callback.at", self._at)
        self.bind("callback.about", self.about)
        self.bind("callback.reason", self._reason)
        self.bind("transferred_to", self._to)
        self.outcome.chosen.connect(self._on_outcome)
        self._minutes.chosen.connect(self._on_minutes)
        self._taken.chosen.connect(self._on_taken)
        self._kind.chosen.connect(self._on_kind)

    def load(self) -> None:
        super().load()
        self.about_lint.look()
        if self.complaint is not None:
            self.complaint.load()

    def restyle(self) -> None:
        super().restyle()
        self._at.setFixedWidth(self.theme.px(112))

    def retranslate(self) -> None:
        super().retranslate()
        minutes = sorted({15, 60, self.call.desk.policy.integer(Key.CALLBACK_DEFAULT_MINUTES)})
        self._minutes.set_options(
            [(str(n), _("{n} min").format(n=n)) for n in minutes] + [(AT_A_TIME, _("At …"))]
        )
        self._at.setPlaceholderText(_("15:30"))
        set_tip(self._at, _("15:30, tomorrow 9:40, 12-03 9:40"))
        self.about.setPlaceholderText(_("About (as raised)"))
        self.about.setAccessibleName(_("What the callback is about"))
        self._reason.setPlaceholderText(_("The customer agreed to the later time because …"))
        self._taken.set_options([("true", _("Yes")), ("false", _("No"))])
        kinds = (TicketKind.COMPLAINT, TicketKind.REQUEST, TicketKind.ENQUIRY)
        self._kind.set_options([(k.value, _(label(k))) for k in kinds])
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        record = self.call.record
        self._offer_outcomes()
        outcome = call_facts.outcome_of(record)
        callback = outcome is Outcome.CALLBACK
        self._callback_row.setVisible(callback)
        self._transfer_row.setVisible(outcome is Outcome.TRANSFERRED)
        ticket = outcome is Outcome.TICKET and not call_facts.is_protocol(record)
        self._kind_row.setVisible(ticket)
        choose_shown(self._kind, call_facts.ticket_kind_of(record).value if ticket else None)
        choose_shown(self._taken, record.choice("transfer_taken"))
        self._show_callback(callback=callback)
        self._show_complaint(on=call_facts.is_complaint(record))

    def adopt(self, call: CallPresenter) -> None:
        if self.complaint is not None:
            self.complaint.adopt(call)
        super().adopt(call)

    def _show_complaint(self, *, on: bool) -> None:
        if on and self.complaint is None:
            self.complaint = ComplaintSection(self.call, self)
            self._column.addWidget(self.complaint)
            self.complaint.load()
            self.grew.emit(self.complaint.fields)
        if self.complaint is not None:
            self.complaint.setVisible(on)
            if on:
                self.complaint.refresh()

    def _offer_outcomes(self) -> None:
        """A special caller goes to the supervisor, or nobody was there (E1 to E3)."""
        allowed = allowed_outcomes(self.call.record.caller_type)
        options = [(o.value, _(label(o))) for o in _ORDER if o in allowed]
        if [value for value, _text in options] != self._offered or self._spoken != options:
            self._offered = [value for value, _text in options]
            self._spoken = options
            self.outcome.set_visible_count(min(_SIDE_BY_SIDE, len(options)))
            self.outcome.set_options(options)
        choose_shown(self.outcome, self.call.record.choice("outcome"))

    _offered: list[str] = []  # noqa: RUF012 - replaced, never changed
    _spoken: list[tuple[str, str]] = []  # noqa: RUF012 - replaced, never changed

    def _show_callback(self, *, callback: bool) -> None:
        record, policy = self.call.record, self.call.desk.policy
        chosen = record.choice("callback.minutes")
        known = {value for value, _text in self._minutes_options()}
        choose_shown(self._minutes, chosen if chosen in known else None)
        self._at.setVisible(chosen == AT_A_TIME)
        due, now = record.callback_due_at, self._now()
        later = callback and due is not None and needs_reason(record.ended_at or now, due, policy)
        self._reason_row.setVisible(later or (callback and bool(record.text("callback.reason"))))
        if due is None:
            self._by.setText("")
        else:
            zone = self.call.desk.time.zone
            same_day = self.call.desk.time.day_of(due) == self.call.desk.time.day_of(now)
            at = time_text(due, zone) if same_day else day_and_time(due, now, zone)
            self._by.setText(_("by {time}").format(time=at))
        self._by_rule.setVisible(due is not None)

    def _minutes_options(self) -> list[tuple[str, str]]:
        default = self.call.desk.policy.integer(Key.CALLBACK_DEFAULT_MINUTES)
        return [(str(n), "") for n in sorted({15, 60, default})] + [(AT_A_TIME, "")]

    def _on_outcome(self, value: object) -> None:
        self.call.choose("outcome", str(value))

    def _on_minutes(self, value: object) -> None:
        self.call.choose("callback.minutes", str(value))
        if value == AT_A_TIME:
            self._at.setFocus()

    def _on_taken(self, value: object) -> None:
        self.call.choose("transfer_taken", str(value))

    def _on_kind(self, value: object) -> None:
        self.call.choose("ticket_kind", str(value))
