"""The foot of the review: words, and one key for each decision that may be taken."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.case_values import Decision
from thirdring.domain.errors import N_, Refusal, ThirdRingError
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _, ngettext, render
from thirdring.ui.actions import Actions
from thirdring.ui.calls.lint import LintHighlighter
from thirdring.ui.calls.lint_line import LintLine
from thirdring.ui.review.button_flow import ButtonFlow
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    ComboBox,
    Ground,
    Label,
    Note,
    TextArea,
    label_for,
)
from thirdring.usecases.review_rows import ReviewLine
from thirdring.usecases.ticket_desk import Colleague

_D = Decision
# What each decision is called, with its icon; the keys are those of the actions' table.
DEEDS = {
    _D.RETURN_PLAN: (N_("Return with this plan"), "check"),
    _D.APPROVE: (N_("Approve"), "check"),
    _D.REFUSE: (N_("Refuse"), "x"),
    _D.TAKE_OVER: (N_("Take over"), "user-circle"),
    _D.CALLED_BACK: (N_("I called back"), "phone-call"),
    _D.REASSIGN: (N_("Hand on…"), "user-share"),
    _D.RAISE_LEVEL: (N_("One level up"), "arrow-up-right"),
}
ACTION_OF = {
    _D.TAKE_OVER: "review.take_over",
    _D.CALLED_BACK: "review.called_back",
    _D.REASSIGN: "review.reassign",
    _D.STATEMENT: "review.statement",
    _D.RAISE_LEVEL: "review.raise",
    _D.REFUSE: "review.refuse",
}
_PLACE = re.compile(r"\{[^}]*\}")
_PLANS = frozenset({_D.RETURN_PLAN, _D.CALLED_BACK})


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed for a decision."""

    plan: str = ""
    reason: str = ""
    to: str | None = None


