"""Improvement (H7, J4): the month's indicators against their targets, and what is done about it."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.case_values import MeasureState
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.indicators import DEFINITIONS, Figure
from thirdring.domain.roles import Permission
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.reports.figure_text import target_text, value_text
from thirdring.ui.runner import Runner
from thirdring.ui.settings.measure_panel import MeasurePanel
from thirdring.ui.settings.month_bar import MonthBar
from thirdring.ui.settings.section import Section
from thirdring.ui.theme import Size, Token
from thirdring.ui.widgets import (
    Button,
    Cell,
    EmptyState,
    Hairline,
    Heading,
    QuietTable,
    SectionHead,
    TableRow,
)
from thirdring.ui.words import number_text
from thirdring.usecases.manage_staff import list_staff
from thirdring.usecases.measures import (
    MeasureRow,
    NewMeasure,
    add_measure,
    close_measure,
    follow_up,
    list_measures,
)
from thirdring.usecases.show_indicators import show_indicators


@dataclass(frozen=True, slots=True)
class _Look:
    """What the section shows; `me` a login, `people` logins and names, `last` the month that runs."""

    me: str
    month: str
    last: str
    zone: ZoneInfo
    figures: tuple[Figure, ...]
    measures: tuple[MeasureRow, ...]
    people: tuple[tuple[str, str], ...]


class ImprovementSection(Section):
    """`may_see`: the indicators and everybody's measures, else one's own; `may_review`: adds them."""

    def __init__(
        self, runner: Runner, *, may_see: bool, may_review: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._may_see, self._may_review = runner, may_see, may_review
        self._look: _Look | None = None
        self._month: str | None = None
        self.month = MonthBar()
        self.figures = QuietTable()
        self._empty = EmptyState("tools")
        self.table = QuietTable(empty=self._empty)
        self.panel = MeasurePanel(may_add=may_review)
        self.add = Button(icon="plus")
        self._figures_head, self._measures_head = SectionHead(), SectionHead()
        self._lay()
        self.month.moved.connect(self._on_month)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered_row)
        self.add.clicked.connect(self._on_new)
        self.panel.added.connect(self._on_add)
        self.panel.noted.connect(self._on_noted)
        self.panel.closed.connect(self._on_close)
        self.wire()

    def _lay(self) -> None:
        self._figures_head.add(self.month)
        self._measures_head.add(self.add)
        self._top = QWidget(self)
        self._top.setObjectName("plain")
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addLayout(_indented(self._figures_head))
        top.addWidget(self.figures)
        top.addSpacing(8)
        top.addWidget(Hairline())
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._top)
        left.addLayout(_indented(self._measures_head))
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        if not self._may_see:
            self._top.hide()
        if not self._may_review:
            self.add.hide()

    def restyle(self) -> None:
        rows = len(DEFINITIONS) * self.theme.size(Size.TABLE_ROW)
        self.figures.setFixedHeight(self.theme.size(Size.TABLE_HEADER) + rows + 2)

    def retranslate(self) -> None:
        self.add.setText(_("Add"))
        self.add.set_hint(_("Add a measure"))
        self._figures_head.set_text(_("Indicators of the month"))
        self.figures.setAccessibleName(_("Indicators of the month"))
        self.figures.set_headings(
            [
                Heading(_("Indicator"), kept=True),
                Heading(_("Value"), 72, right=True, kept=True),
                Heading(_("Target"), 72, right=True, kept=True),
                Heading(_("Counted"), 96, right=True),
                Heading(_("Where it comes from"), 150),
            ]
        )
        self.table.setAccessibleName(_("Measures"))
        self.table.set_headings(
            [
                Heading(_("What"), kept=True),
                Heading(_("Who does it"), 96, kept=True),
                Heading(_("To be done by"), 96, kept=True),
                Heading(_("State"), 84),
                Heading(_("Indicator"), 204),
            ]
        )
        self._empty.set_text(
            _("No measure yet"),
            _(
                "What is done so that it doesn't happen again, with one who does it and a date (H7)."
            ),
        )
        self._show()

    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        self._runner.read(_look, self._month, owner=self, key="improvement", then=self._on_look)

    def _on_look(self, look: _Look) -> None:
        self._look = look
        self.panel.set_people(look.people, look.zone)
        self._show()
        self._show_chosen()

    def _show(self) -> None:
        look = self._look
        if look is None:
            return
        self.month.set_month(look.month, look.last)
        self.figures.set_rows([_figure_row(one) for one in look.figures])
        self._measures_head.set_text(_("Measures"), number_text(len(look.measures)))
        self.table.set_rows([_measure_row(one) for one in look.measures])

    def _show_chosen(self) -> None:
        look = self._look
        if look is None:
            return
        one = next((row for row in look.measures if row.id == self.table.key()), None)
        mine = one is not None and one.owner_login == look.me
        self.panel.show_measure(one, may_follow=mine or self._may_review)

    def _on_month(self, month: str) -> None:
        self._month = month
        self.refresh()

    def _on_chosen(self, _key: object) -> None:
        self._show_chosen()

    def _on_entered_row(self, _key: object) -> None:
        self._show_chosen()
        self.panel.progress.setFocus()

    def _on_new(self) -> None:
        self.table.choose(None)
        self._show_chosen()
        self.panel.what.setFocus()

    def _on_add(self, new: NewMeasure) -> None:
        self._run(add_measure, new, said=_("{name} has a new measure."))

    def _on_noted(self, text: str) -> None:
        one = self.panel.measure
        if one is not None:
            said = _("Written down.")
            self._run(follow_up, one.id, text, version=one.version, said=said)

    def _on_close(self, result: str, dropped: bool) -> None:
        one = self.panel.measure
        if one is not None:
            said = _("The measure is dropped.") if dropped else _("The measure is done.")
            self._run(
                close_measure, one.id, result, dropped=dropped, version=one.version, said=said
            )

    def _run(self, deed: Any, *args: Any, said: str, **kw: Any) -> None:
        self._runner.run(
            deed, *args, **kw, owner=self, then=partial(self._on_done, said),
            failed=self._on_refused,
        )  # fmt: skip

    def _on_done(self, said: str, row: MeasureRow) -> None:
        self.panel.empty()
        self.say(said.format(name=row.owner))
        self.refresh()

    def _on_refused(self, error: ThirdRingError) -> None:
        self.panel.show_error(error)
        self.refresh()


def _indented(head: SectionHead) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 8, 12, 8)
    row.addWidget(head)
    return row


def _figure_row(one: Figure) -> TableRow:
    about = DEFINITIONS[one.indicator]
    tone = {None: Token.TEXT_3, True: Token.FINE, False: Token.OVER}[one.reached]
    source = _("Logged by hand") if about.manual else _("From the clocks")
    return TableRow(
        one.indicator,
        (
            Cell(render(about.name), Token.TEXT, tip=render(one.sentence(about.meaning))),
            Cell(value_text(one), tone, bold=one.reached is False),
            Cell(target_text(one)),
            Cell(f"{number_text(one.numerator)} / {number_text(one.denominator)}"),
            Cell(source, Token.TEXT_3),
        ),
    )


def _measure_row(one: MeasureRow) -> TableRow:
    is_open = one.state is MeasureState.OPEN
    state = _("Overdue") if one.overdue else _(label(one.state))
    tone = Token.OVER if one.overdue else Token.TEXT_2 if is_open else Token.TEXT_3
    about = render(DEFINITIONS[one.indicator].name) if one.indicator else ""
    return TableRow(
        one.id,
        (
            Cell(
                one.what.replace("\n", "  "), Token.TEXT if is_open else Token.TEXT_3, tip=one.what
            ),
            Cell(one.owner),
            Cell(one.due_on.isoformat(), tone, bold=one.overdue),
            Cell(state, tone),
            Cell(about, Token.TEXT_3),
        ),
    )


def _look(ctx: Any, month: str | None) -> _Look:
    last = ctx.center.time.month_of(ctx.now)
    month = month or last
    may_see, may_review = (
        ctx.actor.may(one) for one in (Permission.SEE_REPORTS, Permission.REVIEW)
    )
    people = list_staff(ctx, inactive=False) if may_review else []
    return _Look(
        me=ctx.actor.login, month=month, last=last, zone=ctx.center.time.zone,
        figures=show_indicators(ctx, month) if may_see else (),
        measures=list_measures(ctx),
        people=tuple((one.login, one.name) for one in people),
    )  # fmt: skip
