"""What a person fills in beside the path: reporting up, coupons, merging, notices."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from thirdring.domain.case_values import EscalationKind, NoticeKind, Way
from thirdring.domain.enums import AgainstKind
from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.text_safety import TextKind
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _, render
from thirdring.labels import label as label_of
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.lint import LintHighlighter
from thirdring.ui.calls.lint_line import LintLine
from thirdring.ui.complaints.mail import eml_of, mailto_of
from thirdring.ui.tickets.deed_forms import DeedForm
from thirdring.ui.widgets import Button, ComboBox, Field, LineEdit, Segments, TextArea
from thirdring.usecases.ask_coupon import ask_coupon
from thirdring.usecases.change_against import change_against
from thirdring.usecases.compose_notice import NoticeDraft
from thirdring.usecases.coupon_rows import CouponRow
from thirdring.usecases.escalate_ticket import BY_HAND, escalate_ticket
from thirdring.usecases.issue_coupon import cancel_coupon, issue_coupon
from thirdring.usecases.merge_tickets import Likely, merge_ticket
from thirdring.usecases.notice_rows import NoticeRow
from thirdring.usecases.route_ticket import pass_on
from thirdring.usecases.show_ticket import TicketDetail
from thirdring.usecases.word_and_tell import keep_or_change, tell_worded


@dataclass(frozen=True, slots=True)
class Order:
    """A deed to run and the sentence that tells it is done."""

    sentence: str
    deed: Callable[..., Any]
    args: tuple[Any, ...]
    more: dict[str, Any] = field(default_factory=dict)


class CaseForm(DeedForm):
    """Fields by name; a refusal stands beside its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, Field] = {}

    def add_row(self, name: str, control: QWidget, *, required: bool = False) -> None:
        self.rows[name] = Field(control, required=required, above=True)
        self.fields.addWidget(self.rows[name])

    def order(self, ticket: TicketDetail) -> Order | None:
        """What is to be done; None when nothing is.

        Raises:
            Refusal: something typed is not what it should be.
        """
        raise NotImplementedError

    def show_refusal(self, error: Exception) -> None:
        refusals = error.all if isinstance(error, Refusals) else (error,)
        self.go.setEnabled(True)
        for one in refusals:
            if isinstance(one, Refusal) and one.field in self.rows:
                self.rows[one.field].set_problem(render(one), one.rule)
                self.rows[one.field].control.setFocus()
            else:
                super().show_refusal(one)

    def clear_problem(self) -> None:
        super().clear_problem()
        for row in self.rows.values():
            row.set_problem("")


class EscalateForm(CaseForm):
    """Which kind, which level, why (C4, D8, E5, E6)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.level, self.reason = ComboBox(), Segments(), TextArea(lines=3)
        self.add_row("kind", self.kind)
        self.add_row("level", self.level)
        self.add_row("reason", self.reason, required=True)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Report up"))
        self.go.setText(_("Report up"))
        self.rows["kind"].set_label(_("What it is"))
        self.rows["level"].set_label(_("To level"))
        self.rows["level"].set_hint(
            _("1 supervisor, 2 service manager, 3 company leadership"), "C4"
        )
        self.rows["reason"].set_label(_("Why"))
        self.rows["reason"].set_hint(_("You keep tracking it and report back to the customer."))
        kinds = [kind for kind in EscalationKind if kind in BY_HAND]
        self.kind.set_options([(kind, _(label_of(kind))) for kind in kinds])
        self.level.set_options([(n, str(n)) for n in (1, 2, 3)])

    def start(self, ticket: TicketDetail) -> None:
        self.kind.set_value(EscalationKind.DIFFICULT)
        self.level.set_value(min(3, ticket.escalation_level + 1))
        self.reason.setPlainText("")
        self.reason.setFocus()

    def order(self, ticket: TicketDetail) -> Order:
        more = {"kind": self.kind.value(), "version": ticket.fields.version}
        args = (ticket.fields.id, self.level.value(), self.reason.value())
        return Order(_("Reported up"), escalate_ticket, args, more)


class CouponForm(CaseForm):
    """How much, and what it settles (D7); or the number of one that is handed out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coupon: CouponRow | None = None
        self.amount, self.need = LineEdit(kind=TextKind.NAME), TextArea(lines=2)
        self.code = LineEdit(kind=TextKind.LINE)
        self.add_row("amount", self.amount, required=True)
        self.add_row("need", self.need, required=True)
        self.add_row("code", self.code, required=True)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.rows["amount"].set_label(_("Amount"))
        self.rows["amount"].set_hint(_("Above your limit a supervisor approves it."), "D7")
        self.rows["need"].set_label(_("What it settles"))
        self.rows["code"].set_label(_("Number on the coupon"))
        self._show()

    def start(self, coupon: CouponRow | None) -> None:
        """`coupon`: the approved one that is handed out; None asks for a new one."""
        self._coupon = coupon
        self.amount.setText("")
        self.need.setPlainText("")
        self.code.setText("")
        self._show()
        (self.amount if coupon is None else self.code).setFocus()

    def _show(self) -> None:
        asking = self._coupon is None
        self.title.setText(_("Ask for a coupon") if asking else _("Issue the coupon"))
        self.go.setText(_("Ask") if asking else _("Issue"))
        self.rows["amount"].setVisible(asking)
        self.rows["need"].setVisible(asking)
        self.rows["code"].setVisible(not asking)

    def order(self, ticket: TicketDetail) -> Order:
        if self._coupon is not None:
            coupon = self._coupon
            return Order(
                _("Coupon issued"), issue_coupon, (coupon.id, self.code.value()),
                {"version": coupon.version},
            )  # fmt: skip
        try:
            amount = Decimal(self.amount.value().replace(",", "").replace("，", ""))
        except InvalidOperation:
            raise Refusal(say("Write an amount like 300."), rule="D7", field="amount") from None
        return Order(
            _("Coupon asked for"), ask_coupon, (ticket.fields.id, amount, self.need.value())
        )


