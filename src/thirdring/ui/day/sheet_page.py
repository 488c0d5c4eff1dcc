"""One's own day sheet: what is due, what is promised, what is unfinished, and one's own words."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.day import SheetOffer
from thirdring.domain.errors import Conflict, ThirdRingError
from thirdring.i18n import _
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token, Type
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import (
    Button,
    Cell,
    EmptyState,
    Field,
    Ground,
    Heading,
    Label,
    QuietTable,
    SectionHead,
    TableRow,
    TextArea,
)
from thirdring.ui.words import due_text
from thirdring.usecases.day_due import DueItem
from thirdring.usecases.day_sheet import (
    DaySheetView,
    close_sheet,
    open_sheet,
    reopen_sheet,
    write_sheet,
)
from thirdring.usecases.day_sums import DaySums

_SAVE_MS = 800
_SIDE = 372


class SheetPage(Ground):
    """What is typed is kept as it is typed; `ticket_asked` when a line with a ticket is entered."""

    said = Signal(str)
    failed = Signal(object)
    ticket_asked = Signal(object)
    opened = Signal()

    def __init__(
        self, runner: Runner, ticker: Ticker, time: CenterTime,
        unfinished: Callable[[], list[str]], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._runner, self._ticker, self._time = runner, ticker, time
        self._unfinished = unfinished
        self._sheet: DaySheetView | None = None
        self._day: date | None = None
        self._saving = False
        self.title, self._state = (
            Label(step=Type.TITLE, elide=True),
            Label(tone=Token.TEXT_2, wrap=True),
        )
        self.close_button = Button(icon="check")
        self.table = QuietTable(empty=EmptyState("circle-check"))
        self.priorities, self.notes = TextArea(lines=5), TextArea(lines=5)
        self._fields = (
            Field(self.priorities, above=True, lines=2),
            Field(self.notes, above=True, lines=2),
        )
        self._records_head, self._records = SectionHead(), Label(tone=Token.TEXT_2, wrap=True)
        self._sums_head = SectionHead()
        self._sums = [(Label(tone=Token.TEXT_2, wrap=True), Label(bold=True)) for _n in range(7)]
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(_SAVE_MS)
        self._save.timeout.connect(self.keep)
        self._lay_out()
        for area in (self.priorities, self.notes):
            area.textChanged.connect(self._on_typed)
        self.close_button.clicked.connect(self._on_close)
        self.table.entered_row.connect(self._on_entered_row)
        self.wire()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        head.addLayout(top)
        head.addWidget(self._state)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        body = QWidget()
        body.setObjectName("plain")
        side = QVBoxLayout(body)
        side.setContentsMargins(16, 12, 16, 16)
        side.setSpacing(8)
        for field in self._fields:
            side.addWidget(field)
        side.addWidget(self._records_head)
        side.addWidget(self._records)
        side.addWidget(self._sums_head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (name, figure) in enumerate(self._sums):
            grid.addWidget(name, row, 0)
            grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        side.addLayout(grid)
        side.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        self._side = Ground(Token.BG_SIDE, edges=Qt.Edge.LeftEdge)
        holder = QVBoxLayout(self._side)
        holder.setContentsMargins(1, 0, 0, 0)
        holder.addWidget(area)
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setSpacing(0)
        row_.addLayout(left, 1)
        row_.addWidget(self._side)

    def restyle(self) -> None:
        self._side.setFixedWidth(min(self.theme.px(_SIDE), max(self.width() // 2, 300)))
        for area in (self.priorities, self.notes):
            area.setFixedHeight(4 * self.theme.line(Type.BODY) + self.theme.px(14))

    def retranslate(self) -> None:
        self._fields[0].set_label(_("My priorities"))
        self._fields[0].set_hint(_("Before work: what matters today."), "F1")
        self._fields[1].set_label(_("What is not finished"))
        self._fields[1].set_hint(_("Before the end: what goes on tomorrow."), "F2")
        self._records_head.set_text(_("Records unfinished on this desk"))
        self._sums_head.set_text(_("The day in figures"), "F3")
        self.table.setAccessibleName(_("Due and promised"))
        self.table.set_headings(
            [
                Heading(_("Due"), 124, kept=True),
                Heading(_("What"), 92, kept=True),
                Heading(_("Customer"), 120),
                Heading(_("About"), kept=True),
                Heading(_("No."), 124),
                Heading(_("Rule"), 52),
            ]
        )
        empty = self.table.findChild(EmptyState)
        if empty is not None:
            empty.set_text(
                _("Nothing is due today"),
                _("Callbacks, tickets, visits and tasks of the day appear here."),
            )
        self._show()

    def enter(self) -> None:
        self.table.setFocus()

    def show_offer(self, offer: SheetOffer) -> None:
        """The sheet that was offered: the cursor is where its words go."""
        self._day = offer.day
        self.refresh()
        (self.priorities if offer.moment == "start" else self.notes).setFocus()

    def refresh(self) -> None:
        """Read again; what is being typed stays. The first look makes the day's sheet."""
        if self._save.isActive() or self._saving:
            return
        self._runner.run(
            open_sheet, self._day, owner=self, then=self._on_sheet, failed=self.failed.emit
        )

    def tick(self, _now: datetime) -> None:
        """Once a minute at most the due times change; the table keeps its row."""
        if _now.second == 0:
            self._show_rows()

    def keep(self) -> None:
        """Save what is typed."""
        sheet = self._sheet
        if sheet is None or self._saving or sheet.closed_at is not None:
            return
        self._saving = True
        self._runner.run(
            write_sheet, sheet.day, priorities=self.priorities.value(),
            unfinished=self.notes.value(), version=sheet.version, owner=self,
            then=self._on_kept, failed=self._on_refused,
        )  # fmt: skip

    def flush(self) -> None:
        """Before the day ends: what was typed a moment ago is saved too."""
        if self._save.isActive():
            self._save.stop()
            self.keep()

    def _on_typed(self) -> None:
        if self._sheet is not None and not self._same():
            self._save.start()

    def _same(self) -> bool:
        sheet = self._sheet
        return sheet is not None and (self.priorities.value(), self.notes.value()) == (
            sheet.priorities, sheet.unfinished,
        )  # fmt: skip

    def _on_sheet(self, sheet: DaySheetView) -> None:
        if self._save.isActive():
            return
        self._sheet, self._day = sheet, sheet.day
        self.opened.emit()
        for area, text in ((self.priorities, sheet.priorities), (self.notes, sheet.unfinished)):
            if area.value() != text:
                area.setPlainText(text)
        self._save.stop()
        self._show()

    def _on_kept(self, sheet: DaySheetView) -> None:
        self._saving = False
        self._sheet = sheet
        self._state.setText(_("Saved."))
        if not self._same():
            self._save.start()

    def _on_refused(self, error: ThirdRingError) -> None:
        """At another desk somebody wrote on: their words come behind mine, nothing is lost."""
        self._saving = False
        if isinstance(error, Conflict) and isinstance(error.theirs, DaySheetView):
            theirs = error.theirs
            for area, text in (
                (self.priorities, theirs.priorities),
                (self.notes, theirs.unfinished),
            ):
                if text and text not in area.value():
                    area.appendPlainText(text)
            self._sheet = theirs
            self._save.start()
            return
        self.failed.emit(error)

    def _on_close(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self.flush()
        deed = close_sheet if sheet.closed_at is None else reopen_sheet
        self._runner.run(deed, sheet.day, owner=self, then=self._on_sheet, failed=self.failed.emit)

    def _on_entered_row(self, key: object) -> None:
        found = next((one for one in self._items() if one.id == key), None)
        if found is not None and found.number:
            self.ticket_asked.emit(found.number)

    def _items(self) -> list[DueItem]:
        sheet = self._sheet
        if sheet is None:
            return []
        seen = {one.id: one for one in (*sheet.due, *sheet.promises, *sheet.campaigns)}
        return sorted(seen.values(), key=lambda one: one.due_at)

    def _show(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        closed = sheet.closed_at is not None
        self.title.setText(_("Day sheet of {day}").format(day=sheet.day.isoformat()))
        text = _("The day is summed up; open it again to write on.")
        if not closed:
            late = sum(one.overdue for one in self._items())
            text = _("{n} due, {late} of it late").format(n=len(self._items()), late=late)
        self._state.setText(text)
        self.close_button.setText(_("Open again") if closed else _("Sum up the day"))
        for area in (self.priorities, self.notes):
            area.setReadOnly(closed)
        self._records.setText("\n".join(self._unfinished()) or _("None"))
        for (name, figure), (text, value) in zip(self._sums, sum_lines(sheet.sums), strict=True):
            name.setText(text)
            figure.setText(value)
        self._show_rows()

    def _show_rows(self) -> None:
        now, zone = self._ticker.now(), self._time.zone
        self.table.set_rows(
            [
                TableRow(
                    one.id,
                    (
                        Cell(due_text(one.due_at, now, zone), Token.OVER if one.overdue else Token.TEXT_2, bold=one.overdue),
                        Cell(kind_text(one)),
                        Cell(one.name or ""),
                        Cell(one.about or "", Token.TEXT),
                        Cell(one.number or ""),
                        Cell(one.rule, Token.TEXT_3),
                    ),
                )
                for one in self._items()
            ]
        )  # fmt: skip


def kind_text(one: DueItem) -> str:
    """What is to be done."""
    if one.rule == "F5":
        return _("Campaign")
    return {
        "callback": _("Callback"), "ticket": _("Ticket"), "visit": _("Return visit"),
        "task": _("Task"),
    }[one.kind.value]  # fmt: skip


def sum_lines(sums: DaySums) -> list[tuple[str, str]]:
    """The figures of a day, each with its name."""
    seconds = sums.average_handle_seconds
    average = "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"
    in_time = f"{sums.callbacks_in_time} / {sums.callbacks_made}"
    return [
        (_("Calls taken"), str(sums.calls_taken)),
        (_("Average handling, as recorded"), average),
        (_("Solved at first contact"), str(sums.solved_at_first_contact)),
        (_("Callbacks promised"), str(sums.callbacks_promised)),
        (_("Callbacks kept in time"), in_time),
        (_("Tickets opened"), str(sums.tickets_opened)),
        (_("Tickets closed"), str(sums.tickets_closed)),
    ]
