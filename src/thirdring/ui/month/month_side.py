"""The right of the month: the overview, or the form that is open in its place."""

from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.appeals import AppealDecision, AppealStep
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.month_sheet import AppealLine, CheckKind, CheckLine, EvidenceLine
from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.ui.month.appeal_form import AppealForm, AppealLook, read_appeal
from thirdring.ui.month.filing_form import FilingForm
from thirdring.ui.month.month_deeds import appeal_with_files
from thirdring.ui.month.month_look import MonthLook
from thirdring.ui.month.overview import Overview
from thirdring.ui.month.settling_form import SettlingForm
from thirdring.ui.month.side_form import SideForm
from thirdring.ui.quality.check_form import CheckForm, WithdrawForm
from thirdring.ui.runner import Runner
from thirdring.ui.widgets import Styled
from thirdring.usecases.check_quality import check_quality
from thirdring.usecases.decide_appeal import CustomerData, decide_appeal, open_evidence
from thirdring.usecases.file_appeal import add_to_appeal, dispute_appeal, take_back_appeal
from thirdring.usecases.find_quality_checks import work_to_check
from thirdring.usecases.quality_rows import CheckedWork
from thirdring.usecases.settle_undecided import settle_undecided
from thirdring.usecases.withdraw_quality_check import withdraw_quality_check

_WIDTH = 352
_BESIDE = 420
_S = AppealStep


