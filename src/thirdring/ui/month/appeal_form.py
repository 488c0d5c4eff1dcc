"""One appeal (G3): its story, and the steps whoever looks can take now, each with its reason."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from thirdring.domain.appeals import AppealStep
from thirdring.domain.enums import AgainstKind, Nature, Severity
from thirdring.domain.month_sheet import EvidenceLine
from thirdring.domain.months import Subject
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.month.month_words import APPEAL_SHAPE, appeal_text, channel_text, left_text
from thirdring.ui.month.month_words import left_tone as tone_left
from thirdring.ui.month.side_form import SideForm
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ComboBox,
    Field,
    Hairline,
    Label,
    LineEdit,
    StateMark,
    TextArea,
)
from thirdring.ui.words import exact_text
from thirdring.usecases.decide_appeal import CustomerData
from thirdring.usecases.month_evidence import Behind, month_complaints
from thirdring.usecases.month_keys import key_named
from thirdring.usecases.show_appeal import AppealDetail, FileLine, show_appeal

_S = AppealStep
# In the order in which they are offered.
_STEPS = (_S.UPHOLD, _S.CORRECT, _S.OPEN_EVIDENCE, _S.ADD, _S.DISPUTE, _S.TAKE_BACK)
_ICONS = {
    _S.UPHOLD: "gavel", _S.CORRECT: "check", _S.OPEN_EVIDENCE: "eye", _S.ADD: "plus",
    _S.DISPUTE: "scale", _S.TAKE_BACK: "arrow-back-up",
}  # fmt: skip
_UNFOUNDED = ""


@dataclass(frozen=True, slots=True)
class AppealLook:
    """`complaint` is None once it stands against somebody else."""

    detail: AppealDetail
    complaint: EvidenceLine | None
    now: datetime
    zone: ZoneInfo


def read_appeal(ctx: Any, appeal_id: uuid.UUID) -> AppealLook:
    """An appeal with the complaint it is about, no customer in it."""
    detail = show_appeal(ctx, appeal_id)
    line = detail.line
    key = key_named(ctx, line.month, Subject.EMPLOYEE, line.login)
    found = month_complaints(ctx, line.month, Behind(Subject.EMPLOYEE, key))
    complaint = next((one for one in found if one.ticket_id == line.ticket_id), None)
    return AppealLook(detail, complaint, ctx.now, ctx.center.time.zone)


class AppealForm(SideForm):
    """`stepped(step)`: a button was pressed; `file_asked` carries a `FileLine`."""

    stepped = Signal(object)
    file_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look: AppealLook | None = None
        self.state = StateMark()
        self.left = Label(step=Type.CAPTION)
        self.about = Label(wrap=True)
        self.facts = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self.customer = Label(tone=Token.TEXT, wrap=True)
        self._story = QVBoxLayout()
        self._story.setSpacing(6)
        self._told: list[QWidget] = []
        self.reason = TextArea(lines=4)
        self.kind = ComboBox()
        self.against = LineEdit()
        self.fields = {
            "reason": Field(self.reason, above=True, required=True),
            "kind": Field(self.kind, above=True),
            "against": Field(self.against, above=True, required=True),
        }
        self.steps = {step: Button(icon=_ICONS[step]) for step in _STEPS}
        self._lay()
        for step, button in self.steps.items():
            button.clicked.connect(partial(self.take, step))
        self.kind.chosen.connect(self._on_kind)
        self.begin_wearing()

    def _lay(self) -> None:
        top = QGridLayout()
        top.setColumnStretch(2, 1)
        top.addWidget(self.state, 0, 0)
        top.addWidget(self.left, 0, 1)
        self.column.addLayout(top)
        for part in (self.about, self.facts, self.customer, Hairline()):
            self.column.addWidget(part)
        self.column.addLayout(self._story)
        self._line = Hairline()
        self.column.addWidget(self._line)
        for field in self.fields.values():
            self.column.addWidget(field)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(8)
        self._buttons.setColumnStretch(2, 1)
        self.column.addLayout(self._buttons)
        self.column.addWidget(self.note)
        self.column.addStretch(1)

    def tell(self) -> None:
        names = {
            _S.UPHOLD: _("Uphold"), _S.CORRECT: _("Correct"),
            _S.OPEN_EVIDENCE: _("Open evidence"), _S.ADD: _("Add"), _S.DISPUTE: _("Take it to HR"),
            _S.TAKE_BACK: _("Take it back"),
        }  # fmt: skip
        hints = {
            _S.UPHOLD: _("It goes on counting"), _S.CORRECT: _("It counts no more"),
            _S.OPEN_EVIDENCE: _("Show the customer's data; the access log keeps it (H5)"),
            _S.ADD: _("More reasons"), _S.DISPUTE: _("HR investigates and decides"),
            _S.TAKE_BACK: _("Let it be"),
        }  # fmt: skip
        for step, button in self.steps.items():
            button.setText(names[step])
            button.set_hint(hints[step])
            button.setAccessibleName(names[step])
        self.steps[_S.UPHOLD].set_keys("F8")
        self.steps[_S.CORRECT].set_keys("F9")
        self.fields["reason"].set_label(_("Reason"))
        self.fields["kind"].set_label(_("A correction means"))
        self.fields["against"].set_label(_("Whom or what it is about"))
        kinds = [one for one in AgainstKind if one is not AgainstKind.NONE]
        about = _("It is about: {kind}")
        self.kind.set_options(
            [
                (_UNFOUNDED, _("Unfounded against this employee")),
                *((one.value, about.format(kind=_(label(one)))) for one in kinds),
                (AgainstKind.NONE.value, _("It is about nobody")),
            ]
        )
        if self.kind.value() is None:
            self.kind.set_value(_UNFOUNDED)
        self._show()

    def show_look(self, look: AppealLook, *, fresh: bool = False) -> None:
        """`fresh`: another appeal than before, so nothing typed stays."""
        before = self.look
        self.look = look
        if fresh or before is None or before.detail.line.id != look.detail.line.id:
            self.customer.setText("")
            self.forget()
        self._show()

    def forget(self) -> None:
        """A step was taken: the next one has its own reason."""
        self.reason.setPlainText("")
        self.against.setText("")
        self.kind.set_value(_UNFOUNDED)
        self.clear_problems()
        self._on_kind()

    def show_customer(self, data: CustomerData) -> None:
        """What an investigation opened (H5)."""
        told = [data.name, data.phone, data.address, data.raised, data.wants]
        self.customer.setText("\n".join(one for one in told if one))
        self.customer.show()

    def take(self, step: AppealStep, *_checked: object) -> None:
        """Take a step, if it can be taken now."""
        if self.look is not None and step in self.look.detail.may:
            self.clear_problems()
            self.stepped.emit(step)

    def correction(self) -> tuple[AgainstKind | None, str | None]:
        """What a correction changes: whom or what it is about instead; None: unfounded."""
        value = self.kind.value()
        return (AgainstKind(str(value)), self.against.value() or None) if value else (None, None)

    def _on_kind(self, *_value: object) -> None:
        named = self.kind.value() not in {_UNFOUNDED, None, AgainstKind.NONE.value}
        self.fields["against"].setVisible(named and self.fields["kind"].isVisibleTo(self))

    def _show(self) -> None:
        look = self.look
        if look is None:
            return
        line = look.detail.line
        shape, tone = APPEAL_SHAPE[line.state]
        self.set_title(_("{name}: appeal").format(name=line.name), line.month)
        self.state.set(shape, appeal_text(line), tone=tone)
        self.left.setText(left_text(line.due_at, look.now))
        self.left.set_tone(tone_left(line.due_at, look.now))
        one = look.complaint
        self.about.setText(f"{line.number}  {one.subject}" if one else line.number)
        self.facts.setText(_facts(one, look.zone) if one else "")
        self.facts.setVisible(one is not None)
        self.customer.setVisible(bool(self.customer.text()))
        self._show_story(look)
        self._show_steps(look.detail.may)

    def _show_story(self, look: AppealLook) -> None:
        for widget in self._told:
            self._story.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._told = []
        for step in look.detail.steps:
            at = exact_text(step.at, look.zone)[5:16]
            head = Label(f"{at}  {step.by}  {_(label(step.step))}", step=Type.CAPTION,
                         tone=Token.TEXT_3)  # fmt: skip
            self._told += [head, Label(step.reason, wrap=True)]
        for file in look.detail.files:
            button = Button(file.name, icon="paperclip", small=True)
            button.clicked.connect(partial(self._on_file, file))
            self._told.append(button)
        for widget in self._told:
            self._story.addWidget(widget)

    def _on_file(self, file: FileLine, *_checked: object) -> None:
        self.file_asked.emit(file)

    def _show_steps(self, may: frozenset[AppealStep]) -> None:
        shown = [step for step in _STEPS if step in may]
        for button in self.steps.values():
            self._buttons.removeWidget(button)
            button.hide()
        for at, step in enumerate(shown):
            self._buttons.addWidget(self.steps[step], at // 2, at % 2)
            self.steps[step].show()
        self._line.setVisible(bool(shown))
        self.fields["reason"].setVisible(bool(shown))
        self.fields["kind"].setVisible(_S.CORRECT in may)
        self._on_kind()


def _facts(line: EvidenceLine, zone: ZoneInfo) -> str:
    told = [exact_text(line.received_at, zone)[:16], channel_text(line.channel)]
    if line.nature:
        told.append(_(label(Nature(line.nature))))
    if line.severity:
        told.append(_(label(Severity(line.severity))))
    return "  ".join(told)
