"""The ledgers of a month (H9): read by a manager, who signs each once the month is over."""

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.runner import Runner
from thirdring.ui.settings.month_bar import MonthBar, month_beside
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.settings.refusals import clear_problems, show_error
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Token
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    Field,
    Heading,
    Label,
    Note,
    QuietTable,
    SectionHead,
    TableRow,
    TextArea,
)
from thirdring.ui.words import number_text
from thirdring.usecases.ledger_sums import SUM_LABELS
from thirdring.usecases.sign_off import LedgerRow, show_ledgers, sign_ledger

_Found = tuple[list[LedgerRow], str, str, ZoneInfo]


class LedgersSection(Section):
    """Opens with the last month that is over: that is the one to sign."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rows: list[LedgerRow] = []
        self._zone = ZoneInfo("UTC")
        self._month: str | None = None
        self.month = MonthBar()
        self.table = QuietTable()
        self.panel = EditPanel()
        self.panel.wire()
        self.sums = Label(wrap=True)
        self.words = TextArea(lines=3)
        self.fields = {"note": Field(self.words, above=True)}
        self.note = Note(lines=2)
        self.sign = Button(kind=ButtonKind.PRIMARY, icon="clipboard-check")
        self._head = SectionHead()
        self._lay()
        self.month.moved.connect(self._on_month)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered_row)
        self.sign.clicked.connect(self._on_sign)
        self.wire()

    def _lay(self) -> None:
        self._head.add(self.month)
        self.panel.column.addWidget(self.sums)
        self.panel.column.addSpacing(8)
        for part in (self.fields["note"], self.sign, self.note):
            self.panel.column.addWidget(part)
        self.panel.column.addStretch(1)
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
        row.addWidget(self.panel)

    def restyle(self) -> None:
        self.words.setFixedHeight(self.theme.px(72))

    def retranslate(self) -> None:
        self._head.set_text(_("Ledgers of the month"))
        self.table.setAccessibleName(_("Ledgers of the month"))
        self.table.set_headings(
            [
                Heading(_("Ledger"), 110, kept=True),
                Heading(_("In figures"), kept=True),
                Heading(_("Signed by"), 100, kept=True),
                Heading(_("Signed on"), 130),
            ]
        )
        self.fields["note"].set_label(_("Note to the signature"))
        self.sign.setText(_("Sign this ledger"))
        self._show()

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        self._runner.read(_ledgers, self._month, owner=self, key="ledgers", then=self._on_rows)

    def _on_rows(self, found: _Found) -> None:
        self._rows, month, last, self._zone = found
        self.month.set_month(month, last)
        self._show()

    def _show(self) -> None:
        self.table.set_rows([self._row(one) for one in self._rows])
        if self._rows and self.table.key() is None:
            self.table.choose(self._rows[0].ledger)
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self._chosen()
        if one is None:
            return
        self.panel.title.setText(f"{_(label(one.ledger))} {one.month}")
        self.panel.text.setText(self._state(one))
        lines = [_("{name}: {value}").format(name=n, value=value) for n, value in _figures(one)]
        if one.note:
            lines += ["", one.note]
        self.sums.setText("\n".join(lines))
        may_sign = one.over and one.signed_at is None
        self.sign.setVisible(may_sign)
        self.fields["note"].setVisible(may_sign)

    def _state(self, one: LedgerRow) -> str:
        if one.signed_at is not None:
            return _("Signed by {name} on {day}; the figures are as they stand now.").format(
                name=one.signed_by, day=self._day(one)
            )
        if not one.over:
            return _("It can be signed when the month is over.")
        return _("Not signed yet.")

    def _row(self, one: LedgerRow) -> TableRow:
        figures = _(", ").join(f"{name} {value}" for name, value in _figures(one))
        return TableRow(
            one.ledger,
            (
                Cell(_(label(one.ledger)), Token.TEXT),
                Cell(figures),
                Cell(one.signed_by or "–", Token.TEXT if one.signed_by else Token.TEXT_3),
                Cell(self._day(one)),
            ),
        )

    def _day(self, one: LedgerRow) -> str:
        at = one.signed_at
        return f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}" if at else ""

    def _chosen(self) -> LedgerRow | None:
        return next((one for one in self._rows if one.ledger == self.table.key()), None)

    def _on_chosen(self, _key: object) -> None:
        clear_problems(self.fields, self.note)
        self.words.setPlainText("")
        self._show_chosen()

    def _on_entered_row(self, _key: object) -> None:
        self._show_chosen()
        self.words.setFocus()

    def _on_month(self, month: str) -> None:
        self._month = month
        clear_problems(self.fields, self.note)
        self.words.setPlainText("")
        self.refresh()

    def _on_sign(self) -> None:
        one = self._chosen()
        if one is not None:
            clear_problems(self.fields, self.note)
            self._runner.run(
                sign_ledger, one.ledger, one.month, self.words.value(), owner=self,
                then=self._on_signed, failed=self._on_refused,
            )  # fmt: skip

    def _on_signed(self, row: LedgerRow) -> None:
        self.words.setPlainText("")
        self.say(_("Signed: {name} {month}").format(name=_(label(row.ledger)), month=row.month))
        self.refresh()

    def _on_refused(self, error: ThirdRingError) -> None:
        show_error(error, self.fields, self.note)
        self.refresh()


def _figures(one: LedgerRow) -> list[tuple[str, str]]:
    """Each sum by its name; money is kept in hundredths."""
    return [
        (
            _(SUM_LABELS[key]),
            f"{value / 100:,.2f}" if key.endswith("_cents") else number_text(value),
        )
        for key, value in one.sums.items()
    ]


def _ledgers(ctx: Any, month: str | None) -> _Found:
    last = ctx.center.time.month_of(ctx.now)
    month = month or month_beside(last, -1)
    return show_ledgers(ctx, month), month, last, ctx.center.time.zone
