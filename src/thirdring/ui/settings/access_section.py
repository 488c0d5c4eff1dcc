"""Who looked at, copied, exported or printed personal data: to be read, never to be changed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import N_, ThirdRingError
from thirdring.i18n import _, ngettext, render
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Button, EmptyState, Note, SectionHead
from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow
from thirdring.usecases.read_access_log import AccessPage, AccessRow, read_access_log

_DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "unmask": N_("Showed a number"),
        "read_evidence": N_("Opened evidence"),
        "open_evidence": N_("Opened a customer’s data in an appeal"),
        "outbox_taken_over": N_("Took over what was left on a computer"),
        "read_mail": N_("Read a mail"),
        "copy": N_("Copied"),
        "print": N_("Printed"),
        "export": N_("Saved as a file"),
        "export_person": N_("Copy for the person"),
        "anonymise": N_("Anonymised"),
        "retention": N_("Retention run"),
    }
)


class AccessSection(Section):
    """Newest first, a page at a time; what was read stays while more is read."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rows: tuple[AccessRow, ...] = ()
        self._after: Any = None
        self._zone = ZoneInfo("UTC")
        self._nothing = EmptyState("eye")
        self.table = QuietTable(empty=self._nothing)
        self.older = Button(icon="chevron-down")
        self.older.hide()
        self._head = SectionHead()
        self._note = Note()
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 12, 4)
        top.setSpacing(2)
        top.addWidget(self._head)
        top.addWidget(self._note)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.older.clicked.connect(self._on_older)
        self.wire()

    def retranslate(self) -> None:
        self._head.set_text(_("Access log"))
        self._note.set_hint(_("It writes itself; nobody can change it."), "H5")
        self._nothing.set_text(
            _("Nothing yet"),
            _("Whoever shows, copies, prints or saves personal data is listed here."),
        )
        self.older.setText(_("Older entries"))
        self.table.setAccessibleName(_("Access log"))
        self.table.set_headings(
            [
                Heading(_("When"), 164),
                Heading(_("Who"), kept=True),
                Heading(_("What"), 132, kept=True),
                Heading(_("Whose")),
                Heading(_("Reason")),
            ]
        )
        self._show()

    def entered(self) -> None:
        self._read()
        self.table.setFocus()

    def refresh(self) -> None:
        """Somebody did something: what is new comes on top, what was read stays."""
        self._read()

    def _read(self) -> None:
        self._runner.read(
            _newest, owner=self, then=self._on_newest, failed=self._on_failed, key="access"
        )

    def _on_newest(self, found: tuple[AccessPage, ZoneInfo]) -> None:
        page, self._zone = found
        fresh = {row.id for row in page.rows}
        older = [row for row in self._rows if row.id not in fresh]
        joined = len(older) < len(self._rows) or not self._rows
        if page.after is None or not joined:  # all of it, or more is new than a page
            older = []
        if not older:
            self._after = page.after
        self._rows = (*page.rows, *older)
        self._show()

    def _on_older(self) -> None:
        if self._after is not None:
            self.older.setEnabled(False)
            self._runner.read(
                read_access_log, after=self._after,
                owner=self, then=self._on_page, failed=self._on_failed, key="older",
            )  # fmt: skip

    def _on_page(self, page: AccessPage) -> None:
        known = {row.id for row in self._rows}
        self._rows = (*self._rows, *(row for row in page.rows if row.id not in known))
        self._after = page.after
        self.older.setEnabled(True)
        self._note.set_problem("")
        self._show()
        self.table.setFocus()

    def _on_failed(self, error: ThirdRingError) -> None:
        self.older.setEnabled(True)
        self._note.set_problem(render(error))

    def _show(self) -> None:
        self.table.set_rows([self._line(row) for row in self._rows])
        self.older.setVisible(self._after is not None)

    def _line(self, row: AccessRow) -> TableRow:
        whose = row.whose
        if row.subject_kind == "tickets":
            whose = ngettext("{n} ticket", "{n} tickets", row.records)
        deed = _DEEDS.get(row.action)
        return TableRow(
            row.id,
            (
                Cell(words.exact_text(row.at, self._zone)),
                Cell(row.who or "–", Token.TEXT, tip=row.login),
                Cell(_(deed) if deed else row.action, Token.TEXT),
                Cell(whose or "–"),
                Cell(row.reason),
            ),
        )


def _newest(ctx: Any) -> tuple[AccessPage, ZoneInfo]:
    """On a reading thread: the newest entries, and the zone they are told in."""
    return read_access_log(ctx), ctx.center.time.zone
