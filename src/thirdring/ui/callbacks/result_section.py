"""What became of the callback: result, the next time told, what was said, and what a record lacks."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from thirdring.domain.callbacks import needs_reason
from thirdring.domain.enums import CallbackResult
from thirdring.domain.errors import N_
from thirdring.domain.policy import Key
from thirdring.domain.text_safety import TextKind
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _
from thirdring.labels import category as category_label
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.calling_back import OUTCOME_OF, RETRY, result_of
from thirdring.ui.calls.lint import LintHighlighter
from thirdring.ui.calls.presenter import AT_A_TIME, CallPresenter
from thirdring.ui.calls.section import Section
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.calls.withheld_edit import WithheldEdit
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import ComboBox, Label, LineEdit, Segments, set_tip
from thirdring.ui.words import day_and_time, time_text

RESULTS = {
    CallbackResult.DONE: N_("Solved"),
    CallbackResult.PROGRESS: N_("Call again"),
    CallbackResult.NOT_REACHED: N_("Not reached"),
    CallbackResult.ESCALATED: N_("Pass up"),
}
_LABEL = 48


class ResultSection(Section):
    """Rows appear with the result that needs them; what is known of the customer isn't asked."""

    chosen = Signal(object)  # CallbackResult

    def __init__(
        self,
        call: CallPresenter,
        lint: WordingLint,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(call, parent)
        self._now = now
        self._lacks: frozenset[str] = frozenset()
        self.result = Segments()
        self.minutes = Segments()
        self._at = LineEdit(kind=TextKind.NAME)
        self._by = Label(bold=True)
        self._by_rule = Label("C2", step=Type.CAPTION, tone=Token.TEXT_3)
        self._retry = Segments()
        self._reason = LineEdit(kind=TextKind.LINE)
        self.note = GrowingArea(least=2, most=4)
        self._lint = LintHighlighter(self.note, lint)
        self._name = WithheldEdit(kind=TextKind.NAME)
        self._address = WithheldEdit(kind=TextKind.ADDRESS)
        self._raised = LineEdit(kind=TextKind.TEXT)
        self._category = ComboBox()
        self._note_label = self.label(N_("Said"), self.note)
        self._build()
        self._connect()
        self.fields |= {
            "outcome": self.result, "callback.minutes": self.minutes, "callback.due_at": self._at,
            "category": self._category,
        }  # fmt: skip
        self.wire()

    def _build(self) -> None:
        required = {"required": True}
        self._rows = {
            "name": self.row(self.label(N_("Name"), self._name, **required), self._name),
            "address": self.row(
                self.label(N_("Address"), self._address, **required), self._address
            ),
            "raised": self.row(self.label(N_("Raised"), self._raised, **required), self._raised),
            "category": self.row(
                self.label(N_("Category"), self._category, **required), self._category, 1
            ),
        }
        self.row(self.label(N_("Outcome"), self.result, **required), self.result, 1)
        self._next_row = self.row(
            self.label(N_("Next"), self.minutes, **required), self.minutes, self._at, self._by,
            self._by_rule, 1,
        )  # fmt: skip
        self._retry_row = self.row(self.label(N_("Again in"), self._retry), self._retry, 1)
        self._reason_row = self.row(
            self.label(N_("Why later"), self._reason, **required), self._reason
        )
        self.row(self._note_label, self.note, top=True, wide=self.note)

    def _connect(self) -> None:
        for name, field in (
            ("callback.at", self._at), ("callback.reason", self._reason), ("answer", self.note),
            ("name", self._name), ("address", self._address), ("raised", self._raised),
        ):  # fmt: skip
            self.bind(name, field)
        self.result.chosen.connect(self._on_result)
        self.minutes.chosen.connect(self._on_minutes)
        self._retry.chosen.connect(self._on_retry)
        self._category.chosen.connect(self._on_category)

    def choose_result(self, result: CallbackResult) -> None:
        """As a click on it does."""
        self._on_result(result.value)

    def focus_field(self, name: str) -> bool:
        """Put the cursor into the field of that name (a gate's); False when it isn't asked here."""
        leads = {"callback.due_at": "callback.at", "hung_up_by": "answer"}
        control = self.fields.get(name) or self.fields.get(leads.get(name, ""))
        if name == "callback.due_at" and self._at.isVisibleTo(self):
            control = self._at
        if control is None or not control.isVisibleTo(self):
            return False
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def adopt(self, call: CallPresenter) -> None:
        """Serve this record; what it lacks now stays asked for, also once it is typed."""
        record = call.record
        texts = {name for name in ("name", "address", "raised") if not record.text(name)}
        lacks = texts - record.withheld
        if record.choice("category") not in call.desk.categories:
            lacks.add("category")
        self._lacks = frozenset(lacks)
        super().adopt(call)
        self._lint.look()

    def restyle(self) -> None:
        super().restyle()
        for label, _msgid, _control, _column in self._labels:
            label.setMinimumWidth(0)
            label.setFixedWidth(self.theme.px(_LABEL) + self._longest())
        # While it is hidden a text area keeps the face it was made with.
        self.note.document().setDefaultFont(self.theme.font())
        self._at.setFixedWidth(self.theme.px(96))
        self._category.setFixedWidth(self.theme.px(176))

    def _longest(self) -> int:
        """English labels are longer: "Category", "Why later"."""
        words = [_(msgid) for _label, msgid, _control, _column in self._labels]
        metrics = self.fontMetrics()
        need = max(metrics.horizontalAdvance(text) for text in words) + self.theme.px(18)
        return max(0, need - self.theme.px(_LABEL))

    def retranslate(self) -> None:
        super().retranslate()
        self._retry.setAccessibleName(_("Try again in"))
        self.result.set_options([(result.value, _(text)) for result, text in RESULTS.items()])
        spans = [(str(n), _("{n} min").format(n=n)) for n in self._spans()]
        self.minutes.set_options([*spans, (AT_A_TIME, _("At …"))])
        self._retry.set_options([(str(n), _("{n} min").format(n=n)) for n in self._retries()])
        self._at.setPlaceholderText(_("15:30"))
        set_tip(self._at, _("15:30, tomorrow 9:40, 12-03 9:40"))
        self._reason.setPlaceholderText(_("The customer agreed to the later time because …"))
        keys = self.call.desk.categories
        self._category.set_options([(key, _(category_label(key))) for key in keys])
        self.restyle()
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        record, policy = self.call.record, self.call.desk.policy
        result = result_of(record)
        choose_shown(self.result, result.value if result else None)
        for name, row in self._rows.items():
            row.setVisible(name in self._lacks and result is not CallbackResult.NOT_REACHED)
        progress = result is CallbackResult.PROGRESS
        self._next_row.setVisible(progress)
        self._retry_row.setVisible(result is CallbackResult.NOT_REACHED)
        retry = record.choice(RETRY) or str(policy.integer(Key.RETRY_MINUTES))
        choose_shown(self._retry, retry if int(retry) in self._retries() else None)
        category = record.choice("category")
        choose_shown(self._category, category if category in self.call.desk.categories else None)
        self._show_next(progress=progress)
        self._show_note(result)

    def _show_next(self, *, progress: bool) -> None:
        record, desk = self.call.record, self.call.desk
        chosen, due, now = record.choice("callback.minutes"), record.callback_due_at, self._now()
        known = {str(n) for n in self._spans()} | {AT_A_TIME}
        choose_shown(self.minutes, chosen if chosen in known else None)
        self._at.setVisible(chosen == AT_A_TIME)
        told = record.callback_told_at or now
        later = progress and due is not None and needs_reason(told, due, desk.policy)
        self._reason_row.setVisible(later or (progress and bool(record.text("callback.reason"))))
        if due is None:
            self._by.setText("")
        else:
            same_day = desk.time.day_of(due) == desk.time.day_of(now)
            zone = desk.time.zone
            at = time_text(due, zone) if same_day else day_and_time(due, now, zone)
            self._by.setText(at if chosen == AT_A_TIME else _("by {time}").format(time=at))
        self._by_rule.setVisible(due is not None)

    def _show_note(self, result: CallbackResult | None) -> None:
        needed = result in {CallbackResult.DONE, CallbackResult.ESCALATED}
        if self._note_label.required != needed:
            self._note_label.set_required(on=needed)
        hints = {
            None: "",
            CallbackResult.DONE: _("What the customer was told"),
            CallbackResult.PROGRESS: _("How far it is, as the customer was told"),
            CallbackResult.NOT_REACHED: _("Whom or what you reached instead, if anything"),
            CallbackResult.ESCALATED: _("Why a supervisor has to take it on (C4)"),
        }
        if self.note.placeholderText() != hints[result]:
            self.note.setPlaceholderText(hints[result])

    def _spans(self) -> list[int]:
        return sorted({15, 60, self.call.desk.policy.integer(Key.CALLBACK_DEFAULT_MINUTES)})

    def _retries(self) -> list[int]:
        return sorted({15, 60, self.call.desk.policy.integer(Key.RETRY_MINUTES)})

    def _on_result(self, value: object) -> None:
        result = CallbackResult(str(value))
        self.call.choose("outcome", OUTCOME_OF[result].value)
        self.chosen.emit(result)

    def _on_minutes(self, value: object) -> None:
        self.call.choose("callback.minutes", str(value))
        if value == AT_A_TIME:
            self._at.setFocus()

    def _on_retry(self, value: object) -> None:
        self.call.choose(RETRY, str(value))

    def _on_category(self, value: object) -> None:
        self.call.choose("category", str(value))
