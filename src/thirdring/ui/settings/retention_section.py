"""How long each class of records is kept, what is older, and erasing it (H4, J6)."""

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, ngettext
from thirdring.labels import label
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    CheckBox,
    Field,
    LineEdit,
    Note,
    SectionHead,
)
from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow
from thirdring.usecases.retention import (
    ClassPreview,
    RetentionPreview,
    RetentionReport,
    preview_retention,
    run_retention,
)

_Found = tuple[RetentionPreview, ZoneInfo]


class RetentionSection(Section):
    """A preview is read when the section is shown, and counted anew on demand. Erasing takes a
    reason and a tick that it can't be undone.
    """

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._seen: RetentionPreview | None = None
        self._zone = ZoneInfo("UTC")
        self._running = False
        self.table = QuietTable()
        self.again = Button(icon="refresh")
        self.panel = EditPanel()
        self.panel.wire()
        self.reason = LineEdit(kind=TextKind.LINE)
        self.fields = {"reason": Field(self.reason, above=True, lines=2)}
        self.sure = CheckBox()
        self.note = Note(lines=3)
        self.erase = Button(kind=ButtonKind.DESTRUCTIVE, icon="trash")
        self._head = SectionHead()
        self._hint = Note()
        self._lay()
        self.again.clicked.connect(self.refresh)
        self.sure.toggled.connect(self._offer)
        self.erase.clicked.connect(self._on_erase)
        self.wire()

    def _lay(self) -> None:
        self._head.add(self.again)
        column = self.panel.column
        for part in (self.fields["reason"], self.sure, self.erase, self.note):
            column.addWidget(part)
        column.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(16, 8, 12, 8)
        top.addWidget(self._head)
        top.addWidget(self._hint)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(top)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)

    def retranslate(self) -> None:
        self._head.set_text(_("Retention"))
        self._hint.set_hint(
            _("The periods stand under “Rules”. What isn't over stays, however old it is."),
            "H4",
        )  # fmt: skip
        self.again.setText(_("Count again"))
        self.table.setAccessibleName(_("Retention"))
        self.table.set_headings(
            [
                Heading(_("What"), kept=True),
                Heading(_("Kept for"), 96, kept=True),
                Heading(_("Would go"), 84, kept=True, right=True),
                Heading(_("Held back"), 84, right=True),
                Heading(_("Oldest"), 96),
            ]
        )
        self.fields["reason"].set_label(_("Reason"))
        self.sure.setText(_("I know that this can't be undone"))
        self._show()

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Count anew, unless it is being erased just now."""
        if not self._running:
            self.again.setEnabled(False)
            self._runner.read(
                _previewed, owner=self, key="retention", then=self._on_found, failed=self._on_failed
            )

    def _on_found(self, found: _Found) -> None:
        self.again.setEnabled(True)
        self._seen, self._zone = found
        self._show()

    def _on_failed(self, error: ThirdRingError) -> None:
        self.again.setEnabled(True)
        self._running = False
        show_error(error, self.fields, self.note)
        self._offer()

    def _show(self) -> None:
        seen = self._seen
        if seen is None:
            return
        self.table.set_rows([self._row(one) for one in seen.classes])
        self.panel.title.setText(
            ngettext(
                "{n} record is kept too long", "{n} records are kept too long", seen.records
            ).format(n=words.number_text(seen.records))
            if seen.records
            else _("Nothing is kept too long")
        )
        self.panel.text.setText(
            _("Names, numbers, addresses, what was said, files and mails are erased. That something "
              "happened, its clocks and how it counts stay: the months' figures don't change.\n\n"
              "Backups made before keep what they hold until they are removed.")
        )  # fmt: skip
        self.erase.setText(
            ngettext("Erase {n} record", "Erase {n} records", seen.records).format(
                n=words.number_text(seen.records)
            )
        )
        self._offer()

    def _row(self, one: ClassPreview) -> TableRow:
        found = one.found
        kept = ngettext("{n} day", "{n} days", one.days).format(n=words.number_text(one.days))
        oldest = found.oldest.astimezone(self._zone) if found.oldest else None
        return TableRow(
            one.what,
            (
                Cell(_(label(one.what)), Token.TEXT),
                Cell(kept if one.days else _("for ever")),
                Cell(
                    words.number_text(found.records), Token.TEXT if found.records else Token.TEXT_3
                ),
                Cell(words.number_text(found.held), Token.TEXT_2 if found.held else Token.TEXT_3),
                Cell(f"{oldest:%Y-%m-%d}" if oldest else "–"),
            ),
        )

    def _offer(self) -> None:
        some = self._seen is not None and self._seen.records > 0
        for part in (self.fields["reason"], self.sure, self.erase):
            part.setVisible(some)
        self.erase.setEnabled(some and self.sure.isChecked() and not self._running)

    def _on_erase(self) -> None:
        if self._seen is None or not self.erase.isEnabled():
            return
        clear_problems(self.fields, self.note)
        self._running = True
        self._offer()
        self.note.set_hint(_("Erasing; others can go on working meanwhile."))
        self._runner.work(
            run_retention, self._seen, self.reason.value(), owner=self, then=self._on_erased,
            failed=self._on_failed,
        )  # fmt: skip

    def _on_erased(self, report: RetentionReport) -> None:
        self._running = False
        self.sure.setChecked(False)
        self.reason.setText("")
        self.note.set_hint(
            ""
            if report.scrubbed
            else _("Somebody reads in the old file still: erase again when all desks are closed.")
        )
        count = sum(gone for _what, gone in report.erased)
        self.say(
            ngettext("{n} record erased", "{n} records erased", count).format(
                n=words.number_text(count)
            )
        )
        self.refresh()


def _previewed(ctx: Any) -> _Found:
    return preview_retention(ctx), ctx.center.time.zone
