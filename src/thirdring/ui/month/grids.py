"""The tables of the month: rows of figures, each of which opens into its complaints (G4)."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from thirdring.domain.enums import Channel, Nature
from thirdring.domain.month_sheet import AdjustmentLine, EmployeeLine, MonthState, SubjectLine
from thirdring.domain.months import Standing, Subject
from thirdring.i18n import _, ngettext
from thirdring.labels import label
from thirdring.ui.month.month_look import WAITING, MonthLook
from thirdring.ui.month.month_words import (
    appeal_cell,
    change_text,
    channel_text,
    count_cell,
    flag_text,
    standing_text,
)
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Cell, Heading, TableRow
from thirdring.usecases.month_evidence import EVERYBODY, Behind

TOTAL = "total"
# Side by side, so that everybody sees what became of what was received.
STANDINGS = (None, *Standing)
_LEAST = 52
_CJK = 0x2E80


@dataclass(slots=True)
class Grid:
    """`opens`: which complaints the figure of a row's key and a column opens, `earlier`: which of
    the month before, `checks`: whose quality checks, by login, `adjusted`: what came after the
    closing, for the figures made of it. `first`: the column the keys begin in.
    """

    headings: list[Heading]
    rows: list[TableRow] = field(default_factory=list)
    opens: dict[tuple[Hashable, int], Behind] = field(default_factory=dict)
    earlier: dict[tuple[Hashable, int], Behind] = field(default_factory=dict)
    checks: dict[tuple[Hashable, int], str] = field(default_factory=dict)
    adjusted: dict[tuple[Hashable, int], tuple[AdjustmentLine, ...]] = field(default_factory=dict)
    first: int = 2

    def title(self, key: Hashable, column: int) -> str:
        """What a figure is, in words: its row, then its column."""
        row = next((one for one in self.rows if one.key == key), None)
        return f"{row.cells[0].text}  {self.headings[column].text}" if row is not None else ""


def own_grid(look: MonthLook) -> Grid:
    """One's own complaints: channels down, what became of them across."""
    headings = [Heading(_("Channel"), kept=True)]
    headings += [Heading(standing_text(one), 104, right=True, kept=True) for one in STANDINGS]
    grid = Grid(headings)
    for channel in [*_in_order({line.channel for line in look.own}), None]:
        if channel is None and not look.own:
            break
        key: Hashable = TOTAL if channel is None else channel
        cells = [Cell(_("All") if channel is None else channel_text(channel), Token.TEXT,
                      bold=channel is None)]  # fmt: skip
        for at, standing in enumerate(STANDINGS, 1):
            count = sum(
                channel in {None, line.channel} and standing in {None, line.standing}
                for line in look.own
            )
            counted = standing is Standing.COUNTED
            cells.append(count_cell(count, bold=counted or channel is None))
            grid.opens[key, at] = Behind(Subject.EMPLOYEE, str(look.me), standing, channel)
        grid.rows.append(TableRow(key, tuple(cells), sums=channel is None))
    return grid