class MonthSide(Styled, QWidget):
    """`form_shown(on)`: a form opened or closed; `changed`: something was written, so that the month
    is read again. `ticket_asked` carries a number.
    """

    said = Signal(str)
    failed = Signal(object)
    form_shown = Signal(bool)
    changed = Signal()
    ticket_asked = Signal(object)
    file_asked = Signal(object)

    def __init__(
        self, runner: Runner, granted: frozenset[Permission], filing: FilingForm,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner = runner
        self._may_settle = bool(granted & {Permission.REVIEW, Permission.CLOSE_MONTH})
        self._look: MonthLook | None = None
        self._stepped = False
        self.overview = Overview(granted)
        self.filing = filing
        self._stack = QStackedWidget()
        for page in (self.overview, self.filing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self.wire()

    def _connect(self) -> None:
        self.overview.said.connect(self.said)
        self.overview.appeal_asked.connect(self.show_appeal)
        self.overview.check_asked.connect(self.show_check)
        self.filing.closed.connect(self.close_form)
        self.filing.filed.connect(self._on_filed)

    # --- forms built when they are first asked for -----------------------------------------------

    @cached_property
    def appeal(self) -> AppealForm:
        form = AppealForm()
        form.stepped.connect(self._on_stepped)
        form.file_asked.connect(self.file_asked)
        self._place(form)
        return form

    @cached_property
    def settling(self) -> SettlingForm:
        form = SettlingForm()
        form.settled.connect(self._on_settled)
        form.ticket_asked.connect(self.ticket_asked)
        self._place(form)
        if self._look is not None:
            form.set_people(self._look.people)
        return form

    @cached_property
    def check(self) -> CheckForm:
        form = CheckForm()
        form.work_asked.connect(self._on_work_asked)
        form.checked.connect(self._on_checked)
        self._place(form)
        return form

    @cached_property
    def withdraw(self) -> WithdrawForm:
        form = WithdrawForm()
        form.withdrawn.connect(self._on_withdrawn)
        self._place(form)
        return form

    def _place(self, form: SideForm) -> None:
        form.closed.connect(self.close_form)
        self._stack.addWidget(form)

    def _open_appeal(self) -> AppealForm | None:
        """The appeal that is seen; asking builds no form."""
        form = self.form
        return form if isinstance(form, AppealForm) else None

    # --- what is shown ---------------------------------------------------------------------------

    def restyle(self) -> None:
        self.fit()

    def fit(self) -> None:
        """As wide as it wants to be while the table keeps its first columns."""
        over = self.parentWidget()
        width = self.theme.px(_WIDTH)
        if over is not None and over.width() > self.theme.px(_BESIDE):
            width = min(width, max(over.width() - self.theme.px(_BESIDE), over.width() // 3))
        self.setFixedWidth(width)

    @property
    def form(self) -> SideForm | None:
        """The form that is open."""
        page = self._stack.currentWidget()
        return page if isinstance(page, SideForm) else None

    def show_look(self, look: MonthLook) -> None:
        """The month that is looked at; what is written in a form stays."""
        self._look = look
        self.overview.show_look(look)
        if "settling" in vars(self):
            self.settling.set_people(look.people)
        appeal = self._open_appeal()
        if appeal is not None and appeal.look is not None:
            self._read_appeal(appeal.look.detail.line.id, fresh=False)

    def begin_appeal(self, line: EvidenceLine) -> None:
        """Appeal against a complaint of one's own."""
        self._turn_to(self.filing)
        self.filing.begin(line)

    def show_appeal(self, line: AppealLine) -> None:
        """One appeal with its story and the steps one can take."""
        self._read_appeal(line.id, fresh=True)

    def show_check(self, check: CheckLine) -> None:
        """The way to settle it: an appeal, a form, or for who decides nothing here its ticket."""
        look = self._look
        if check.kind is CheckKind.APPEAL and look is not None:
            found = next((one for one in look.appeals if one.id == check.appeal_id), None)
            if found is not None:
                self.show_appeal(found)
        elif self._may_settle:
            self._turn_to(self.settling)
            self.settling.begin(check)
        else:
            self.said.emit(_("A supervisor settles {number}; it was not decided yet.").format(
                number=check.number))  # fmt: skip
            self.ticket_asked.emit(check.number)

    def begin_check(self) -> None:
        """Check somebody's call or ticket (G8); nobody their own."""
        look = self._look
        if look is not None:
            self._turn_to(self.check)
            others = [one for one in look.people if one[0] != look.my_login]
            self.check.begin(others, look.criteria, look.time.zone)

    def begin_withdraw(self, check: CheckedWork) -> None:
        """Take a check out of the score, with a reason."""
        if self._look is not None:
            self._turn_to(self.withdraw)
            self.withdraw.begin(check, self._look.time.zone)

    def close_form(self) -> None:
        """Back to the overview."""
        had = self.form is not None
        self._stack.setCurrentWidget(self.overview)
        if had:
            self.form_shown.emit(False)

    def take(self, step: AppealStep) -> None:
        """A step of the appeal that is open, by its key."""
        appeal = self._open_appeal()
        if appeal is not None:
            appeal.take(step)

    def _turn_to(self, form: SideForm) -> None:
        self._stack.setCurrentWidget(form)
        self.form_shown.emit(True)

    def _read_appeal(self, appeal_id: Any, *, fresh: bool) -> None:
        self._runner.read(
            read_appeal, appeal_id, owner=self, key="appeal" if fresh else "again",
            then=partial(self._on_appeal, fresh), failed=self._on_refused,
        )  # fmt: skip

    def _on_appeal(self, fresh: bool, look: AppealLook) -> None:
        shown = self.appeal.look
        if fresh:
            self._turn_to(self.appeal)
        elif shown is None or shown.detail.line.id != look.detail.line.id:
            return  # another one was opened meanwhile
        self.appeal.show_look(look, fresh=fresh)
        if fresh or self._stepped:
            self.appeal.enter()
        self._stepped = False

    def _on_filed(self, number: str, reason: str, paths: object) -> None:
        self.filing.clear_problems()
        self._runner.run(
            appeal_with_files, number, reason, paths, owner=self, then=self._on_appealed,
            failed=self._on_refused,
        )  # fmt: skip

    def _on_appealed(self, detail: Any) -> None:
        self.changed.emit()
        self.filing.done()
        self.close_form()
        self.said.emit(_("The appeal about {number} is with your supervisor.").format(
            number=detail.line.number))  # fmt: skip

    def _on_stepped(self, step: AppealStep) -> None:
        look, reason = self.appeal.look, self.appeal.reason.value()
        if look is None:
            return
        one, version = look.detail.line.id, look.detail.version
        if step is _S.OPEN_EVIDENCE:
            self._run(open_evidence, one, reason, then=self._on_customer)
        elif step is _S.ADD:
            self._run(add_to_appeal, one, reason, then=self._on_step_taken)
        elif step is _S.DISPUTE:
            self._run(dispute_appeal, one, reason, version=version, then=self._on_step_taken)
        elif step is _S.TAKE_BACK:
            self._run(take_back_appeal, one, reason, then=self._on_step_taken)
        else:
            corrects = step is _S.CORRECT
            decision = AppealDecision.CORRECT if corrects else AppealDecision.UPHOLD
            kind, against = self.appeal.correction() if corrects else (None, None)
            self._run(
                decide_appeal, one, decision, reason, against_kind=kind, against=against,
                version=version, then=self._on_step_taken,
            )  # fmt: skip

    def _run(self, deed: Any, *args: Any, then: Any, **given: Any) -> None:
        self._runner.run(deed, *args, owner=self, then=then, failed=self._on_refused, **given)

    def _on_step_taken(self, detail: Any) -> None:
        self.changed.emit()
        self.appeal.forget()
        self._stepped = True
        self.said.emit(_("Written down: {number}.").format(number=detail.line.number))
        self._read_appeal(detail.line.id, fresh=False)

    def _on_customer(self, data: CustomerData) -> None:
        self.appeal.show_customer(data)
        self.appeal.forget()
        self._stepped = True
        if self.appeal.look is not None:
            self._read_appeal(self.appeal.look.detail.line.id, fresh=False)

    def _on_work_asked(self, login: str) -> None:
        self._runner.read(
            work_to_check, login, owner=self, key="work", then=self.check.show_work,
            failed=self._on_refused,
        )  # fmt: skip

    def _on_checked(self, which: Any, grades: Any, remark: str) -> None:
        self.check.clear_problems()
        said = _("The check of {name} is recorded: {score}.")
        self._run(check_quality, which, grades, remark, then=partial(self._on_recorded, said))

    def _on_withdrawn(self, check_id: Any, reason: str) -> None:
        self.withdraw.clear_problems()
        said = _("The check of {name} is withdrawn.")
        self._run(withdraw_quality_check, check_id, reason, then=partial(self._on_recorded, said))

    def _on_recorded(self, said: str, check: CheckedWork) -> None:
        self.changed.emit()
        self.close_form()
        self.said.emit(said.format(name=check.name, score=check.score))

    def _on_settled(self, number: str, given: Any) -> None:
        self.settling.clear_problems()
        self._runner.run(
            settle_undecided, number, owner=self, then=partial(self._on_decided, number),
            failed=self._on_refused, **given,
        )  # fmt: skip

    def _on_decided(self, number: str, _now: object) -> None:
        self.changed.emit()
        self.close_form()
        self.said.emit(_("{number} is settled.").format(number=number))

    def _on_refused(self, error: ThirdRingError) -> None:
        form = self.form
        if form is None:
            self.failed.emit(error)
        else:
            form.show_error(error)
