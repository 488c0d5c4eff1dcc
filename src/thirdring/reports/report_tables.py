"""The reports as tables (H2, H3, J4, J5): for the screen, for XLSX and for PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from thirdring import labels
from thirdring.domain.analysis import HOURS, pareto
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Channel, Nature, Severity, TicketState
from thirdring.domain.errors import N_
from thirdring.domain.indicators import DEFINITIONS, Figure
from thirdring.i18n import _, render
from thirdring.reports.figure_text import target_text, value_text
from thirdring.reports.tables import Chart, Column, Document, Kind, Table, Value
from thirdring.usecases.export_report import Report
from thirdring.usecases.report_complaints import (
    UNKNOWN,
    WRITTEN_ONCE,
    ComplaintReport,
    Side,
)
from thirdring.usecases.report_enquiries import EnquiryReport
from thirdring.usecases.report_quality import QualityReport

_LISTS: Mapping[Side, type[StrEnum]] = {
    Side.CHANNEL: Channel,
    Side.NATURE: Nature,
    Side.SEVERITY: Severity,
    Side.STATE: TicketState,
}
_SIDES: Mapping[Side, tuple[str, str]] = {
    Side.CAUSE: (N_("Causes"), N_("Cause")),
    Side.NATURE: (N_("Natures"), N_("Nature")),
    Side.SEVERITY: (N_("Severities"), N_("Severity")),
    Side.CHANNEL: (N_("Channels"), N_("Channel")),
    Side.MERCHANT: (N_("Merchants"), N_("Merchant")),
    Side.PRODUCT: (N_("Products"), N_("Product")),
    Side.STATE: (N_("States"), N_("State")),
}
_DAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip


def report_document(report: Report, time: CenterTime) -> Document:
    """A report with everything in it, in the language spoken now."""
    match report:
        case QualityReport():
            title, tables = _("Service quality"), [quality_table(report.figures)]
        case ComplaintReport():
            title, tables = _("Complaint analysis"), complaint_tables(report)
        case EnquiryReport():
            title, tables = _("Enquiry types"), enquiry_tables(report)
    at = time.text(report.at, seconds=True)
    period = f"{report.period.first.isoformat()} – {report.period.last.isoformat()}"
    return Document(
        title=_("{title}, {period}").format(title=title, period=period),
        company=report.company,
        author=report.by,
        zone=time.zone,
        facts=[
            (_("Company"), report.company),
            (_("Period"), period),
            (_("Time zone"), time.name),
            (_("Exported by"), report.by),
            (_("Exported at"), at),
        ],
        tables=[one for one in tables if one.rows],
        stamp=_("{period}  exported {at} by {name}").format(period=period, at=at, name=report.by),
    )


def quality_table(figures: Sequence[Figure]) -> Table:
    """J5: each measure with its value, target, what it is made of, and how it is defined."""
    columns = [
        Column(_("Measure"), width=26), Column(_("Value"), width=10), Column(_("Target"), width=10),
        Column(_("Reached"), width=10), Column(_("Numerator"), Kind.COUNT, 11),
        Column(_("Denominator"), Kind.COUNT, 11), Column(_("Where it comes from"), width=18),
        Column(_("Rule"), width=6), Column(_("Definition"), width=60),
        Column(_("Numerator and denominator"), width=50),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for one in figures:
        about = DEFINITIONS[one.indicator]
        parts = (render(one.sentence(part)) for part in (about.numerator, about.denominator))
        rows.append(
            [
                render(about.name), value_text(one), target_text(one), reached_text(one),
                one.numerator, one.denominator, source_text(one), about.rule,
                render(one.sentence(about.meaning)), " / ".join(parts),
            ]
        )  # fmt: skip
    return Table(_("Service measures"), columns, rows)


def reached_text(figure: Figure) -> str:
    """Whether the target is reached, in a word; nothing without data."""
    return {True: _("Yes"), False: _("No"), None: "–"}[figure.reached]


def source_text(figure: Figure) -> str:
    """J5: what people wrote down is labelled so."""
    manual = DEFINITIONS[figure.indicator].manual
    return _("Logged by hand") if manual else _("From the clocks")


def complaint_tables(report: ComplaintReport) -> list[Table]:
    """Every side of the complaints, the most frequent first, then the hours and the months."""
    tables = [side_table(side, report.sides[side]) for side in _SIDES]
    return [*tables, week_table(report.week), month_table(report)]


def side_table(side: Side, counts: Mapping[str, int]) -> Table:
    """One side, the most frequent first: count, share, and how much they reach together.

    Causes nobody took down, or that only one complaint has, are no vital few: a note tells them.
    """
    title, name = _SIDES[side]
    if side is Side.CAUSE:
        known = {key: n for key, n in counts.items() if key not in {UNKNOWN, WRITTEN_ONCE}}
        note = _("Besides: {once} with a cause of their own, {none} with none taken down.").format(
            once=counts.get(WRITTEN_ONCE, 0), none=counts.get(UNKNOWN, 0)
        )
        return replace(_pareto(_(title), _(name), known), note=note)
    words = {side_word(side, key): n for key, n in counts.items()}
    return _pareto(_(title), _(name), words, [_("not taken down")])


def side_word(side: Side, key: str) -> str:
    """What people call one value of a side."""
    values = _LISTS.get(side)
    if values is not None and key in set(values):
        return _(labels.label(values(key)))
    return key or _("not taken down")


def _pareto(title: str, name: str, counts: Mapping[str, int], last: Sequence[str] = ()) -> Table:
    columns = [
        Column(name, width=34), Column(_("Count"), Kind.COUNT, 10),
        Column(_("Share of all"), Kind.PERCENT, 12), Column(_("Up to here"), Kind.PERCENT, 12),
    ]  # fmt: skip
    whole = sum(counts.values())
    rows: list[list[Value]] = [
        [bar.key, bar.count, 100 * bar.count / whole, bar.up_to_here]
        for bar in pareto(counts, last)
    ]
    sums: list[Value] = [_("Together"), whole, 100.0, 100.0]
    return Table(title, columns, rows, sums if rows else None, chart=Chart(0, (1,)))


def week_table(week: Sequence[Sequence[int]]) -> Table:
    """Days by hours of the center's clock."""
    columns = [
        Column(_("Weekday"), width=12),
        *(Column(str(hour), Kind.COUNT, 4) for hour in range(HOURS)),
        Column(_("Together"), Kind.COUNT, 10),
    ]
    rows: list[list[Value]] = [
        [_(day), *counts, sum(counts)] for day, counts in zip(_DAYS, week, strict=True)
    ]
    sums: list[Value] = [
        _("Together"), *(sum(row[hour] for row in week) for hour in range(HOURS)),
        sum(map(sum, week)),
    ]  # fmt: skip
    return Table(_("Weekdays and hours"), columns, rows, sums)


