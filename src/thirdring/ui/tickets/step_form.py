"""The form of a step along the path (D6): what its gate asks for, and why where steps are skipped."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from thirdring.domain.case_values import Way
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import TicketState
from thirdring.domain.errors import N_, Refusal, Refusals
from thirdring.domain.text_safety import TextKind
from thirdring.domain.ticket_path import Step
from thirdring.i18n import _, render
from thirdring.labels import label as label_of
from thirdring.ui.calls.typed_time import typed_time
from thirdring.ui.tickets.deed_forms import DeedForm
from thirdring.ui.tickets.look import state_word
from thirdring.ui.tickets.step_fields import (
    CHOICES,
    FLAGS,
    HINTS,
    LABELS,
    LONG,
    facts_from,
    fields_of_step,
    needed,
)
from thirdring.ui.widgets import ComboBox, Field, LineEdit, Segments, TextArea
from thirdring.usecases.show_ticket import TicketDetail
from thirdring.usecases.step_facts import NO_FACTS, StepFacts

_AREAS = {"found": 3, "plan": 3, "alternatives": 2, "opinion": 2, "reason": 2, "lesson": 2}
_LINES = (
    "wants", "product", "merchant", "bought_on", "warranty_until", "next_contact_at", "no_visit",
    "cause", "prevention",
)  # fmt: skip
_LISTS = frozenset({"nature", "remedy", "told_way"})
_ORDER = (
    "nature", "severity", "wants", "safety", "immediate", "complexity", "impact", "found", "fault",
    "product", "merchant", "bought_on", "warranty_until", "plan", "next_contact_at", "accepted",
    "remedy", "alternatives", "told_way", "satisfaction", "opinion", "no_visit", "cause",
    "prevention", "lesson", "example", "reason",
)  # fmt: skip
# A gate's field where it is called otherwise than the control that opens it.
_LEADS_TO = {"visit": "satisfaction", "state": "reason"}
_VERBS = {
    TicketState.ACKNOWLEDGED: N_("Acknowledge"),
    TicketState.INVESTIGATION: N_("Begin the inquiry"),
    TicketState.APPRAISAL: N_("Appraise"),
    TicketState.PLAN_OFFERED: N_("Offer a plan"),
    TicketState.REMEDY: N_("Carry it out"),
    TicketState.RESULT_TOLD: N_("Tell the result"),
    TicketState.RETURN_VISIT: N_("On to the visit"),
    TicketState.ARCHIVED: N_("Sum up and archive"),
}


def step_verb(state: TicketState) -> str:
    """The step to `state`, as its button says it."""
    return _(_VERBS[state]) if state in _VERBS else state_word(state)


class StepForm(DeedForm):
    """`start` shows what the next step asks for; another state can be chosen above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: dict[TicketState, Step] = {}
        self._detail: TicketDetail | None = None
        self._now: datetime | None = None
        self._time: CenterTime | None = None
        self._reviews = False
        self._shown: tuple[str, ...] = ()
        self.to = ComboBox()
        self.controls: dict[str, Any] = {name: _control(name) for name in _ORDER}
        self.rows = {name: Field(self.controls[name], above=True) for name in _ORDER}
        self.reason: TextArea = self.controls["reason"]
        self.fields.addWidget(self.to)
        for row in self.rows.values():
            self.fields.addWidget(row)
        self.to.chosen.connect(self._on_chosen)
        self.controls["accepted"].chosen.connect(self._on_accepted)
        self.wire()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(_("Next step"))
        self.to.setAccessibleName(_("New state"))
        for name, row in self.rows.items():
            row.set_label(_(LABELS[name]))
            hint, rule = HINTS.get(name, ("", ""))
            row.set_hint(_(hint) if hint else "", rule)
        for name, values in CHOICES.items():
            if name != "remedy":
                self.controls[name].set_options([(v, _(label_of(v))) for v in values])
        for name in FLAGS:
            self.controls[name].set_options([(True, _("Yes")), (False, _("No"))])
        self.controls["satisfaction"].set_options([(n, str(n)) for n in range(1, 6)])
        self.controls["next_contact_at"].setPlaceholderText(_("15:30, or 12-03 9:40"))
        self._on_chosen(self.to.value())

    def set_place(self, time: CenterTime, now: datetime, *, reviews: bool) -> None:
        """The center's wall clock, and whether the person decides reviews."""
        self._time, self._now, self._reviews = time, now, reviews

    def start(self, steps: Iterable[Step], detail: TicketDetail | None = None) -> None:
        self._steps = {step.to: step for step in steps}
        self._detail = detail
        here = detail.fields.state if detail else None
        options = [(state, state_word(state)) for state in self._steps]
        if here is TicketState.PLAN_OFFERED:
            options.append((here, _("Another plan")))
        self.to.set_options(options)
        first = next(iter(self._steps), None)
        self.to.set_value(first)
        for control in self.controls.values():
            _empty(control)
        self.controls["told_way"].set_value(Way.PHONE)
        case = detail.complaint if detail else None
        offered = case.offered if case else ()
        self.controls["remedy"].set_options([(one, _(label_of(one))) for one in offered])
        if case is not None and case.plan:
            self.controls["plan"].setPlainText(case.plan)
        self._on_chosen(first)

    def focus_first(self) -> None:
        """The cursor goes where the first thing is asked."""
        target = next(iter(self._shown), None)
        (self.controls[target] if target else self.to).setFocus()

    # --- what it holds -----------------------------------------------------------------------

    def chosen_state(self) -> TicketState | None:
        """The state to go to; a plan that wasn't accepted leaves the case where it is (D8)."""
        to = self.to.value()
        if not isinstance(to, TicketState):
            return None
        refused = "accepted" in self._shown and self.controls["accepted"].value() is False
        at_plan = self._detail and self._detail.fields.state is TicketState.PLAN_OFFERED
        return TicketState.PLAN_OFFERED if refused and at_plan and to is TicketState.REMEDY else to

    def facts(self) -> StepFacts:
        """What the step brings.

        Raises:
            Refusal: a time or a day that is none.
        """
        if self._detail is None or self._detail.kind not in LONG:
            return NO_FACTS
        values = {name: _value(self.controls[name]) for name in self._shown if name != "reason"}
        if typed := values.pop("next_contact_at", ""):
            values["next_contact_at"] = self._moment(typed)
        if values.get("no_visit"):
            values.pop("satisfaction", None)
            values.pop("opinion", None)
        if self.chosen_state() is not self.to.value():
            values.pop("remedy", None)
        return facts_from(values)

    def words(self) -> str:
        """What was found out and why, kept as a note of the ticket."""
        found = self.controls["found"].value() if "found" in self._shown else ""
        return "\n".join(part for part in (found, self.reason.value()) if part)

    def _moment(self, typed: str) -> datetime:
        if self._time is None or self._now is None:
            raise ValueError("the form was not told the time")
        try:
            return typed_time(typed, self._now, self._time)
        except Refusal as refusal:
            raise Refusal(refusal.message, rule="D18", field="next_contact_at") from None

    # --- showing -----------------------------------------------------------------------------

    def show_refusal(self, error: Exception) -> None:
        """Each sentence beside its field, with its rule; a field not asked so far comes up."""
        refusals = error.all if isinstance(error, Refusals) else (error,)
        rest = []
        for one in refusals:
            name = _LEADS_TO.get(one.field, one.field) if isinstance(one, Refusal) else ""
            if isinstance(one, Refusal) and name in self.rows:
                self.rows[name].show()
                if name not in self._shown:
                    self._shown = (*self._shown, name)
                self.rows[name].set_problem(render(one), one.rule)
            else:
                rest.append(one)
        self.go.setEnabled(True)
        if rest:
            super().show_refusal(rest[0])
        first = next((n for n in _ORDER if self.rows[n].note.problem), None)
        if first is not None:
            self.controls[first].setFocus()

    def clear_problem(self) -> None:
        super().clear_problem()
        for row in self.rows.values():
            row.set_problem("")

    def problem_of(self, name: str) -> str:
        return self.rows[name].note.problem

    def _on_chosen(self, state: object) -> None:
        step = self._steps.get(state) if isinstance(state, TicketState) else None
        shown: tuple[str, ...] = ()
        if self._detail is not None and isinstance(state, TicketState):
            shown = fields_of_step(self._detail, state, reviews=self._reviews)
        why = step is not None and step.needs_reason
        self._shown = (*shown, "reason") if why else shown
        for name, row in self.rows.items():
            row.setVisible(name in self._shown)
            if self._detail is not None:
                row.label.set_required(on=needed(name, self._detail))
        self.rows["reason"].label.set_required(on=why)
        self._say_skipped(step)
        if isinstance(state, TicketState):
            self.go.setText(step_verb(state))
        self._on_accepted(self.controls["accepted"].value())
        self.updateGeometry()

    def _say_skipped(self, step: Step | None) -> None:
        hint = ""
        if step is not None and step.skipped:
            skipped = _(", ").join(state_word(s) for s in step.skipped)
            hint = _("Skips: {states}").format(states=skipped)
        self.rows["reason"].set_hint(hint, step.rule if step else "")

    def _on_accepted(self, value: object) -> None:
        """A plan not accepted goes up (D8); then nothing is chosen to settle it."""
        if "accepted" not in self._shown:
            return
        row = self.rows["accepted"]
        if value is False:
            row.set_hint(_("It goes up to the person in charge, who gives the next plan."), "D8")
        else:
            row.set_hint("", "")
        if "remedy" in self._shown:
            self.rows["remedy"].setVisible(value is not False)
        self.rows["alternatives"].setVisible("alternatives" in self._shown and value is not True)


def _control(name: str) -> Any:
    if name in _AREAS:
        return TextArea(lines=_AREAS[name])
    if name in _LINES:
        return LineEdit(kind=TextKind.TEXT)
    return ComboBox() if name in _LISTS else Segments()


def _empty(control: Any) -> None:
    if isinstance(control, TextArea):
        control.setPlainText("")
    elif isinstance(control, LineEdit):
        control.setText("")
    else:
        control.set_value(None)


def _value(control: Any) -> Any:
    value = control.value()
    return value or None if isinstance(value, str) else value