def employee_grid(look: MonthLook) -> Grid:
    """Employees down, channels across; praise and promises beside, never added (G6, G8). What
    nobody has takes no column.
    """
    lines = look.sheet.employees
    channels = _in_order(one for line in lines for one in line.by_channel)
    flagged = any(line.flags for line in lines)
    adjusted = look.sheet.state is MonthState.CLOSED or any(line.adjustments for line in lines)
    headings = [Heading(_("Employees"), 108, kept=True)]
    headings += [_figure(channel_text(one), kept=False) for one in channels]
    headings.append(_figure(_("Counts")))
    if flagged:
        words = [_(", ").join(flag_text(one) for one in line.flags) for line in lines]
        flag_room = 40 + max(_room(one) * 8 // 7 for one in words)
        headings.append(Heading(_("Pointed out"), flag_room, kept=True))
    if adjusted:
        headings.append(_figure(_("Adjusted")))
    # Where not all have room, the last of what may leave goes first.
    headings += [
        _figure(_("Praise"), kept=False),
        _figure(_("Promises kept"), kept=False),
        Heading(_("Quality"), 30 + _room(_("no data")) * 8 // 7, right=True),
        _figure(_("Month before"), kept=False),
        Heading(_("Appeal"), kept=True),
    ]
    grid = Grid(headings, first=len(channels) + 1)
    praise, quality = len(headings) - 5, len(headings) - 3
    for line in lines:
        key = str(line.id)
        _open(grid, key, key, channels, praise)
        grid.checks[key, quality] = line.login
        grid.earlier[key, quality + 1] = Behind(Subject.EMPLOYEE, key, Standing.COUNTED)
        if adjusted:
            grid.adjusted[key, praise - 1] = adjustments_of(look, line.login)
        before = look.trend[-2].employees.get(key, 0) if len(look.trend) > 1 else 0
        cells = _figures([line], channels, before, flagged=flagged, adjusted=adjusted, bold=False)
        name = Cell(line.name, Token.TEXT, tip=f"{line.name} ({line.login})")
        grid.rows.append(TableRow(key, (name, *cells, _appeal(look, line))))
    if lines:
        _open(grid, TOTAL, EVERYBODY, channels, praise)
        grid.earlier[TOTAL, quality + 1] = Behind(Subject.EMPLOYEE, EVERYBODY, Standing.COUNTED)
        if adjusted:
            moved = tuple(one for one in look.sheet.adjustments if _moves(one))
            grid.adjusted[TOTAL, praise - 1] = moved
        before = sum(look.trend[-2].employees.values()) if len(look.trend) > 1 else 0
        cells = _figures(lines, channels, before, flagged=flagged, adjusted=adjusted, bold=True)
        every = Cell(_("All"), Token.TEXT, bold=True)
        grid.rows.append(TableRow(TOTAL, (every, *cells, Cell("")), sums=True))
    return grid


def _open(grid: Grid, row: str, who: str, channels: Sequence[str], praise: int) -> None:
    """Each figure of a row into the complaints, or the praise, of `who`."""
    for column, channel in enumerate(channels, 1):
        grid.opens[row, column] = Behind(Subject.EMPLOYEE, who, Standing.COUNTED, channel)
    grid.opens[row, grid.first] = Behind(Subject.EMPLOYEE, who, Standing.COUNTED)
    grid.opens[row, praise] = Behind(Subject.PRAISE, "" if who == EVERYBODY else who)


def adjustments_of(look: MonthLook, login: str) -> tuple[AdjustmentLine, ...]:
    """What came after the closing and moves the figures of `login`."""
    return tuple(one for one in look.sheet.adjustments if _moves(one) and login in one.effects)


def _moves(one: AdjustmentLine) -> bool:
    """Not in a later closing already, and about somebody."""
    return bool(one.effects) and not one.superseded


def _figures(
    lines: Sequence[EmployeeLine], channels: Sequence[str], before: int, *, flagged: bool,
    adjusted: bool, bold: bool,
) -> list[Cell]:  # fmt: skip
    """Of one employee, or of all of them together."""
    cells = [
        count_cell(sum(line.by_channel.get(one, 0) for line in lines), bold=bold)
        for one in channels
    ]
    cells.append(count_cell(sum(line.sums.counted for line in lines), bold=True))
    if flagged:
        flags = () if bold else lines[0].flags
        told = _(", ").join(flag_text(one) for one in flags)
        tip = _("Pointed out by the policy's threshold; people decide (G6).") if told else ""
        cells.append(Cell(told, Token.SOON, tip=tip, icon="flag" if told else ""))
    if adjusted:
        change = change_text(sum(line.adjustments for line in lines))
        cells.append(
            Cell(
                change or "–",
                Token.TEXT if change else Token.TEXT_3,
                bold=bold,
                tip="" if bold else adjusted_tip(lines[0]),
            )
        )
    kept, due = (sum(getattr(line, f"promises_{one}") for line in lines) for one in ("kept", "due"))
    cells += [
        Cell(str(sum(line.praise for line in lines)), bold=bold),
        Cell(f"{kept} / {due}", bold=bold),
        Cell("") if bold else quality_cell(lines[0]),
        Cell(str(before), Token.TEXT_2 if bold else Token.TEXT_3, bold=bold),
    ]
    return cells


def quality_cell(line: EmployeeLine) -> Cell:
    """The score of the checks; nobody checked is no 0 (G8)."""
    if line.quality is None:
        return Cell(_("no data"), Token.TEXT_3)
    tip = ngettext("Mean of {n} check", "Mean of {n} checks", line.quality_checks)
    return Cell(str(line.quality), tip=tip)


def _figure(text: str, *, kept: bool = True) -> Heading:
    """A column of figures, as wide as its heading."""
    return Heading(text, max(_LEAST, 20 + _room(text)), right=True, kept=kept)


def _room(text: str) -> int:
    """About how many px a caption takes at 100 %: a Chinese character as much as two letters."""
    return sum(12 if ord(one) > _CJK else 7 for one in text)


def _appeal(look: MonthLook, line: EmployeeLine) -> Cell:
    """The one that waits, else the latest."""
    appeals = look.appeals_of(line.login)
    waiting = [one for one in appeals if one.state in WAITING]
    shown = (waiting or appeals)[:1]
    return appeal_cell(shown[0], look.now) if shown else Cell("")


def adjusted_tip(line: EmployeeLine) -> str:
    """Where an employee's adjustments come from."""
    if not line.adjustments:
        return _("Nothing came after the closing.")
    return _("After the closing of this month {here}, from earlier months {carried}").format(
        here=change_text(line.adjusted_here) or "0", carried=change_text(line.carried) or "0"
    )


def subject_grid(subject: Subject, title: str, lines: Sequence[SubjectLine]) -> Grid:
    """Departments, merchants, products or natures: what was received about each, and what counts."""
    headings = [Heading(title, kept=True)]
    headings += [Heading(standing_text(one), 104, right=True, kept=True) for one in STANDINGS]
    grid = Grid(headings)
    for line in lines:
        name = _(label(Nature(line.name))) if subject is Subject.NATURE else line.name
        cells = [Cell(name or "–", Token.TEXT)]
        for at, standing in enumerate(STANDINGS, 1):
            count = line.sums.received if standing is None else getattr(line.sums, standing.value)
            cells.append(count_cell(count, bold=standing is Standing.COUNTED))
            grid.opens[line.key, at] = Behind(subject, line.key, standing)
        grid.rows.append(TableRow(line.key, tuple(cells)))
    return grid


def _in_order(channels: Iterable[str]) -> list[str]:
    """As the list of channels has them; those without one last."""
    found = set(channels)
    return [*(one.value for one in Channel if one.value in found), *({""} & found)]