def month_table(report: ComplaintReport, side: Side = Side.CHANNEL) -> Table:
    """The twelve months up to the period's last, by channel or by nature."""
    found: dict[tuple[str, str], int] = {}
    for month, channel, nature, count in report.by_month:
        key = channel if side is Side.CHANNEL else nature
        found[month, key] = found.get((month, key), 0) + count
    used = {key for _month, key in found}
    order = [one.value for one in _LISTS[side] if one.value in used]
    keys = [*order, *sorted(used - set(order))]
    columns = [
        Column(_("Calendar month"), width=10),
        *(Column(side_word(side, key), Kind.COUNT, 10) for key in keys),
        Column(_("Together"), Kind.COUNT, 10),
    ]
    rows: list[list[Value]] = []
    for month in sorted({month for month, _key in found}):
        counts = [found.get((month, key), 0) for key in keys]
        rows.append([month, *counts, sum(counts)])
    chart = Chart(0, tuple(range(1, 1 + len(keys))), stacked=True) if keys else None
    return Table(_("Months"), columns, rows, chart=chart)


def enquiry_tables(report: EnquiryReport) -> list[Table]:
    """H3: what people ask about, and when."""
    counts: dict[str, int] = {}
    for key, n in report.categories.items():
        word = _(labels.category(key)) if key else _("not taken down")
        counts[word] = counts.get(word, 0) + n
    types = _pareto(_("Enquiry types"), _("Category"), counts, [_("not taken down")])
    return [types, week_table(report.week)]
