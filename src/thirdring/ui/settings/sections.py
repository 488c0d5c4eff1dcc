"""Which sections a person's settings have. Each is loaded and built with the first look at it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thirdring.domain.roles import Permission
from thirdring.ui.runner import Runner
from thirdring.ui.settings.section import Section
from thirdring.ui.shell.memory import Memory
from thirdring.ui.theme import Theme
from thirdring.usecases.about_center import AboutCenter

About = Callable[[Any], AboutCenter]
BackUp = Callable[[Any, Path], Path]


@dataclass(frozen=True, slots=True)
class Makers:
    """What sections are made of. `about` and `back_up`: deeds of `usecases.about_center`."""

    runner: Runner
    granted: frozenset[Permission]
    theme: Theme
    memory: Memory
    about: About | None
    back_up: BackUp | None

    def offered(self) -> dict[str, Callable[[], Section]]:
        """By name, in their order: those the person has a say or an interest in."""
        every: tuple[tuple[str, set[Permission], Callable[[], Section]], ...] = (
            ("people", {Permission.MANAGE_STAFF, Permission.MARK_ABSENT}, self._people),
            ("rules", {Permission.SEE_POLICY}, self._rules),
            ("told", {Permission.CHANGE_POLICY}, self._contacts),
            ("departments", {Permission.CHANGE_POLICY}, self._departments),
            ("statements", {Permission.USE_STATEMENTS}, self._statements),
            ("improvement", set(self.granted), self._improvement),
            ("ledgers", {Permission.SIGN_OFF}, self._ledgers),
            ("access", {Permission.SEE_ACCESS_LOG}, self._access),
            ("retention", {Permission.ERASE_PERSONAL_DATA}, self._retention),
            ("mailbox", {Permission.MANAGE_CENTER}, self._mailbox),
        )
        found = {"me": self._me}
        found |= {name: make for name, any_of, make in every if self.granted & any_of}
        if self.about is not None and self.granted & {Permission.BACKUP, Permission.MANAGE_CENTER}:
            found["center"] = self._center
        return found

    def _may(self, permission: Permission) -> bool:
        return permission in self.granted

    def _me(self) -> Section:
        from thirdring.ui.settings.me_section import MeSection

        return MeSection(self.runner, self.theme, self.memory)

    def _people(self) -> Section:
        from thirdring.ui.settings.people_section import PeopleSection

        return PeopleSection(
            self.runner,
            may_manage=self._may(Permission.MANAGE_STAFF),
            may_absent=self._may(Permission.MARK_ABSENT),
        )

    def _rules(self) -> Section:
        from thirdring.ui.settings.rules_section import RulesSection

        return RulesSection(self.runner, may_change=self._may(Permission.CHANGE_POLICY))

    def _contacts(self) -> Section:
        from thirdring.ui.settings.contacts_section import ContactsSection

        return ContactsSection(self.runner)

    def _departments(self) -> Section:
        from thirdring.ui.settings.departments_section import DepartmentsSection

        return DepartmentsSection(self.runner)

    def _statements(self) -> Section:
        from thirdring.ui.settings.statements_section import StatementsSection

        return StatementsSection(self.runner)

    def _improvement(self) -> Section:
        from thirdring.ui.settings.improvement_section import ImprovementSection

        may_see = self._may(Permission.SEE_REPORTS)
        return ImprovementSection(
            self.runner, may_see=may_see, may_review=self._may(Permission.REVIEW)
        )

    def _ledgers(self) -> Section:
        from thirdring.ui.settings.ledgers_section import LedgersSection

        return LedgersSection(self.runner)

    def _access(self) -> Section:
        from thirdring.ui.settings.access_section import AccessSection

        return AccessSection(self.runner)

    def _retention(self) -> Section:
        from thirdring.ui.settings.retention_section import RetentionSection

        return RetentionSection(self.runner)

    def _mailbox(self) -> Section:
        from thirdring.ui.settings.mailbox_section import MailboxSection

        return MailboxSection(self.runner)

    def _center(self) -> Section:
        from thirdring.ui.settings.center_section import CenterSection

        may_back_up = self._may(Permission.BACKUP)
        if self.about is None:
            raise RuntimeError("offered only with a deed that tells of the center")
        return CenterSection(self.runner, self.about, self.back_up if may_back_up else None)
