"""The accounts of the center: added, changed, taken out of use, marked as away."""

import datetime as dt
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.settings.person_form import PersonForm
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Button, SectionHead
from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow
from thirdring.usecases.manage_staff import (
    add_staff,
    change_staff,
    deactivate,
    list_staff,
    reactivate,
    reset_password,
    signs_in_by_server,
)
from thirdring.usecases.mark_absent import mark_absent, mark_present
from thirdring.usecases.staff_accounts import StaffRow


class PeopleSection(Section):
    """`may_manage`: everything; `may_absent`: marking people as away and back."""

    def __init__(
        self,
        runner: Runner,
        *,
        may_manage: bool,
        may_absent: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._people: dict[str, StaffRow] = {}
        self._zone = ZoneInfo("UTC")
        self._on_server = False
        self.table = QuietTable()
        self.form = PersonForm(may_manage=may_manage, may_absent=may_absent)
        self.add = Button(icon="user-plus")
        if not may_manage:
            self.add.hide()
        self._head = SectionHead()
        self._head.add(self.add)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 12, 8)
        top.addWidget(self._head)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(top)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.form)
        self._connect()
        self.wire()

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered_row)
        self.add.clicked.connect(self._on_add)
        self.form.saved.connect(self._on_save)
        self.form.password_given.connect(self._on_password)
        self.form.use_switched.connect(self._on_use)
        self.form.absence_asked.connect(self._on_absence)
        self.form.returned.connect(self._on_returned)

    def retranslate(self) -> None:
        self.add.setText(_("Add"))
        self.add.set_hint(_("Add somebody"))
        self.table.setAccessibleName(_("People"))
        self.table.set_headings(
            [
                Heading(_("Login"), 72),
                Heading(_("Name"), 112, kept=True),
                Heading(_("Roles")),
                Heading(_("Department")),
                Heading(_("Post")),
                Heading(_("State"), 112),
                Heading(_("Work number"), 96),
            ]
        )
        self._show()

    def entered(self) -> None:
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read the accounts again."""
        self._runner.read(_people, owner=self, then=self._on_people, key="people")

    def refresh(self) -> None:
        self.reload()

    def _on_people(self, found: tuple[list[StaffRow], ZoneInfo, bool]) -> None:
        rows, self._zone, self._on_server = found
        first = not self._people
        self._people = {row.login: row for row in rows}
        self._show()
        if first and rows and self.form.person is None:
            self._choose(rows[0].login)
        elif self.form.person is not None:
            self.form.follow(self._people.get(self.form.person.login))

    def _show(self) -> None:
        self._head.set_text(_("People"), words.number_text(len(self._people)))
        self.table.set_rows([self._row(person) for person in self._people.values()])

    def _row(self, person: StaffRow) -> TableRow:
        tone = Token.TEXT if person.active else Token.TEXT_3
        quiet = Token.TEXT_2 if person.active else Token.TEXT_3
        return TableRow(
            person.login,
            (
                Cell(person.login, tone),
                Cell(person.name, tone),
                Cell(_(", ").join(_(label(role)) for role in person.roles), quiet),
                Cell(person.department or "", quiet),
                Cell(person.post or "", quiet),
                Cell(self._state(person), Token.SOON if self._wants_a_look(person) else quiet),
                Cell(person.work_number or "", quiet),
            ),
        )

    def _lacks_password(self, person: StaffRow) -> bool:
        """On a server nobody comes in without one; in a file everybody does."""
        return self._on_server and person.active and not person.has_password

    def _wants_a_look(self, person: StaffRow) -> bool:
        return person.absent_from is not None or self._lacks_password(person)

    def _state(self, person: StaffRow) -> str:
        if not person.active:
            return _("Out of use")
        if self._lacks_password(person):
            return _("No password yet")
        if person.absent_from is None:
            return _("In use")
        if person.absent_until is None:
            return _("Away")
        # The end is the midnight after the last day away.
        last = person.absent_until.astimezone(self._zone) - dt.timedelta(seconds=1)
        return _("Away to {day}").format(day=f"{last:%m-%d}")

    def _choose(self, login: str) -> None:
        self.table.choose(login)
        self.form.show_person(self._people[login], fresh=True)

    def _on_chosen(self, login: object) -> None:
        self.form.show_person(self._people[str(login)], fresh=True)

    def _on_entered_row(self, _login: object) -> None:
        self.form.name.setFocus()

    def _on_add(self) -> None:
        self.table.choose(None)
        self.form.show_person(None, fresh=True)
        self.form.login.setFocus()

    def _on_save(self) -> None:
        person = self.form.person
        if person is None:
            self._run(add_staff, self.form.typed_new(), said=_("{name} is added."))
        else:
            self._run(change_staff, self.form.typed_change(person), said=_("{name} is changed."))

    def _on_password(self, password: str) -> None:
        if self.form.person is not None:
            login = self.form.person.login
            self._run(reset_password, login, password, said=_("{name} has a new password."))

    def _on_use(self) -> None:
        person = self.form.person
        if person is None:
            return
        if person.active:
            back = partial(self._take_back, person.login)
            self._run(deactivate, person.login, said=_("{name} is out of use."), undo=back)
        else:
            self._take_back(person.login)

    def _take_back(self, login: str) -> None:
        if self._on_server:
            said = _("{name} is in use again, and signs in once you give a new password.")
        else:
            said = _("{name} is in use again.")
        self._run(reactivate, login, said=said)

    def _on_absence(self, until: str) -> None:
        if self.form.person is not None:
            login = self.form.person.login
            self._run(_away, login, until, said=_("{name} is marked as away."))

    def _on_returned(self) -> None:
        if self.form.person is not None:
            self._run(mark_present, self.form.person.login, said=_("{name} is back."))

    def _run(self, deed: Any, *args: Any, said: str, undo: Any = None) -> None:
        self._runner.run(
            deed, *args, owner=self, then=partial(self._on_done, said, undo),
            failed=self._on_refused,
        )  # fmt: skip

    def _on_done(self, said: str, undo: Any, person: StaffRow) -> None:
        self._people[person.login] = person
        self._people = dict(sorted(self._people.items()))
        self._show()
        self._choose(person.login)
        self.say(said.format(name=person.name), undo)

    def _on_refused(self, error: ThirdRingError) -> None:
        self.form.show_error(error)
        self.reload()


def _people(ctx: Any) -> tuple[list[StaffRow], ZoneInfo, bool]:
    return list_staff(ctx), ctx.center.time.zone, signs_in_by_server(ctx)


def _away(ctx: Any, login: str, until: str) -> StaffRow:
    """Away to the end of the day typed, in the center's zone."""
    end = None
    if until:
        day = ctx.center.time.parse_day(until, field="until")
        end = ctx.center.time.day_bounds(day)[1]
    return mark_absent(ctx, login, end).person
