"""The first start: company, language, time zone, and the account that holds every role."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from thirdring import i18n
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, Refusals
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, render
from thirdring.ui.shell.language_choice import LanguageChoice
from thirdring.ui.shell.page import Page
from thirdring.ui.widgets import Button, ButtonKind, ComboBox, Field, LineEdit, align_labels

_FIRST_ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore")


@dataclass(frozen=True, slots=True)
class SetUpForm:
    """What was typed, trimmed; the password as it is. The use case judges it."""

    company: str
    language: Language
    timezone: str
    name: str
    login: str
    password: str


class SetUpPage(Page):
    """`submitted(SetUpForm)`; answer with `refuse(refusal)` or by going on."""

    submitted = Signal(object)
    language_chosen = Signal(Language)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=460, parent=parent)
        self._company = LineEdit(kind=TextKind.NAME)
        self._language = LanguageChoice()
        self._zone = ComboBox(_zones())
        self._zone.set_value(_own_zone())
        self._name = LineEdit(kind=TextKind.NAME)
        self._login = LineEdit(kind=TextKind.LOGIN)
        self._password = LineEdit(kind=TextKind.LINE)
        self._again = LineEdit(kind=TextKind.LINE)
        for line in (self._password, self._again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            "company": Field(self._company, required=True),
            "language": Field(self._language),
            "timezone": Field(self._zone),
            "name": Field(self._name, required=True),
            "login": Field(self._login, required=True),
            "password": Field(self._password, required=True),
            "again": Field(self._again, required=True),
        }
        self._button = Button(kind=ButtonKind.PRIMARY)
        for field in self._fields.values():
            self.form.addWidget(field)
        self.foot.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.foot.addStretch(1)
        self._button.clicked.connect(self._on_submit)
        self._language.language_chosen.connect(self.language_chosen)
        for line in (self._company, self._name, self._login, self._password):
            line.returnPressed.connect(self._on_line_entered)
        self._again.returnPressed.connect(self._on_submit)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(_("Set up your center"))
        self.text.setText(_("The first account, and what the center is called. It takes a minute."))
        for name, text in (
            ("company", _("Company")),
            ("language", _("Language")),
            ("timezone", _("Time zone")),
            ("name", _("Your name")),
            ("login", _("Login")),
            ("password", _("Password")),
            ("again", _("Once more")),
        ):
            self._fields[name].set_label(text)
        self._fields["company"].set_hint(_("As it is said when the phone is answered."), "A3")
        self._fields["login"].set_hint(
            _("This first account holds every role until you add people.")
        )
        self._button.setText(_("Open the desk"))
        align_labels(self._fields.values())

    def restyle(self) -> None:
        super().restyle()
        align_labels(self._fields.values())

    def refuse(self, refusal: Refusal) -> None:
        """Show each sentence beside its field; without a field, beside the company."""
        self._button.setEnabled(True)
        every = refusal.all if isinstance(refusal, Refusals) else (refusal,)
        for one in every:
            field = self._fields.get(one.field, self._fields["company"])
            field.set_problem(render(one), one.rule)
        self._fields.get(every[0].field, self._fields["company"]).control.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._company.setFocus()

    def _on_line_entered(self) -> None:
        self.focusNextChild()

    def _on_submit(self) -> None:
        if not self._button.isEnabled() or not self._complete():
            return
        self._button.setEnabled(False)
        form = SetUpForm(
            company=self._company.value(),
            language=i18n.language(),
            timezone=str(self._zone.value()),
            name=self._name.value(),
            login=self._login.value(),
            password=self._password.text(),
        )
        self.submitted.emit(form)

    def _complete(self) -> bool:
        problems = {
            "company": "" if self._company.value() else _("Type the name of the company."),
            "name": "" if self._name.value() else _("Type your name."),
            "login": "" if self._login.value() else _("Type a login, for instance li.na."),
            "password": "" if self._password.text() else _("Type a password."),
            "again": ""
            if self._password.text() == self._again.text()
            else _("The two passwords differ."),
        }
        for name, sentence in problems.items():
            self._fields[name].set_problem(sentence)
        wrong = next((name for name, sentence in problems.items() if sentence), None)
        if wrong is not None:
            self._fields[wrong].control.setFocus()
        return wrong is None


def _zones() -> list[tuple[str, str]]:
    others = sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))
    ordered = [*_FIRST_ZONES, *(z for z in others if z not in _FIRST_ZONES)]
    return [(zone, zone.replace("_", " ")) for zone in ordered]


def _own_zone() -> str:
    own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return (
        own
        if own in available_timezones() and "/" in own and own[:4] != "Etc/"
        else _FIRST_ZONES[0]
    )
