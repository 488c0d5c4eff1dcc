"""The side of the month: its trend, what is to be settled, appeals, the digest and the exports."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.month_sheet import AppealLine, CheckKind, CheckLine, MonthState
from thirdring.domain.roles import Permission
from thirdring.i18n import _, ngettext, render
from thirdring.labels import label
from thirdring.ui.month.month_look import MonthLook
from thirdring.ui.month.month_words import appeal_cell, grouped, left_text, left_tone
from thirdring.ui.month.trend_line import TrendLine
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    Ground,
    Hairline,
    Heading,
    Label,
    Note,
    QuietTable,
    SectionHead,
    Shape,
    TableRow,
)
from thirdring.ui.words import date_text, time_text
from thirdring.usecases.verify_month import Verified

_MOST_ROWS = 5
_EXPORTS = {
    ".xlsx": ("Excel", "file-spreadsheet"), ".pdf": ("PDF", "file-type-pdf"), ".csv": ("CSV", ""),
    ".json": ("JSON", ""),
}  # fmt: skip


class Overview(Ground):
    """`appeal_asked` an `AppealLine`, `check_asked` a `CheckLine`, `export_asked` an ending."""

    appeal_asked = Signal(object)
    check_asked = Signal(object)
    verify_asked = Signal()
    export_asked = Signal(str)
    said = Signal(str)

    def __init__(self, granted: frozenset[Permission], parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.LeftEdge, parent=parent)
        self._look: MonthLook | None = None
        self._verified: Verified | None = None
        self.whole = Permission.SEE_TALLIES in granted
        self._exports = Permission.EXPORT_MONTH in granted
        self.trend = TrendLine()
        self.checks = QuietTable(head=False, ground=Token.BG_SIDE)
        self.appeals = QuietTable(head=False, ground=Token.BG_SIDE)
        self.heads = {
            name: SectionHead() for name in ("trend", "checks", "appeals", "digest", "export")
        }
        self.no_checks = Label(tone=Token.TEXT_2, wrap=True)
        self.no_appeals = Label(step=Type.CAPTION, tone=Token.TEXT_3, wrap=True)
        self.digest = Label(tone=Token.TEXT_2, elide=True)
        self.copy = Button(kind=ButtonKind.BARE, icon="copy", small=True)
        self.verify = Button(icon="shield-check", small=True)
        self.verdict = Note(lines=2)
        self.exports = {end: Button(_EXPORTS[end][0], icon=_EXPORTS[end][1], small=True)
                        for end in (".xlsx", ".pdf", ".csv", ".json")}  # fmt: skip
        self.exported = Label(step=Type.CAPTION, tone=Token.TEXT_3, wrap=True)
        self._lay()
        self.appeals.entered_row.connect(self._on_appeal)
        self.appeals.clicked.connect(self._on_appeal_clicked)
        self.checks.entered_row.connect(self._on_check)
        self.checks.clicked.connect(self._on_check_clicked)
        self.copy.clicked.connect(self._on_copy)
        self.verify.clicked.connect(self.verify_asked)
        for end, button in self.exports.items():
            button.clicked.connect(partial(self.export_asked.emit, end))
        self.wire()

    def _lay(self) -> None:
        inside = QWidget()
        inside.setObjectName("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(0)
        self.sections: dict[str, QWidget] = {}
        digest = QHBoxLayout()
        digest.setSpacing(8)
        digest.addWidget(self.digest, 1)
        digest.addWidget(self.copy)
        digest.addWidget(self.verify)
        exports = QHBoxLayout()
        exports.setSpacing(8)
        for button in self.exports.values():
            exports.addWidget(button)
        exports.addStretch(1)
        every: dict[str, list[QWidget | QHBoxLayout]] = {
            "trend": [self.trend], "checks": [self.no_checks, self.checks],
            "appeals": [self.no_appeals, self.appeals], "digest": [digest, self.verdict],
            "export": [exports, self.exported],
        }  # fmt: skip
        for name, parts in every.items():
            self.sections[name] = _section(self.heads[name], parts, first=name == "trend")
            column.addWidget(self.sections[name])
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)
        self.sections["checks"].setVisible(self.whole)
        self.sections["digest"].setVisible(self.whole)
        self.sections["export"].setVisible(self._exports)

    def retranslate(self) -> None:
        self.heads["trend"].set_text(_("The last 12 months"))
        self.heads["digest"].set_text(
            _("Digest"), _("Fixed at the closing, can be checked any time")
        )
        self.heads["export"].set_text(_("Export"))
        self.copy.set_hint(_("Copy the digest"))
        self.verify.setText(_("Verify"))
        self.verify.set_hint(_("Recount the month and hold its closing to the digest"))
        self.no_checks.setText(_("Everything is decided."))
        for end, button in self.exports.items():
            button.set_hint(_("Save the month as {ending}").format(ending=end))
            button.setAccessibleName(_EXPORTS[end][0])
        if not self.exported.text():
            self.exported.setText(
                _("No customer's name or number; that it was exported is logged (H5).")
            )
        self.appeals.setAccessibleName(_("Appeals"))
        self.checks.setAccessibleName(_("To be decided"))
        self.checks.set_headings(
            [Heading("", 0, kept=True), Heading("", 92, right=True, kept=True)]
        )
        self.appeals.set_headings(
            [Heading("", 98 if self.whole else 124, kept=True), Heading("", 0, kept=True),
             Heading("", 82, right=True, kept=True)]
        )  # fmt: skip
        if self._look is not None:
            self.show_look(self._look)
        self._show_verified()

    def restyle(self) -> None:
        if self._look is not None:
            self._fit()

    def show_look(self, look: MonthLook) -> None:
        """The month that is looked at."""
        if self._look is not None and self._look.month != look.month:
            self.show_verified(None)
        self._look = look
        self.trend.show_points(look.trend)
        sheet = look.sheet
        missing = len(sheet.checks)
        left = (
            ngettext("{n} to settle", "{n} to settle", missing).format(n=missing) if missing else ""
        )
        self.heads["checks"].set_text(_("Before the closing"), left)
        self.sections["checks"].setVisible(self.whole and sheet.state is MonthState.OPEN)
        self.no_checks.setVisible(not missing)
        self.checks.setVisible(missing > 0)
        self.checks.set_rows([_check_row(one) for one in sheet.checks])
        self._show_appeals(look)
        closed = sheet.digest is not None
        self.sections["digest"].setVisible(self.whole)
        self.digest.setText(grouped(sheet.digest) if sheet.digest else _("Not closed yet"))
        self.copy.setVisible(closed)
        self._fit()

    def show_verified(self, found: Verified | None) -> None:
        """What a check of the month found; None: not checked yet."""
        self._verified = found
        self._show_verified()

    def show_exported(self, sentence: str) -> None:
        """The file that was written, by name."""
        self.exported.setText(sentence)

    def _show_appeals(self, look: MonthLook) -> None:
        shown = look.appeals
        title = _("Appeals") if self.whole else _("My appeals")
        self.heads["appeals"].set_text(title, "G3")
        self.no_appeals.setText(
            _("None.") if self.whole else
            _("None. Open a complaint that counts against you and press Appeal.")
        )  # fmt: skip
        self.no_appeals.setVisible(not shown)
        self.appeals.setVisible(bool(shown))
        self.appeals.set_rows([_appeal_row(one, look, named=self.whole) for one in shown])

    def _fit(self) -> None:
        """The lists are as high as their rows; long ones scroll."""
        height = self.theme.size(Size.TABLE_ROW)
        for table in (self.checks, self.appeals):
            rows = min(table.rows.rowCount(), _MOST_ROWS)
            table.setFixedHeight(rows * height + 2)

    def _show_verified(self) -> None:
        found = self._verified
        self.verdict.setVisible(found is not None)
        if found is None or self._look is None:
            self.verdict.set_problem("")
            self.verdict.set_hint("")
        elif found.ok:
            at = time_text(self._look.now, self._look.time.zone)
            self.verdict.set_problem("")
            self.verdict.set_hint(
                _("✓ {time}: digest and recount agree, {n} complaints.").format(
                    time=at, n=found.recounted
                )
                if found.digest
                else _("✓ {time}: counts and recount agree, {n} complaints.").format(
                    time=at, n=found.recounted
                )
            )
        else:
            self.verdict.set_problem(" ".join(render(one.sentence) for one in found.differences))

    def _on_copy(self) -> None:
        if self._look is not None and self._look.sheet.digest:
            QGuiApplication.clipboard().setText(self._look.sheet.digest)
            self.said.emit(_("Copied: {name}").format(name=_("Digest")))

    def _on_appeal(self, key: object) -> None:
        if self._look is not None:
            for one in self._look.appeals:
                if one.id == key:
                    self.appeal_asked.emit(one)

    def _on_appeal_clicked(self, *_index: object) -> None:
        self._on_appeal(self.appeals.key())

    def _on_check(self, key: object) -> None:
        if self._look is not None:
            for one in self._look.sheet.checks:
                if _check_key(one) == key:
                    self.check_asked.emit(one)

    def _on_check_clicked(self, *_index: object) -> None:
        self._on_check(self.checks.key())


def _section(head: SectionHead, parts: Sequence[QWidget | QHBoxLayout], *, first: bool) -> QWidget:
    """A head with what is below it, under a hairline; tables go from edge to edge."""
    section = QWidget()
    section.setObjectName("plain")
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(2)
    if not first:
        column.addWidget(Hairline())
        column.addSpacing(6)
    for part in (head, *parts):
        row = QHBoxLayout()
        # A table indents its own texts at the left.
        row.setContentsMargins(*((0, 0, 8, 0) if isinstance(part, QuietTable) else (16, 0, 16, 0)))
        if isinstance(part, QWidget):
            row.addWidget(part)
        else:
            row.addLayout(part)
        column.addLayout(row)
    return section


def _check_key(one: CheckLine) -> tuple[str, object]:
    return one.kind.value, one.appeal_id or one.ticket_id


def _check_row(one: CheckLine) -> TableRow:
    verb = _("See it") if one.kind is CheckKind.APPEAL else _("Settle")
    text = f"{one.number}  {_(label(one.kind))}"
    return TableRow(
        _check_key(one),
        (
            Cell(text, Token.TEXT, tip=render(one.sentence), shape=Shape.PIE, mark=Token.SOON),
            Cell(verb, Token.ACCENT_TEXT),
        ),
    )


def _appeal_row(one: AppealLine, look: MonthLook, *, named: bool) -> TableRow:
    state = appeal_cell(one, look.now)
    who = one.name if named else one.number
    ended = date_text(one.closed_at, look.now, look.time.zone) if one.closed_at else ""
    tip = f"{one.number}  {one.month}"
    return TableRow(
        one.id,
        (
            Cell(who, Token.TEXT, tip=f"{one.name}  {tip}"),
            state,
            Cell(left_text(one.due_at, look.now) or ended, left_tone(one.due_at, look.now)),
        ),
    )
