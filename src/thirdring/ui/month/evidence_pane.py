"""The complaints behind the chosen number (G4): what was said, how it counts; no customer (H5)."""

import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.enums import Nature, Severity
from thirdring.domain.month_sheet import AdjustmentLine, AppealLine, EvidenceLine
from thirdring.domain.months import Standing
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.ui.month.month_words import change_text, channel_text
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    Cell,
    Ground,
    Heading,
    Label,
    QuietTable,
    Shape,
    TableRow,
)

_SHOWN = 5
_SHAPES = {
    Standing.COUNTED: (Shape.DISC, Token.TEXT),
    Standing.UNDECIDED: (Shape.DASHED_RING, Token.SOON),
}


class EvidencePane(Ground):
    """`appeal_asked` carries an `EvidenceLine`, `contested_asked` an `AppealLine`, `ticket_asked` a
    number. `may_open`: tickets can be shown.
    """

    appeal_asked = Signal(object)
    contested_asked = Signal(object)
    ticket_asked = Signal(object)

    def __init__(self, *, may_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, edges=Qt.Edge.TopEdge, parent=parent)
        self._lines: tuple[EvidenceLine, ...] = ()
        self._changes: tuple[tuple[AdjustmentLine, int], ...] = ()
        self._zone = ZoneInfo("UTC")
        self._own = ""
        self._contested: Mapping[uuid.UUID, AppealLine] = {}
        self._may_open = may_open
        self.title = Label(bold=True, elide=True)
        self.hint = Label(step=Type.CAPTION, tone=Token.TEXT_3, elide=True)
        self.appeal = Button(icon="scale", small=True)
        self.open = Button(kind=ButtonKind.LINK, small=True)
        self.table = QuietTable(head=False)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 12, 2)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.hint, 1)
        head.addWidget(self.open)
        head.addWidget(self.appeal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered)
        self.appeal.clicked.connect(self.ask_appeal)
        self.open.clicked.connect(self._on_open)
        self.wire()

    def restyle(self) -> None:
        self._fit()

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Complaints behind the number"))
        self.open.setText(_("Open the ticket"))
        self.hint.setText(_("Choose a number to see the complaints behind it (G4)."))
        self.table.set_headings(
            [
                Heading("", 128, kept=True), Heading("", 96, kept=True), Heading("", 92),
                Heading("", 188), Heading("", 108, kept=True), Heading("", 0, kept=True),
            ]
        )  # fmt: skip
        self._show()

    def show_lines(
        self, title: str, lines: Sequence[EvidenceLine], zone: ZoneInfo, own: str,
        contested: Mapping[uuid.UUID, AppealLine] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """Those behind the number `title`; `own`: the login of who looks, `contested`: their
        appeals by complaint.
        """
        self._lines, self._zone, self._own = tuple(lines), zone, own
        self._changes = ()
        self._contested = contested
        self.title.setText(f"{title}  {len(self._lines)}" if title else "")
        self._show()

    def show_adjustments(
        self, title: str, lines: Sequence[AdjustmentLine], zone: ZoneInfo, login: str | None
    ) -> None:
        """What came after a closing, with who decided it and why; `login` None: for everybody."""
        self.show_lines(title, (), zone, self._own)
        self._changes = tuple(
            (one, one.effects.get(login, 0) if login else sum(one.effects.values()))
            for one in lines
        )
        self.title.setText(f"{title}  {len(lines)}")
        self._show()

    def current(self) -> EvidenceLine | None:
        """The complaint the keys are on."""
        return next((one for one in self._lines if one.ticket_id == self.table.key()), None)

    def enter(self) -> None:
        """Keys go on among the complaints."""
        if self._lines:
            if self.table.key() is None:
                self.table.choose(self._lines[0].ticket_id)
            self.table.setFocus()
            self._offer()

    def ask_appeal(self) -> None:
        """Appeal against the complaint the keys are on, or see how far that came."""
        line = self.current()
        if line is not None and line.ticket_id in self._contested:
            self.contested_asked.emit(self._contested[line.ticket_id])
        elif line is not None and self._may_appeal(line):
            self.appeal_asked.emit(line)

    def _show(self) -> None:
        rows = [_row(line, self._zone) for line in self._lines]
        rows += [_change_row(one, effect, self._zone) for one, effect in self._changes]
        self.table.set_rows(rows)
        if self._lines and self.table.key() is None:
            self.table.choose(self._lines[0].ticket_id)
        self.title.setVisible(bool(self.title.text()))
        self.hint.setVisible(not self.title.text())
        self._fit()
        self._offer()

    def _fit(self) -> None:
        """As high as its complaints, up to five; then it scrolls."""
        rows = min(len(self._lines) + len(self._changes), _SHOWN)
        self.table.setFixedHeight(rows * self.theme.size(Size.TABLE_ROW) + (6 if rows else 2))

    def _may_appeal(self, line: EvidenceLine) -> bool:
        counts = line.standing in {Standing.COUNTED.value, Standing.UNDECIDED.value}
        return line.login == self._own and counts and line.kind == "complaint"

    def _offer(self) -> None:
        line = self.current()
        there = line is not None and line.ticket_id in self._contested
        self.appeal.setText(_("See the appeal") if there else _("Appeal…"))
        self.appeal.set_hint(
            _("How far your appeal came") if there else
            _("Say why this complaint should not count against you (G3)")
        )  # fmt: skip
        self.appeal.setVisible(line is not None and (there or self._may_appeal(line)))
        # One's own is shown here alone: the ticket names who complained (G9).
        self.open.setVisible(self._may_open and line is not None and line.login != self._own)

    def _on_chosen(self, _key: object) -> None:
        self._offer()

    def _on_entered(self, _key: object) -> None:
        if self.open.isVisible():
            self._on_open()
        else:
            self.ask_appeal()

    def _on_open(self) -> None:
        line = self.current()
        if line is not None:
            self.ticket_asked.emit(line.number)


def _row(line: EvidenceLine, zone: ZoneInfo) -> TableRow:
    standing = Standing(line.standing)
    shape, tone = _SHAPES.get(standing, (Shape.RING, Token.TEXT_3))
    nature = _(label(Nature(line.nature))) if line.nature else ""
    severity = _(label(Severity(line.severity))) if line.severity else ""
    about = line.employee or line.against or line.department or line.merchant or line.product
    said = line.subject if not about else f"{about}: {line.subject}"
    return TableRow(
        line.ticket_id,
        (
            Cell(line.number, Token.TEXT),
            Cell(f"{line.received_at.astimezone(zone):%m-%d %H:%M}"),
            Cell(channel_text(line.channel)),
            Cell(f"{nature}  {severity}".strip()),
            Cell(_(label(standing)), tone, shape=shape),
            Cell(line.subject, Token.TEXT, tip=said),
        ),
    )


def _change_row(one: AdjustmentLine, effect: int, zone: ZoneInfo) -> TableRow:
    why = render(one.cause) if one.reason is None else f"{render(one.cause)} {one.reason}"
    return TableRow(
        one.id,
        (
            Cell(one.number, Token.TEXT),
            Cell(f"{one.at.astimezone(zone):%m-%d %H:%M}"),
            Cell(change_text(effect) or "0", Token.TEXT, bold=True),
            Cell(_("Concerns {month}").format(month=one.month)),
            Cell(one.author or _("The clock")),
            Cell(why, Token.TEXT, tip=why),
        ),
    )