class DecisionBar(Ground):
    """`decided` carries a Decision and its Words, `reported` what the customer was told.

    Texts are kept by case until they were used. `again` asks for the same with the newer version.
    """

    decided = Signal(object, object)
    reported = Signal(str)
    again = Signal()
    yielded = Signal()

    def __init__(self, actions: Actions, lint: WordingLint, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, edges=Qt.Edge.TopEdge, parent=parent)
        self._actions = actions
        self._key: Hashable = None
        self._texts: dict[Hashable, str] = {}
        self._may: frozenset[Decision] = frozenset()
        self._report, self._count = False, 1
        self._title, self._hint = (
            Label(bold=True),
            Label(step=Type.CAPTION, tone=Token.TEXT_2, elide=True),
        )
        self._rule = Label("D12", step=Type.CAPTION, tone=Token.TEXT_3)
        self.text = TextArea(lines=2)
        self._lint = LintHighlighter(self.text, lint)
        self.note, self.line = Note(), LintLine(actions.keys("review.replace"))
        self._to_label, self.to = Label(tone=Token.TEXT_2), ComboBox()
        self.primary = Button(
            kind=ButtonKind.PRIMARY, icon="check", keys=actions.keys("review.decide")
        )
        self.buttons = {
            decision: Button(icon=DEEDS[decision][1], keys=actions.keys(ACTION_OF[decision]))
            for decision in ACTION_OF if decision in DEEDS
        }  # fmt: skip
        self.flow = ButtonFlow()
        self.conflict = _ConflictStrip()
        self._lay_out()
        self._connect()
        self.wire()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        head.addWidget(self._rule)
        self._chooser = QWidget()
        choose = QHBoxLayout(self._chooser)
        choose.setContentsMargins(0, 0, 0, 0)
        choose.setSpacing(8)
        choose.addWidget(self._to_label)
        choose.addWidget(self.to, 1)
        self._chooser.hide()
        self._under = QStackedWidget()
        self._under.addWidget(self.note)
        self._under.addWidget(self.line)
        keys = {
            one: self._actions.keys(ACTION_OF[decision]) for decision, one in self.buttons.items()
        }
        self.flow.set_buttons([(self.primary, ""), *keys.items()])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 9, 20, 12)
        column.setSpacing(6)
        for part in (self.conflict, self._chooser):
            column.addWidget(part)
        column.insertLayout(1, head)
        column.addWidget(self.text)
        column.addWidget(self._under)
        column.addWidget(self.flow)

    def _connect(self) -> None:
        self.primary.clicked.connect(self.decide)
        for decision, button in self.buttons.items():
            button.clicked.connect(partial(self.press, decision))
        self._lint.found.connect(self._on_found)
        self.line.replace_asked.connect(self.replace)
        self.text.noticed.connect(self.note.set_hint)
        self.text.textChanged.connect(self._on_typed)
        self.conflict.again.clicked.connect(self.again)
        self.conflict.leave.clicked.connect(self.yielded)

    def restyle(self) -> None:
        line = self.theme.line(Type.BODY)
        self.text.setFixedHeight(2 * line + self.theme.px(14))
        self._under.setFixedHeight(self.theme.px(26))

    def retranslate(self) -> None:
        for decision, button in self.buttons.items():
            button.setText(_(DEEDS[decision][0]))
        self._to_label.setText(_("Hand on to"))
        label_for(self.to, self._to_label)
        self._show()

    # --- what is decided on --------------------------------------------------------------------

    def show_case(
        self, key: Hashable, may: frozenset[Decision], *, report: bool = False, count: int = 1
    ) -> None:
        """Serve the case `key` (or the selection of `count`): what was typed for it comes back."""
        if key != self._key:
            self._texts[self._key] = self.text.toPlainText()
            self._key = key
            self.text.setPlainText(self._texts.pop(key, ""))
            self._chooser.hide()
            self.conflict.hide()
            self.note.set_problem("")
        self._may, self._report, self._count = may, report, count
        self._show()

    def set_people(self, people: tuple[Colleague, ...]) -> None:
        self.to.set_options([(one.login, one.name) for one in people])

    @property
    def main(self) -> Decision | None:
        """The decision of the filled button."""
        for decision in (_D.APPROVE, _D.RETURN_PLAN):
            if decision in self._may:
                return decision
        return None

    @property
    def offered(self) -> frozenset[Decision]:
        """What can be decided here now."""
        return self._may

    @property
    def choosing(self) -> bool:
        """Whether who takes it on is being chosen."""
        return not self._chooser.isHidden()

    def decide(self) -> None:
        """The filled button, or Ctrl+Enter."""
        if not self.isVisible():
            return
        if self._report:
            self.reported.emit(self.text.value())
        elif self.choosing:
            self._emit(_D.REASSIGN)
        elif self.main is not None:
            self._emit(self.main)

    def press(self, decision: Decision) -> None:
        """A decision by its own key."""
        if not self.isVisible() or self._report or decision not in self._may:
            return
        if decision is _D.REASSIGN and not self.choosing:
            self._chooser.show()
            self._show()
            self.to.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._emit(decision)

    def stop_choosing(self) -> bool:
        """Esc: nobody takes it on after all; False when nobody was being chosen."""
        if not self.choosing:
            return False
        self._chooser.hide()
        self._show()
        self.text.setFocus()
        return True

    def words(self, decision: Decision) -> Words:
        text = self.text.value()
        to = self.to.value()
        if decision in _PLANS:
            return Words(plan=text)
        return Words(reason=text, to=str(to) if to and decision is _D.REASSIGN else None)

    def used(self) -> None:
        """It was decided: the words have served."""
        self._texts.pop(self._key, None)
        self.text.setPlainText("")
        self._chooser.hide()
        self.conflict.hide()
        self.to.set_value(None)
        self.note.set_problem("")

    def show_refusal(self, error: ThirdRingError) -> None:
        """Why it wasn't taken; the cursor goes where something is missing."""
        rule = error.rule if isinstance(error, Refusal) else ""
        self._under.setCurrentWidget(self.note)
        self.note.set_problem(render(error), rule)
        if isinstance(error, Refusal) and error.field == "to":
            self.to.setFocus()
        else:
            self.text.setFocus()

    def show_conflict(self, theirs: ReviewLine, decision: Decision | None, mine: str) -> None:
        """Both versions: what was decided meanwhile, and what was about to be."""
        self.conflict.show_both(theirs, decision, mine)

    def replace(self) -> None:
        """Alt+R: the suggestion in place of the nearest finding."""
        found = self._lint.nearest()
        if found is not None:
            self._lint.replace(_instead(found.instead))

    # --- how it looks --------------------------------------------------------------------------

    def _show(self) -> None:
        many = self._count > 1
        if self._report:
            self._title.setText(_("What the customer was told"))
            self._hint.setText(_("Whoever sent it up tells the customer."))
            self._rule.setText("C4")
            self.primary.setText(_("I told the customer"))
        else:
            title = _("Decision")
            if many:
                title = ngettext("{n} case selected", "{n} cases selected", self._count)
                title = title.format(n=self._count)
            self._title.setText(title)
            self._hint.setText(_("Neither admit nor deny a fault before the facts are known."))
            self._rule.setText("D12")
            main = _D.REASSIGN if self.choosing else self.main
            self.primary.setText(
                _("Hand on") if self.choosing else _(DEEDS[main][0]) if main else ""
            )
        wanted = {
            button
            for decision, button in self.buttons.items()
            if decision in self._may
            and not self._report
            and not (self.choosing and decision is _D.REASSIGN)
        }
        if self._report or self.choosing or self.main is not None:
            wanted.add(self.primary)
        name = self._title.text()
        self.text.setAccessibleName(name)
        place = _("What the agent is to do and tell the customer, or why you decide so")
        if self._report:
            place = _("What you said, and what the customer answered")
        self.text.setPlaceholderText(place)
        self.flow.show_only(frozenset(wanted))

    def _emit(self, decision: Decision) -> None:
        self.note.set_problem("")
        self.decided.emit(decision, self.words(decision))

    def _on_typed(self) -> None:
        if self.note.problem:
            self.note.set_problem("")

    def _on_found(self) -> None:
        found = self._lint.nearest()
        if found is None:
            self.line.show_nothing()
            self._under.setCurrentWidget(self.note)
            return
        self.line.show_finding(found, _instead(found.instead))
        self._under.setCurrentWidget(self.line)


