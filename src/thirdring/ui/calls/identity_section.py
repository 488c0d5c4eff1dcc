"""Number and rings, name with title, address, and who calls."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thirdring.domain.enums import CallerType, Direction, Title
from thirdring.domain.errors import N_
from thirdring.domain.policy import Key
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, ngettext
from thirdring.labels import label
from thirdring.ui.calls import call_facts
from thirdring.ui.calls.number_edit import NumberEdit
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.section import Section
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.calls.withheld_edit import WithheldEdit
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    CheckBox,
    ComboBox,
    FieldLabel,
    Label,
    Pill,
    Segments,
    Shape,
    set_tip,
)

_MOST_RINGS = 12
_CALLERS = (
    CallerType.CUSTOMER, CallerType.PRESS, CallerType.ASSOCIATION, CallerType.LAWYER,
    CallerType.AUTHORITY, CallerType.MERCHANT, CallerType.STAFF, CallerType.OTHER,
)  # fmt: skip


class IdentitySection(Section):
    """`answered`: picked up by button."""

    answered = Signal()

    def __init__(
        self, call: CallPresenter, answer_keys: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(call, parent)
        self.number = NumberEdit()
        self.name = WithheldEdit(kind=TextKind.NAME)
        self.address = WithheldEdit(kind=TextKind.ADDRESS)
        self._title = Segments()
        self._caller = Segments()
        self._emergency = CheckBox()
        self._rings = ComboBox()
        self._answer = Button(icon="phone-call", keys=answer_keys)
        self._known = Label(step=Type.CAPTION, tone=Token.FINE)
        self._late = Pill(tone=Token.SOON, shape=Shape.PIE)
        self._rule = Label("A2", step=Type.CAPTION, tone=Token.TEXT_3)
        self._person = CheckBox()
        self._number_label = self.label(N_("Inbound from"), self.number, required=True)
        self._name_label = self.label(N_("Name"), self.name, required=True)
        self._address_label = self.label(N_("Address"), self.address, required=True, column=False)
        self._rings_label = self.label(N_("Answered"), self._rings, column=False)
        self._build()
        self._connect()
        self.fields |= {"rings": self._rings, "title": self._title, "caller_type": self._caller}
        self.wire()

    def _build(self) -> None:
        self.row(
            self._number_label, self.number, self._known, 1, self._rings_label, self._rings,
            self._answer, self._late, self._rule, self._person,
        )  # fmt: skip
        self.row(self._name_label, self.name, self._title, self._address_label, self.address)
        self.row(self.label(N_("Caller"), self._caller), self._caller, 1, self._emergency)

    def _connect(self) -> None:
        for name, field in (
            ("number", self.number),
            ("name", self.name),
            ("address", self.address),
        ):
            self.bind(name, field)
        self._title.chosen.connect(self._on_title)
        self._caller.chosen.connect(self._on_caller)
        self._rings.chosen.connect(self._on_rings)
        self._emergency.toggled.connect(self._on_emergency)
        self._person.toggled.connect(self._on_person)
        self._answer.clicked.connect(self.answered)

    def restyle(self) -> None:
        super().restyle()
        self.number.setFixedWidth(self.theme.px(156))
        self.name.setFixedWidth(self.theme.px(116))
        self._rings.setFixedWidth(self.theme.px(96))

    def retranslate(self) -> None:
        super().retranslate()
        self._title.set_options([(t.value, _(label(t))) for t in (Title.MR, Title.MS)])
        self._title.setAccessibleName(_("Title"))
        self._caller.set_options([(c.value, _(label(c))) for c in _CALLERS])
        self._emergency.setText(_("Emergency"))
        set_tip(self._emergency, _("Reported up at once, and announced (E6)"))
        self._person.setText(_("Person confirmed"))
        set_tip(self._person, _("They said who they are; until then nothing personal is told (C8)"))
        self._answer.setText(_("Pick up"))
        rings = [(n, _("Ring {n}").format(n=n)) for n in range(1, _MOST_RINGS + 1)]
        self._rings.set_options(rings)
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        record = self.call.record
        outbound = record.direction is Direction.OUTBOUND
        self._number_label.setText(_("Number called") if outbound else _("Inbound from"))
        self.number.set_direction(record.direction)
        self.number.set_known(on=self.call.recognised)
        self._show_known()
        choose_shown(self._title, self._offered(record.choice("title")))
        choose_shown(self._caller, record.caller_type.value)
        if self._emergency.isChecked() != record.emergency:
            self._emergency.setChecked(record.emergency)
        if self._person.isChecked() != record.person_confirmed:
            self._person.setChecked(record.person_confirmed)
        self._person.setVisible(outbound)
        self._show_pick_up(outbound=outbound)
        self._show_required()

    def tick(self, _now: datetime) -> None:
        """While it rings, the rings count up."""
        record = self.call.record
        if record.started_at is not None and record.answered_at is None:
            self._show_pick_up(outbound=record.direction is Direction.OUTBOUND)

    def _offered(self, title: str | None) -> str | None:
        return title if title in {Title.MR.value, Title.MS.value} else None

    def _show_known(self) -> None:
        if self.call.recognised:
            text, tone = _("Known"), Token.FINE
        elif self.call.record.new_customer:
            text, tone = _("New customer"), Token.ACCENT_TEXT
        else:
            text, tone = "", Token.TEXT_3
        self._known.set_tone(tone)
        self._known.setText(text)

    def _show_pick_up(self, *, outbound: bool) -> None:
        record = self.call.record
        ringing = record.started_at is not None and record.answered_at is None
        found = self.call.pick_up()
        self._answer.setVisible(ringing)
        self._rings_label.setVisible(not outbound and not ringing)
        self._rings.setVisible(not outbound and not ringing)
        rings = found.rings if record.started_at else None
        choose_shown(self._rings, min(rings, _MOST_RINGS) if rings else None)
        self._late.setVisible(found.late)
        self._rule.setVisible(found.late)
        if found.late and found.rings is not None:
            over = found.rings - self.call.desk.policy.integer(Key.RINGS_LIMIT)
            self._late.set(ngettext("{n} ring late", "{n} rings late", over))
            set_tip(self._late, _("Open with an apology for the wait (A2)"))

    def _show_required(self) -> None:
        record = self.call.record
        talked = call_facts.talked(record)
        address = record.caller_type in {CallerType.CUSTOMER, CallerType.OTHER}
        wanted: tuple[tuple[FieldLabel, bool], ...] = (
            (self._number_label, talked),
            (self._name_label, talked),
            (self._address_label, talked and address),
        )
        for made, on in wanted:
            if made.required != on:
                made.set_required(on=on)

    def _on_title(self, value: object) -> None:
        self.call.choose("title", str(value))

    def _on_caller(self, value: object) -> None:
        self.call.set_caller(CallerType(str(value)))

    def _on_rings(self, value: object) -> None:
        self.call.set_rings(int(str(value)))

    def _on_emergency(self, on: bool) -> None:
        if self.call.record.emergency != on:
            self.call.set_emergency(on=on)

    def _on_person(self, on: bool) -> None:
        if self.call.record.person_confirmed != on:
            self.call.confirm_person(on=on)
