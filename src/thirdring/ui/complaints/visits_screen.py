"""Return visits by telephone (D10): the queue of whoever makes them, and one call at a time (C8)."""

import uuid
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.case_values import VisitReason, VisitState
from thirdring.domain.errors import N_, Refusal, Refusals, ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, ngettext, render
from thirdring.labels import label as label_of
from thirdring.ui import words
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.side_form import SideForm
from thirdring.ui.calls.typed_time import typed_time
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    EmptyState,
    Field,
    Ground,
    Hairline,
    Heading,
    Label,
    LineEdit,
    QuietTable,
    Segments,
    Styled,
    TableRow,
    TextArea,
)
from thirdring.ui.widgets.uncover import Uncover
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.return_visits import (
    VisitResult,
    VisitRow,
    find_visits,
    plan_visit,
    record_visit,
)
from thirdring.usecases.unmask_visit import unmask_visit

_SPOKEN, _NOT_REACHED, _WAIVED = "spoken", "not_reached", "waived"
TOPICS = frozenset({"return_visits", "tickets", "clocks", "ticket_notes"})
# C8, C9, D10: what is said, in order; the desk's phrases fill in for the words.
_LINES = (
    (N_("Hello, this is {company}; I am {agent}, {post}."), "C8"),
    (N_("Am I speaking with {customer}? Does it suit you for two minutes?"), "C8"),
    (N_("We are sorry for the trouble you had. Is everything settled as agreed?"), "C9"),
    (N_("How satisfied are you with how it was handled, from 1 to 5?"), "D10"),
    (N_("What could we have done better?"), "D10"),
    (N_("Thank you for your time and for telling us. Goodbye."), "B9"),
)


