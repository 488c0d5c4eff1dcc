"""The center and its file, as facts; and a backup of it on demand."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import N_, ThirdRingError
from thirdring.i18n import _, render
from thirdring.ui import words
from thirdring.ui.runner import Runner
from thirdring.ui.settings.section import Section
from thirdring.ui.settings.sections import About, BackUp
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Hairline, Label, Note
from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow
from thirdring.usecases.about_center import AboutCenter, note_backup

_FACTS = 7
# What people count; the tables beside these are the program's own matter (`thirdring db info`).
_COUNTED = {
    "calls": N_("Calls"),
    "tickets": N_("Tickets"),
    "callbacks": N_("Callbacks"),
    "customers": N_("Customers"),
    "staff": N_("People"),
    "phrases": N_("Lines to say"),
    "events": N_("Entries in the timelines"),
    "access_log": N_("Entries in the access log"),
}


class CenterSection(Section):
    """`about` and `back_up` are deeds of `usecases.about_center` on the open database.

    Without `back_up` there is no button: a role that may not, or a server.
    """

    def __init__(
        self, runner: Runner, about: About, back_up: BackUp | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._about, self._back_up = runner, about, back_up
        self._known: AboutCenter | None = None
        self._names = [Label(tone=Token.TEXT_2) for _n in range(_FACTS)]
        self._values = [Label(wrap=True) for _n in range(_FACTS)]
        self.button = Button(kind=ButtonKind.PRIMARY, icon="download")
        if back_up is None:
            self.button.hide()
        self.note = Note()
        self._note_rows = Label(step=Type.BODY, bold=True)
        self.table = QuietTable()
        self._facts = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        column = QVBoxLayout(self._facts)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(grid)
        column.addWidget(self.button)
        column.addWidget(self.note)
        column.addStretch(1)
        row_box = QHBoxLayout(self)
        row_box.setContentsMargins(0, 0, 0, 0)
        row_box.setSpacing(0)
        row_box.addWidget(self._facts, 1)
        row_box.addWidget(Hairline(Qt.Orientation.Vertical))
        row_box.addWidget(self.table)
        self.button.clicked.connect(self._on_asked)
        self.wire()

    def restyle(self) -> None:
        self.table.setFixedWidth(self.theme.px(320))

    def retranslate(self) -> None:
        for label, text in zip(
            self._names,
            (
                _("Company"),
                _("Time zone"),
                _("Kept at"),
                _("Encrypted"),
                _("Database"),
                _("Last backup"),
                _("Backups in"),
            ),
            strict=True,
        ):
            label.setText(text)
        self.button.setText(_("Back up now…"))
        self.note.set_hint(_("The copy is checked, and as encrypted as the file itself."), "H6")
        self.table.setAccessibleName(_("What the center holds"))
        self.table.set_headings(
            [Heading(_("What the center holds")), Heading(_("Count"), 96, right=True)]
        )
        self._show()

    def entered(self) -> None:
        self._runner.read(self._about, owner=self, then=self._on_known, failed=self._on_failed)

    def _on_known(self, known: AboutCenter) -> None:
        self._known = known
        self._show()
        if self._back_up is not None:
            self.button.setVisible(not known.on_server)

    def _show(self) -> None:
        known = self._known
        if known is None:
            return
        encrypted = _("Yes") if known.encrypted else _("No")
        if known.on_server:
            encrypted = _("Its server's matter")
        last = _("None yet")
        if known.backups:
            last = words.exact_text(known.backups[0], ZoneInfo(known.timezone))
        for label, text in zip(
            self._values,
            (
                known.company,
                known.timezone,
                known.address,
                encrypted,
                f"{known.engine} {known.engine_version}",
                _("Its server's matter") if known.on_server else last,
                known.folder or "–",
            ),
            strict=True,
        ):
            label.setText(text)
        rows = dict(known.rows)
        self.table.set_rows(
            [
                TableRow(name, (Cell(_(text), Token.TEXT), Cell(words.number_text(rows[name]))))
                for name, text in _COUNTED.items()
                if name in rows
            ]
        )

    def _on_asked(self) -> None:
        dialog = QFileDialog(self, _("Back up the center"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Database (*.db)"))
        dialog.setDefaultSuffix("db")
        dialog.selectFile(f"thirdring-{datetime.now().astimezone():%Y%m%d-%H%M}.db")
        dialog.fileSelected.connect(self.back_up_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def back_up_to(self, path: str) -> None:
        """Copy the center to `path`, which must be a new name."""
        if self._back_up is None:
            return
        self.button.setEnabled(False)
        self.button.setText(_("Backing up …"))
        self._runner.read(
            self._back_up, Path(path), owner=self, then=self._on_backed_up, failed=self._on_failed
        )

    def _on_backed_up(self, file: Path) -> None:
        self._runner.run(note_backup, file, owner=self, then=self._on_noted, failed=self._on_failed)

    def _on_noted(self, file: Path) -> None:
        self._ready()
        self.note.set_problem("")
        self.say(_("Backed up to {file}.").format(file=file))

    def _on_failed(self, error: ThirdRingError) -> None:
        self._ready()
        self.note.set_problem(render(error))

    def _ready(self) -> None:
        self.button.setEnabled(True)
        self.button.setText(_("Back up now…"))
