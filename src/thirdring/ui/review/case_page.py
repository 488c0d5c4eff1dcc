"""The middle of the review: one case on one page, what happened, what they ask, what was promised."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.case_values import CouponState, Degree, EscalationState
from thirdring.domain.enums import Severity
from thirdring.i18n import _, ngettext
from thirdring.ui import words
from thirdring.ui.review.case_sheet import CaseSheet
from thirdring.ui.review.evidence import Evidence
from thirdring.ui.review.lessons import Lessons
from thirdring.ui.review.look import kind_text, left_text, shape_of, title_of, tone_of
from thirdring.ui.theme import Token, Type
from thirdring.ui.tickets.look import severity_shape
from thirdring.ui.tickets.story import Facts, Story
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Ground,
    Hairline,
    Label,
    Pill,
    SectionHead,
    StateMark,
)
from thirdring.ui.widgets.uncover import Uncover
from thirdring.usecases.review_detail import Assessment, Plan, ReviewDetail


class CasePage(Ground):
    """`ticket_asked` with its number; `unmask_asked` for the customer's number."""

    ticket_asked = Signal(object)
    unmask_asked = Signal(str)

    def __init__(self, lessons: Lessons, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self.lessons, self.evidence = lessons, evidence
        self.sheet: CaseSheet | None = None
        self._now: datetime | None = None
        self._number = ""
        self._whole = False
        self.ticket = Button(kind=ButtonKind.LINK, small=True)
        self._pills: list[Pill] = []
        self._left = StateMark()
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self.title = Label(step=Type.TITLE, wrap=True)
        self.who = Label(tone=Token.TEXT_2, wrap=True)
        self.eye = Uncover()
        self._facts = Facts()
        self._story_head, self._story = SectionHead(), Story()
        self._all = Button(kind=ButtonKind.LINK, small=True)
        self._more = QVBoxLayout()
        self._lists: list[QWidget] = []
        self._lay_out()
        self.ticket.clicked.connect(self._on_ticket)
        self.lessons.ticket_asked.connect(self.ticket_asked)
        self.eye.asked.connect(self.unmask_asked)
        self._all.clicked.connect(self._on_all)
        self.wire()

    def _lay_out(self) -> None:
        top, who, head = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._pill_row = QHBoxLayout()
        self._pill_row.setSpacing(6)
        top.setSpacing(8)
        top.addWidget(self.ticket)
        top.addLayout(self._pill_row)
        top.addStretch(1)
        top.addWidget(self._left)
        top.addWidget(self._rule)
        who.setSpacing(4)
        who.addWidget(self.who, 1)
        who.addWidget(self.eye)
        head.setContentsMargins(20, 12, 20, 10)
        head.setSpacing(2)
        head.addLayout(top)
        head.addWidget(self.title)
        head.addLayout(who)
        self.body = QWidget()
        self.body.setObjectName("plain")
        column = self.column = QVBoxLayout(self.body)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._facts)
        column.addWidget(Hairline())
        column.addWidget(self._story_head)
        column.addWidget(self._story)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.setSpacing(4)
        column.addWidget(self.evidence)
        column.addLayout(self._more)
        column.addWidget(self.lessons)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.body)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(Hairline())
        whole.addWidget(self.area, 1)

    def retranslate(self) -> None:
        self.eye.set_hint(_("Show the number; it is written down that you did (H5)"))
        self._story_head.set_text(_("Story"))
        self._show()

    def show_sheet(self, sheet: CaseSheet, now: datetime) -> None:
        """Show the case; what stands there already is left alone."""
        if self.sheet is not None and sheet.detail.line.id != self.sheet.detail.line.id:
            self._number, self._whole = "", False
            self.lessons.clear()
            self.area.verticalScrollBar().setValue(0)
        same, self.sheet, self._now = sheet == self.sheet, sheet, now
        if not same:
            self._show()

    def show_number(self, number: str) -> None:
        """The customer's number, uncovered."""
        self._number = number
        self._show()

    def tick(self, now: datetime) -> None:
        self._now = now
        if self.sheet is not None:
            self._show_left(self.sheet, now)

    def _show(self) -> None:
        if self.sheet is None or self._now is None:
            return
        sheet, now, detail = self.sheet, self._now, self.sheet.detail
        line = detail.line
        self.ticket.setText(line.number or "")
        self.ticket.setVisible(line.number is not None)
        self.ticket.setAccessibleName(_("Open the ticket {number}").format(number=line.number))
        self._show_pills(detail)
        self.title.setText(title_of(line))
        self.who.setText(self._who(detail))
        phone = detail.ticket.phone if detail.ticket else None
        self.eye.setVisible(bool(phone) and not self._number and not line.against_me)
        self._rule.setText(line.rule)
        self._show_left(sheet, now)
        self._show_facts(sheet, now)
        entries = detail.ticket.timeline if detail.ticket else ()
        self._story_head.setVisible(bool(entries))
        self._story.show_entries(entries, now, sheet.facts, whole=self._whole)
        self._all.setText(ngettext("All {n} entry", "All {n} entries", len(entries)))
        self._all.setVisible(Story.folds(entries) and not self._whole)
        self._show_lists(sheet, now)

    def _show_pills(self, detail: ReviewDetail) -> None:
        told: list[Pill] = []
        severity = detail.ticket.fields.severity if detail.ticket else None
        if severity is not None:
            shape = severity_shape(Severity(severity))
            tone = Token.MAJOR if shape is not None else Token.TEXT_2
            told.append(Pill(_(labels.label(Severity(severity))), tone=tone, shape=shape))
        nature = (
            detail.ticket.complaint.nature if detail.ticket and detail.ticket.complaint else None
        )
        if nature is not None:
            told.append(Pill(_(labels.label(nature)), tone=Token.TEXT_2))
        if detail.line.level > 1:
            told.append(Pill(_("Level {n}").format(n=detail.line.level), tone=Token.ACCENT_TEXT))
        for pill in self._pills:
            self._pill_row.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self._pills = told
        for pill in told:
            self._pill_row.addWidget(pill)

    def _who(self, detail: ReviewDetail) -> str:
        line, ticket = detail.line, detail.ticket
        name = words.named(line.name or "", line.title) or _("No name")
        number = self._number or (ticket.phone if ticket else None) or ""
        against = ticket.complaint.against if ticket and ticket.complaint else None
        about = _("against {name}").format(name=against) if against else ""
        return _(", ").join(part for part in (name, number, about) if part)

    def _show_left(self, sheet: CaseSheet, now: datetime) -> None:
        line = sheet.detail.line
        left = left_text(line, now, sheet.facts.zone)
        text = f"{kind_text(line)}  {left}".strip()
        if text != self._left.text():
            self._left.set(shape_of(line, now), text, tone=tone_of(line, now))

    def _show_facts(self, sheet: CaseSheet, now: datetime) -> None:
        detail, show, zone = sheet.detail, self._facts, sheet.facts.zone
        line, ticket = detail.line, detail.ticket
        show.clear()
        if line.against_me:
            show.add(_("Note"), _("This is about you: somebody else decides it."), tone=Token.SOON,
                     beside=Label("G9", step=Type.CAPTION, tone=Token.TEXT_3))  # fmt: skip
        if ticket is not None and ticket.fields.raised != title_of(line):
            show.add(_("What happened"), ticket.fields.raised)
        if ticket is not None:
            show.add(_("They ask for"), ticket.fields.wants or "")
            show.add(_("Answer"), ticket.fields.answer or "")
        if detail.assessment is not None:
            self._show_assessment(detail.assessment)
        if ticket is None or line.reason != ticket.fields.raised:
            show.add(_("Sent up because"), line.reason)
        if line.live_to:
            show.add(_("Put through to"), line.live_to)
        self._show_coupon(detail)
        self._show_decided(sheet, now)
        for callback in ticket.callbacks if ticket else ():
            due = words.due_text(callback.due_at, now, zone)
            state = _(labels.label(callback.state))
            told = _(", ").join(p for p in (due, callback.owner, state, callback.about) if p)
            show.add(_("Callback"), told)

    def _show_decided(self, sheet: CaseSheet, now: datetime) -> None:
        detail, show, zone = sheet.detail, self._facts, sheet.facts.zone
        line = detail.line
        for plan in detail.plans:
            show.add(_("Plan"), _plan_text(plan, now, sheet))
        if line.plan and not detail.plans:
            show.add(_("Plan"), line.plan)
        if line.decision is not None:
            by = line.decided_by or ""
            at = words.day_and_time(line.decided_at, now, zone) if line.decided_at else ""
            what = _(labels.label(line.decision))
            show.add(_("Decided"), _(", ").join(part for part in (what, by, at) if part))
        if line.report_due_at is not None:
            due = words.due_text(line.report_due_at, now, zone)
            owed = _("{name} tells the customer, {time}").format(
                name=line.owner or _("The agent"), time=due
            )
            show.add(
                _("Still owed"), owed, beside=Label("C4", step=Type.CAPTION, tone=Token.TEXT_3)
            )

    def _show_assessment(self, judged: Assessment) -> None:
        parts = []
        if judged.safety:
            parts.append(_("concerns safety"))
        if judged.immediate:
            parts.append(_("needs action at once"))
        if judged.impact:
            word = _(labels.label(Degree(judged.impact))).lower()
            parts.append(_("impact {degree}").format(degree=word))
        if judged.complexity:
            word = _(labels.label(Degree(judged.complexity))).lower()
            parts.append(_("complexity {degree}").format(degree=word))
        rule = Label("J2", step=Type.CAPTION, tone=Token.TEXT_3)
        tone = Token.OVER if judged.safety or judged.immediate else Token.TEXT
        self._facts.add(
            _("Assessment"), _(", ").join(parts) or _("Not assessed yet"), tone=tone, beside=rule
        )

    def _show_coupon(self, detail: ReviewDetail) -> None:
        coupon = detail.coupon
        if coupon is not None:
            asked = _("{amount}, asked for by {name}").format(
                amount=f"{coupon.amount:,.2f}", name=coupon.asked_by
            )
            rule = Label("D7", step=Type.CAPTION, tone=Token.TEXT_3)
            self._facts.add(_("Coupon"), asked, bold=True, beside=rule)
            self._facts.add(_("Need"), coupon.need)
        before = [
            one
            for history in (detail.coupons, detail.coupons_before) if history is not None
            for one in history.coupons if coupon is None or one.id != coupon.id
        ]  # fmt: skip
        if coupon is not None or before:
            lines = [
                f"{one.ticket_number}  {one.amount:,.2f}  {_(labels.label(CouponState(one.state)))}"
                for one in before[:5]
            ]
            self._facts.add(_("Coupons before"), "\n".join(lines) or _("None"))

    def _show_lists(self, sheet: CaseSheet, now: datetime) -> None:
        for widget in self._lists:
            self._more.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lists = []
        self.evidence.show_files(sheet.evidence, now, sheet.facts.zone)
        earlier = sheet.detail.earlier
        if earlier:
            self._list(_("Earlier tickets of the customer"), str(len(earlier)), [
                (one.about, _(", ").join((one.number, _(labels.label(one.state)), words.date_text(one.received_at, now, sheet.facts.zone))))
                for one in earlier[:6]
            ])  # fmt: skip

    def _list(self, title: str, aside: str, rows: list[tuple[str, str]]) -> None:
        head = SectionHead()
        head.set_text(title, aside)
        self._lists.append(head)
        for text, under in rows:
            self._lists.append(Label(text, elide=True))
            self._lists.append(Label(under, step=Type.CAPTION, tone=Token.TEXT_2, elide=True))
        for widget in self._lists:
            self._more.addWidget(widget)

    def _on_ticket(self) -> None:
        self.ticket_asked.emit(self.ticket.label())

    def _on_all(self) -> None:
        self._whole = True
        self._show()


def _plan_text(plan: Plan, now: datetime, sheet: CaseSheet) -> str:
    at = words.day_and_time(plan.at, now, sheet.facts.zone) if plan.at else ""
    told = _(", ").join(part for part in (plan.by or "", at) if part)
    return f"{plan.text}\n{told}" if told else plan.text


def may_report(sheet: CaseSheet) -> bool:
    """Whether the customer is still to be told what was decided."""
    line = sheet.detail.line
    return line.state is EscalationState.RETURNED and line.report_due_at is not None