class VisitForm(Styled, QWidget):
    """One visit: what to say, and what came of it. `sent` carries a `VisitResult`."""

    sent = Signal(object)
    unmask_asked = Signal(str)
    ticket_asked = Signal(str)

    def __init__(self, desk: DeskFacts, *, reviews: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._reviews = desk, reviews
        self.visit: VisitRow | None = None
        self._title = Label(step=Type.TITLE, elide=True)
        self._number = Label(tone=Token.TEXT_2)
        self._eye = Uncover()
        self._ticket = Button(kind=ButtonKind.LINK, small=True)
        self._about = Label(tone=Token.TEXT_2, wrap=True)
        self._lines = [
            (Label(wrap=True), Label(step=Type.CAPTION, tone=Token.TEXT_3)) for _n in _LINES
        ]
        self.outcome = Segments()
        self.satisfaction, self.opinion = Segments(), TextArea(lines=3)
        self.next_try, self.reason = LineEdit(kind=TextKind.NAME), TextArea(lines=2)
        self.rows = {
            "satisfaction": Field(self.satisfaction, required=True, above=True),
            "opinion": Field(self.opinion, above=True),
            "next_try_at": Field(self.next_try, above=True),
            "reason": Field(self.reason, required=True, above=True),
        }
        self.problem = Label(step=Type.CAPTION, tone=Token.OVER, wrap=True)
        self.go = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        self._lay_out()
        self.outcome.chosen.connect(self._show_rows)
        self.go.clicked.connect(self.send)
        self._eye.asked.connect(self.unmask_asked)
        self._ticket.clicked.connect(self._on_ticket)
        self.wire()

    def _lay_out(self) -> None:
        number = QHBoxLayout()
        number.setSpacing(4)
        for part in (self._number, self._eye, self._ticket):
            number.addWidget(part)
        number.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(number)
        column.addWidget(self._about)
        column.addWidget(Hairline())
        for line, rule in self._lines:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(line, 1)
            row.addWidget(rule, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(Hairline())
        column.addWidget(self.outcome)
        for field in self.rows.values():
            column.addWidget(field)
        column.addWidget(self.problem)
        column.addStretch(1)
        body = QWidget()
        body.setObjectName("plain")
        body.setLayout(column)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = Ground(Token.BG_SURFACE, edges=Qt.Edge.TopEdge)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.addStretch(1)
        row.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(foot)

    def retranslate(self) -> None:
        outcomes = [(_SPOKEN, _("Spoken to")), (_NOT_REACHED, _("Not reached"))]
        if self._reviews:
            outcomes.append((_WAIVED, _("Leave it out")))
        self.outcome.set_options(outcomes)
        self.outcome.setAccessibleName(_("What came of it"))
        self.satisfaction.set_options([(n, str(n)) for n in range(1, 6)])
        for name, text in (
            ("satisfaction", _("Satisfaction")), ("opinion", _("Opinion of the handling")),
            ("next_try_at", _("Next try")), ("reason", _("Why")),
        ):  # fmt: skip
            self.rows[name].set_label(text)
        self.rows["satisfaction"].set_hint(_("1 not at all, 5 very"), "D10")
        self.rows["next_try_at"].set_hint(_("Left open, the policy's minutes from now"), "")
        self.next_try.setPlaceholderText(_("15:30, or 12-03 9:40"))
        self.go.setText(_("Save the visit"))
        self._eye.set_hint(_("Show the whole number (is written down, H5)"))
        self._show_lines()
        self._show_rows()

    def show_visit(self, visit: VisitRow) -> None:
        """Another visit: the form is empty again. The same one leaves what is typed alone."""
        same = self.visit is not None and self.visit.id == visit.id
        self.visit = visit
        self._title.setText(visit.name or _("Not given"))
        self._number.setText(visit.number or "")
        self._eye.setVisible(bool(visit.number))
        self._ticket.setText(visit.ticket or "")
        self._ticket.setVisible(bool(visit.ticket))
        self._about.setText(visit.about or _(label_of(visit.reason)))
        self._show_lines()
        if not same:
            self.outcome.set_value(_SPOKEN)
            self.satisfaction.set_value(None)
            for field in (self.opinion, self.reason):
                field.setPlainText("")
            self.next_try.setText("")
            self._clear()
            self._show_rows()

    def show_number(self, number: str) -> None:
        self._number.setText(number)
        self._eye.hide()

    def result(self, now: datetime) -> VisitResult:
        """What came of it.

        Raises:
            Refusal: a time that is none.
        """
        outcome = self.outcome.value()
        if outcome == _WAIVED:
            return VisitResult(waived=self.reason.value())
        if outcome == _SPOKEN:
            chosen = self.satisfaction.value()
            return VisitResult(
                satisfaction=chosen if isinstance(chosen, int) else None,
                opinion=self.opinion.value(),
            )
        typed = self.next_try.value()
        if not typed:
            return VisitResult()
        try:
            return VisitResult(next_try_at=typed_time(typed, now, self._desk.time))
        except Refusal as refusal:
            raise Refusal(refusal.message, rule="D10", field="next_try_at") from None

    def refuse(self, error: ThirdRingError) -> None:
        """Why it was not taken, beside its field."""
        self.go.setEnabled(True)
        for one in error.all if isinstance(error, Refusals) else (error,):
            field = self.rows.get(one.field) if isinstance(one, Refusal) else None
            if field is not None and isinstance(one, Refusal):
                field.set_problem(render(one), one.rule)
                field.control.setFocus()
            else:
                self.problem.setText(render(one))

    def send(self) -> None:
        if self.visit is not None and self.go.isEnabled():
            self._clear()
            self.sent.emit(self.visit)

    def _clear(self) -> None:
        self.problem.setText("")
        for field in self.rows.values():
            field.set_problem("")

    def _show_rows(self, _value: object = None) -> None:
        outcome = self.outcome.value()
        shown = {_SPOKEN: {"satisfaction", "opinion"}, _NOT_REACHED: {"next_try_at"}}
        for name, field in self.rows.items():
            field.setVisible(name in shown.get(str(outcome), {"reason"} if outcome else set()))

    def _show_lines(self) -> None:
        values = {
            "company": self._desk.company, "agent": self._desk.agent,
            "post": self._desk.post or _("customer service"),
            "customer": (self.visit.name if self.visit else "") or _("the customer"),
        }  # fmt: skip
        for (label, rule), (text, rule_id) in zip(self._lines, _LINES, strict=True):
            label.setText(_(text).format(**values))
            rule.setText(rule_id)

    def _on_ticket(self) -> None:
        if self.visit is not None and self.visit.ticket:
            self.ticket_asked.emit(self.visit.ticket)


class VisitsScreen(Styled, QWidget):
    """Hand it to `add_screen("visits", …)`; call `on_touched` after each change."""

    said = Signal(str)
    failed = Signal(object)
    ticket_asked = Signal(str)
    counted = Signal(int)

    def __init__(
        self, desk: DeskFacts, runner: Runner, ticker: Ticker, *, reviews: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._runner, self._ticker = desk, runner, ticker
        self._rows: dict[uuid.UUID, VisitRow] = {}
        self._empty = EmptyState("clipboard-check")
        self.table = QuietTable(empty=self._empty)
        self.form = VisitForm(desk, reviews=reviews)
        self.form.hide()
        self.plan = Button(kind=ButtonKind.LINK, icon="plus")
        self.reason = Segments()
        self.planning = SideForm(
            [
                ("reason", N_("Reason"), self.reason),
                ("name", N_("Name"), LineEdit(kind=TextKind.NAME)),
                ("number", N_("Phone"), LineEdit(kind=TextKind.NUMBER)),
                ("about", N_("About"), GrowingArea(least=2, most=5)),
            ]
        )
        self.planning.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        queue = QVBoxLayout()
        queue.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 6)
        head.addWidget(self.plan)
        head.addStretch(1)
        queue.addLayout(head)
        queue.addWidget(self.table, 1)
        row.addLayout(queue, 1)
        row.addWidget(self.planning)
        self._line = Hairline(Qt.Orientation.Vertical)
        row.addWidget(self._line)
        row.addWidget(self.form)
        self.table.chosen.connect(self._on_chosen)
        self.form.sent.connect(self._on_sent)
        self.form.unmask_asked.connect(self._on_unmask)
        self.form.ticket_asked.connect(self.ticket_asked)
        self.plan.clicked.connect(self._on_plan)
        self.planning.saved.connect(self._on_planned)
        self.planning.cancelled.connect(self._on_cancelled)
        self.wire()

    def restyle(self) -> None:
        for side in (self.form, self.planning):
            side.setFixedWidth(self.theme.size(Size.CALLBACK_CALL))

    def retranslate(self) -> None:
        self.table.set_headings(
            [
                Heading(_("Due"), 140, kept=True), Heading(_("Customer"), 120, kept=True),
                Heading(_("About")), Heading(_("Reason"), 140), Heading(_("Tries"), 60, right=True),
                Heading(_("No."), 130),
            ]
        )  # fmt: skip
        self.plan.setText(_("Plan a visit…"))
        reasons = (VisitReason.ASKED, VisitReason.PURCHASE)
        self.reason.set_options([(reason.value, _(label_of(reason))) for reason in reasons])
        self._empty.set_text(
            _("No visit is owed"),
            _("Within 15 days of its completion each complaint is followed up by telephone."),
            "D10",
        )
        self._show()

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the queue again."""
        self._runner.read(
            find_visits, owner=self, key="visits", then=self._on_found, failed=self.failed.emit
        )

    def on_touched(self, *_topics: Any) -> None:
        if self.isVisible():
            self.refresh()

    def send(self) -> None:
        """Ctrl+Enter."""
        if self.form.isVisible():
            self.form.send()

    def _on_found(self, rows: tuple[VisitRow, ...]) -> None:
        self._rows = {row.id: row for row in rows if row.state is VisitState.OPEN}
        self._show()
        shown = self.form.visit
        if shown is not None and shown.id in self._rows:
            self.form.show_visit(self._rows[shown.id])
        else:
            self.form.hide()
        self.counted.emit(len(self._rows))

    def _show(self) -> None:
        now, zone = self._ticker.now(), self._desk.time.zone
        self.table.set_rows([_row(row, now, zone) for row in self._rows.values()])

    def _on_chosen(self, key: Any) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.planning.hide()
            self.form.show_visit(row)
            self.form.show()

    def _on_plan(self) -> None:
        """D10: somebody who asked for a call, or bought something that wants one."""
        self.form.hide()
        self.planning.show()
        self.planning.begin(_("Plan a visit"), {"reason": VisitReason.ASKED.value})

    def _on_planned(self, values: dict[str, str]) -> None:
        reason = VisitReason(values["reason"] or VisitReason.ASKED)
        self._runner.run(
            plan_visit, reason, name=values["name"], number=values["number"],
            about=values["about"], owner=self, then=self._on_owed, failed=self.planning.refuse,
        )  # fmt: skip

    def _on_owed(self, _row: VisitRow) -> None:
        self.said.emit(_("Visit planned"))
        self._on_cancelled()
        self.refresh()

    def _on_cancelled(self) -> None:
        self.planning.hide()
        self.table.setFocus()

    def _on_sent(self, visit: VisitRow) -> None:
        try:
            result = self.form.result(self._ticker.now())
        except Refusal as refusal:
            self.form.refuse(refusal)
            return
        self.form.go.setEnabled(False)
        self._runner.run(
            record_visit, visit.id, result, version=visit.version, owner=self,
            then=self._on_recorded, failed=self.form.refuse,
        )  # fmt: skip

    def _on_recorded(self, row: VisitRow) -> None:
        self.form.go.setEnabled(True)
        if row.state is VisitState.OPEN:
            tries = ngettext("Not reached, {n} try", "Not reached, {n} tries", row.tries)
            self.said.emit(tries.format(n=row.tries))
        else:
            self.said.emit(_("Visit saved"))
        self.form.visit = None
        self.form.hide()
        self.refresh()
        self.table.setFocus()

    def _on_unmask(self, reason: str) -> None:
        if self.form.visit is not None:
            self._runner.run(
                unmask_visit, self.form.visit.id, reason, owner=self,
                then=self.form.show_number, failed=self.failed.emit,
            )  # fmt: skip


def _row(row: VisitRow, now: datetime, zone: Any) -> TableRow:
    over = row.due_at < now
    due = row.next_try_at if row.next_try_at and row.next_try_at > now else row.due_at
    about = row.about or _(label_of(row.reason))
    return TableRow(
        row.id,
        (
            Cell(words.due_text(due, now, zone), Token.OVER if over else Token.TEXT_2, bold=over,
                 tip=words.exact_text(row.due_at, zone)),
            Cell(row.name or _("Not given"), Token.TEXT),
            Cell(" ".join(about.split())),
            Cell(_(label_of(row.reason))),
            Cell(str(row.tries) if row.tries else ""),
            Cell(row.ticket or ""),
        ),
    )  # fmt: skip
