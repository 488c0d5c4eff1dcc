"""The quality checks of a month (G4, G8): each with its grades and remark, beside the complaints."""

from collections.abc import Hashable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.quality import Grade, rounded
from thirdring.domain.roles import Permission
from thirdring.i18n import _, ngettext
from thirdring.labels import label
from thirdring.ui.month.month_look import MonthLook
from thirdring.ui.quality.check_form import work_text
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    EmptyState,
    Ground,
    Heading,
    Label,
    QuietTable,
    Shape,
    Styled,
    TableRow,
)
from thirdring.usecases.quality_rows import CheckedWork

_GRADES = {
    Grade.MET: (Shape.TICK, Token.FINE),
    Grade.PARTLY: (Shape.PIE, Token.SOON),
    Grade.MISSED: (Shape.TRIANGLE, Token.OVER),
}
_CRITERIA = 300


class QualityPage(Styled, QWidget):
    """`check_asked`: a new check; `withdraw_asked` a `CheckedWork`; `ticket_asked` a number."""

    check_asked = Signal()
    withdraw_asked = Signal(object)
    ticket_asked = Signal(object)

    def __init__(self, granted: frozenset[Permission], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._checks = Permission.CHECK_QUALITY in granted
        self._opens = Permission.SEE_TICKETS in granted
        self._whole = Permission.SEE_TALLIES in granted
        self._look: MonthLook | None = None
        self.mean = Label(bold=True)
        self.hint = Label(step=Type.CAPTION, tone=Token.TEXT_3, elide=True)
        self.check = Button(icon="clipboard-check", small=True)
        self.open = Button(kind=ButtonKind.LINK, small=True)
        self.withdraw = Button(small=True)
        self._empty = EmptyState("clipboard-check")
        self.table = QuietTable(empty=self._empty)
        self.title = Label(bold=True, elide=True)
        self.criteria = QuietTable(head=False)
        self.remark = Label(wrap=True)
        self.gone = Label(tone=Token.TEXT_2, wrap=True)
        self._lay()
        self.check.clicked.connect(self.check_asked)
        self.withdraw.clicked.connect(self._on_withdraw)
        self.open.clicked.connect(self._on_open)
        self.table.chosen.connect(self._on_chosen)
        self.wire()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 12, 6)
        head.setSpacing(12)
        head.addWidget(self.mean)
        head.addWidget(self.hint, 1)
        head.addWidget(self.check)
        self.detail = Ground(Token.BG_SURFACE, edges=Qt.Edge.TopEdge)
        about = QHBoxLayout()
        about.setContentsMargins(16, 6, 12, 2)
        about.setSpacing(8)
        about.addWidget(self.title, 1)
        about.addWidget(self.open)
        about.addWidget(self.withdraw)
        words = QVBoxLayout()
        words.setContentsMargins(0, 6, 16, 6)
        words.setSpacing(8)
        words.addWidget(self.remark)
        words.addWidget(self.gone)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.criteria)
        row.addLayout(words, 1)
        inside = QVBoxLayout(self.detail)
        inside.setContentsMargins(0, 1, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(about)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self.check.setVisible(self._checks)

    def restyle(self) -> None:
        self._fit()

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Quality checks"))
        self.criteria.setAccessibleName(_("Criteria"))
        self.hint.setText(
            _("Mean of the checks made in the month, never summed with complaints (G8)")
        )
        self.check.setText(_("Check quality…"))
        self.open.setText(_("Open the ticket"))
        self.withdraw.setText(_("Withdraw…"))
        headings = [Heading(_("Checked at"), 104, kept=True)]
        headings += [Heading(_("Employee"), 100, kept=True)] if self._whole else []
        headings += [
            Heading(_("What was checked"), 136, kept=True),
            Heading(_("Score"), 84, kept=True),
            Heading(_("Checked by"), 84),
            Heading(_("Remark"), 0, kept=True),
        ]
        self.table.set_headings(headings)
        self.criteria.set_headings([Heading("", 0, kept=True), Heading("", 112, kept=True)])
        title = _("No quality check in this month")
        text = _(
            "A supervisor checks calls and tickets; the score stands beside the complaints (G8)."
        )
        self._empty.set_text(title, text)
        if self._look is not None:
            self.show_look(self._look)

    def show_look(self, look: MonthLook) -> None:
        """The checks of the month; the one the keys are on stays."""
        self._look = look
        counted = [one.score for one in look.checks if one.counts]
        mean = rounded(sum(counted), len(counted))
        count = ngettext("{n} check", "{n} checks", len(counted))
        self.mean.setText(
            _("Quality: no data") if mean is None else f"{_('Quality {n}').format(n=mean)}  {count}"
        )
        self.table.set_rows([self._row(one, look.time.zone) for one in look.checks])
        if look.checks and self.table.key() is None:
            self.table.choose(look.checks[0].id)
        self._show_detail()

    def show_employee(self, login: str) -> None:
        """Go to the newest check of this employee."""
        checks = self._look.checks if self._look is not None else ()
        found = next((one for one in checks if one.login == login), None)
        if found is not None:
            self.table.choose(found.id)
            self._show_detail()
        self.table.setFocus()

    def current(self) -> CheckedWork | None:
        """The check the keys are on."""
        checks = self._look.checks if self._look is not None else ()
        return next((one for one in checks if one.id == self.table.key()), None)

    def _row(self, one: CheckedWork, zone: ZoneInfo) -> TableRow:
        score = (
            Cell(str(one.score), Token.TEXT, bold=True)
            if one.counts
            else Cell(_("Withdrawn"), Token.TEXT_3, shape=Shape.DASHED_RING)
        )
        key: Hashable = one.id
        return TableRow(
            key,
            (
                Cell(f"{one.checked_at.astimezone(zone):%m-%d %H:%M}"),
                *([Cell(one.name, Token.TEXT, tip=f"{one.name} ({one.login})")]
                  if self._whole else []),
                Cell(work_text(one, zone), Token.TEXT),
                score,
                Cell(one.checked_by),
                Cell((one.remark or "").replace("\n", " ")),
            ),
        )  # fmt: skip

    def _show_detail(self) -> None:
        look, one = self._look, self.current()
        self.detail.setVisible(one is not None)
        if look is None or one is None:
            return
        self.title.setText(f"{one.name}  {work_text(one, look.time.zone)}  {one.score}")
        self.criteria.set_rows(
            [
                TableRow(
                    part.criterion,
                    (
                        Cell(_(label(part.criterion)), Token.TEXT,
                             tip=_("Weight {n}").format(n=part.weight)),
                        Cell(_(label(part.grade)), _GRADES[part.grade][1],
                             shape=_GRADES[part.grade][0]),
                    ),
                )
                for part in one.grades
            ]
        )  # fmt: skip
        self.remark.setText(one.remark or _("No remark."))
        self.gone.setVisible(not one.counts)
        self.gone.setText(
            _("Withdrawn by {name}: {reason}").format(
                name=one.withdrawn_by, reason=one.withdrawn_reason
            )
        )
        own = one.staff_id == look.me
        self.open.setVisible(self._opens and one.number is not None and not own)
        self.withdraw.setVisible(
            self._checks and one.counts and not own and look.sheet.digest is None
        )
        self._fit()

    def _fit(self) -> None:
        """As high as its criteria."""
        rows = max(1, self.criteria.rows.rowCount())
        self.criteria.setFixedHeight(rows * self.theme.size(Size.TABLE_ROW) + 6)
        self.criteria.setFixedWidth(self.theme.px(_CRITERIA))

    def _on_chosen(self, _key: object) -> None:
        self._show_detail()

    def _on_withdraw(self) -> None:
        one = self.current()
        if one is not None:
            self.withdraw_asked.emit(one)

    def _on_open(self) -> None:
        one = self.current()
        if one is not None:
            self.ticket_asked.emit(one.number)