class AgainstForm(CaseForm):
    """Whom it is against instead, and why: a supervisor's (D15)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.against = ComboBox(), LineEdit(kind=TextKind.LINE)
        self.reason = TextArea(lines=2)
        self.add_row("against_kind", self.kind)
        self.add_row("against", self.against)
        self.add_row("reason", self.reason, required=True)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Change whom it is against"))
        self.go.setText(_("Change"))
        self.rows["against_kind"].set_label(_("Against"))
        self.rows["against_kind"].set_hint("", "D15")
        self.rows["against"].set_label(_("Name or number"))
        self.rows["reason"].set_label(_("Why"))
        self.kind.set_options([(kind, _(label_of(kind))) for kind in AgainstKind])

    def start(self, ticket: TicketDetail) -> None:
        case = ticket.complaint
        self.kind.set_value(case.against_kind if case and case.against_kind else AgainstKind.NONE)
        self.against.setText((case.against if case else "") or "")
        self.reason.setPlainText("")
        self.kind.setFocus()

    def order(self, ticket: TicketDetail) -> Order:
        kind = self.kind.value()
        named = self.against.value() if kind is not AgainstKind.NONE else None
        more = {"reason": self.reason.value(), "version": ticket.fields.version}
        return Order(_("Changed"), change_against, (ticket.fields.id, kind, named), more)


class PassOnForm(CaseForm):
    """Which department answers instead, and why (D3)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.department, self.reason = ComboBox(), TextArea(lines=2)
        self.add_row("department", self.department, required=True)
        self.add_row("reason", self.reason, required=True)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Pass on to a department"))
        self.go.setText(_("Pass on"))
        self.rows["department"].set_label(_("Department"))
        self.rows["department"].set_hint(_("It answers within the policy's hours."), "D3")
        self.rows["reason"].set_label(_("Why"))

    def start(self, names: tuple[str, ...]) -> None:
        self.department.set_options([(name, name) for name in names])
        self.reason.setPlainText("")
        self.department.setFocus()

    def order(self, ticket: TicketDetail) -> Order:
        args = (ticket.fields.id, str(self.department.value() or ""))
        more = {"reason": self.reason.value(), "version": ticket.fields.version}
        return Order(_("Passed on"), pass_on, args, more)