def _instead(text: str) -> str:
    """What to write in its place; a name or a time to be filled in is left open."""
    return _PLACE.sub("…", text)


class _ConflictStrip(Ground):
    """Somebody decided meanwhile: theirs and mine, one under the other."""

    def __init__(self) -> None:
        super().__init__(Token.BG_SIDE)
        self._theirs: tuple[ReviewLine, Decision | None, str] | None = None
        self._head = Label(bold=True, wrap=True)
        self._their, self._my = Label(wrap=True), Label(tone=Token.TEXT_2, wrap=True)
        self.again, self.leave = Button(small=True), Button(kind=ButtonKind.BARE, small=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for part in (self._head, self._their, self._my):
            column.addWidget(part)
        column.addLayout(buttons)
        self.hide()
        self.wire()

    def retranslate(self) -> None:
        self._head.setText(_("Somebody else decided on this meanwhile"))
        self.again.setText(_("Decide as I wrote"))
        self.leave.setText(_("Leave it as it is"))
        if self._theirs is not None:
            self.show_both(*self._theirs)

    def texts(self) -> tuple[str, str]:
        """Theirs and mine, as they stand there."""
        return self._their.text(), self._my.text()

    def show_both(self, theirs: ReviewLine, decision: Decision | None, mine: str) -> None:
        self._theirs = (theirs, decision, mine)
        did = _(labels.label(theirs.decision)) if theirs.decision else _(labels.label(theirs.state))
        their = _(", ").join(part for part in (theirs.decided_by or "", did) if part)
        self._their.setText(
            _("Theirs: {what}").format(what=_(": ").join(filter(None, (their, theirs.plan))))
        )
        my = _(labels.label(decision)) if decision else _("I told the customer")
        self._my.setText(_("Yours: {what}").format(what=_(": ").join(filter(None, (my, mine)))))
        self.again.setVisible(decision is None or decision in theirs.may)
        self.show()
        self.leave.setFocus()