class ReasonForm(CaseForm):
    """Why: for taking a coupon back, or merging another ticket into this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about: CouponRow | Likely | None = None
        self.reason = TextArea(lines=2)
        self.add_row("reason", self.reason, required=True)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.rows["reason"].set_label(_("Why"))
        self._show()

    def start(self, about: CouponRow | Likely) -> None:
        self._about = about
        self.reason.setPlainText("")
        self._show()
        self.reason.setFocus()

    @property
    def merging(self) -> Likely | None:
        return self._about if isinstance(self._about, Likely) else None

    def _show(self) -> None:
        if isinstance(self._about, Likely):
            words = _("Merge {number} into this ticket").format(number=self._about.number)
            self.title.setText(words)
            self.go.setText(_("Merge"))
        else:
            self.title.setText(_("Take the coupon back"))
            self.go.setText(_("Take back"))

    def order(self, ticket: TicketDetail) -> Order | None:
        about = self._about
        if isinstance(about, Likely):
            args = (about.id, ticket.fields.id, self.reason.value())
            return Order(_("Merged"), merge_ticket, args)
        if about is None:
            return None
        return Order(
            _("Coupon taken back"), cancel_coupon, (about.id, self.reason.value()),
            {"version": about.version},
        )  # fmt: skip


_KINDS = (
    NoticeKind.PROGRESS, NoticeKind.PLAN, NoticeKind.RESULT, NoticeKind.ACKNOWLEDGEMENT,
    NoticeKind.DEPARTMENT,
)  # fmt: skip
SaveAs = Callable[[QWidget, str], str]


def _ask_path(over: QWidget, proposed: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(over, _("Save the message"), proposed, "*.eml")
    return path


class NoticeForm(CaseForm):
    """A message as composed, to be worded, sent by other means and marked as told.

    `compose_asked` carries a `NoticeKind`; `said` a sentence.
    """

    compose_asked = Signal(object)
    said = Signal(str)

    def __init__(
        self, *, save_as: SaveAs = _ask_path,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._save_as, self._open_url = save_as, open_url
        self._draft: NoticeDraft | NoticeRow | None = None
        self._number = ""
        self._lint: LintHighlighter | None = None
        self.kind, self.subject = ComboBox(), LineEdit(kind=TextKind.LINE)
        self.body, self.line = GrowingArea(least=6, most=12), LintLine("")
        self.way = ComboBox()
        self.copy = Button(icon="copy", small=True)
        self.save, self.mail = (
            Button(icon="download", small=True), Button(icon="mail", small=True),
        )  # fmt: skip
        self.add_row("kind", self.kind)
        self.add_row("subject", self.subject, required=True)
        self.add_row("body", self.body, required=True)
        self.fields.addWidget(self.line)
        out = QHBoxLayout()
        out.setSpacing(8)
        for button in (self.copy, self.save, self.mail):
            out.addWidget(button)
        out.addStretch(1)
        self.fields.addLayout(out)
        self.add_row("way", self.way)
        self.kind.chosen.connect(self.compose_asked)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)
        self.mail.clicked.connect(self._on_mail)
        self.line.replace_asked.connect(self._on_replace)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Notice"))
        self.go.setText(_("Mark as told"))
        for name, text in (
            ("kind", _("What for")), ("subject", _("Subject")), ("body", _("Text")),
            ("way", _("Told by")),
        ):  # fmt: skip
            self.rows[name].set_label(text)
        self.rows["way"].set_hint(_("Leave it open to keep the text for later."))
        self.kind.set_options([(kind, _(label_of(kind))) for kind in _KINDS])
        self.way.set_options([(way, _(label_of(way))) for way in Way])
        self.copy.setText(_("Copy"))
        self.save.setText(_(".eml"))
        self.save.set_hint(_("Save as .eml"))
        self.mail.set_hint(_("Mail program"))

    def set_lint(self, lint: WordingLint) -> None:
        """Underline what had better be said otherwise."""
        if self._lint is None:
            self._lint = LintHighlighter(self.body, lint)
            self._lint.found.connect(self._show_lint)

    def start(self, ticket: TicketDetail, kept: NoticeRow | None) -> None:
        """`kept`: one that was written and is still to be told; None composes a new one."""
        self._number, self._draft = ticket.fields.number, kept
        self.rows["kind"].setVisible(kept is None)
        self.way.set_value(None)
        if kept is not None:
            self.subject.setText(kept.subject)
            self.body.setPlainText(kept.body)
            self.body.setFocus()
            return
        self.subject.setText("")
        self.body.setPlainText("")
        self.kind.set_value(NoticeKind.PROGRESS)
        self.compose_asked.emit(NoticeKind.PROGRESS)
        self.kind.setFocus()

    def show_draft(self, draft: NoticeDraft) -> None:
        """The text as composed."""
        self._draft = draft
        self.subject.setText(draft.subject)
        self.body.setPlainText(draft.body)
        gaps = _("Still open: fill in the …") if draft.missing else ""
        self.rows["body"].set_hint(gaps, draft.rule)
        self.body.setFocus()

    def order(self, ticket: TicketDetail) -> Order | None:  # noqa: ARG002 - the draft knows it
        if self._draft is None:
            return None
        words = (self._draft, self.subject.value(), self.body.value())
        way = self.way.value()
        if isinstance(way, Way):
            return Order(_("Told"), tell_worded, (*words, way))
        return Order(_("Kept to be told"), keep_or_change, words)

    def _show_lint(self) -> None:
        finding = self._lint.nearest() if self._lint else None
        if finding is None:
            self.line.show_nothing()
        else:
            self.line.show_finding(finding, finding.instead)

    def _on_replace(self) -> None:
        finding = self._lint.nearest() if self._lint else None
        if self._lint is not None and finding is not None:
            self._lint.replace(finding.instead)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.body.value())
        self.said.emit(_("Text copied"))

    def _on_save(self) -> None:
        path = self._save_as(self, f"{self._number}.eml")
        if not path:
            return
        try:
            Path(path).write_bytes(eml_of(self.subject.value(), self.body.value()))
        except OSError as error:
            self.said.emit(_("Not saved: {why}").format(why=error.strerror or error))
            return
        self.said.emit(_("Saved: {name}").format(name=Path(path).name))

    def _on_mail(self) -> None:
        self._open_url(mailto_of(self.subject.value(), self.body.value()))
