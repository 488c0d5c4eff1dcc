"""The month as tables (G2, G4, G5, G8): what every format of its export is drawn from.

Each figure stands in a column of its own; praise, promises kept and quality stand beside what is
counted and are never summed with it.
"""

from collections.abc import Iterable, Sequence

from thirdring import labels
from thirdring.domain.appeals import AppealState
from thirdring.domain.enums import Channel, Nature, Severity, TicketKind, TicketState
from thirdring.domain.month_sheet import EmployeeLine, MonthState, SubjectLine, Sums
from thirdring.domain.months import Standing, Subject
from thirdring.domain.quality import Criterion
from thirdring.i18n import _, render
from thirdring.reports.tables import Chart, Column, Document, Kind, Table, Value, count_of
from thirdring.usecases.export_month import MonthExport
from thirdring.usecases.quality_rows import CheckedWork

_COUNT = 10


def month_document(export: MonthExport) -> Document:
    """Every view of the month, in the language spoken now."""
    sheet = export.sheet
    return Document(
        title=_("Complaints of {month}").format(month=sheet.month),
        company=sheet.company,
        author=export.by,
        zone=export.time.zone,
        facts=month_facts(export),
        tables=[one for one in _tables(export) if one.rows],
        warning=_warning(export),
        stamp=_stamp(export),
        signatures=(_("Human resources"), _("Supervisor"), _("Manager"), _("Date")),
    )


def flat_table(export: MonthExport) -> Table:
    """All counts in one table, for other programs: what is counted, of whom, by channel."""
    sheet = export.sheet
    channels = _channels(export)
    columns = [
        Column(_("View")), Column(_("Key")), Column(_("Name")), *_sum_columns(),
        Column(_("Adjustments"), Kind.COUNT), *_beside_columns(),
        *(Column(_channel(one), Kind.COUNT) for one in channels),
    ]  # fmt: skip
    none: list[Value] = [None, None, None, ""]  # only an employee has a score, or none
    center = {line.key: line.sums.counted for line in sheet.channels}
    rows: list[list[Value]] = [
        [
            _(labels.label(Subject.CENTER)), "", sheet.company, *_sums(sheet.sums),
            sheet.adjustments_total, *none, *(center.get(one, 0) for one in channels),
        ]
    ]  # fmt: skip
    rows += [
        [
            _(labels.label(Subject.EMPLOYEE)), line.login, line.name, *_sums(line.sums),
            line.adjustments, *_beside(line), *(line.by_channel.get(one, 0) for one in channels),
        ]
        for line in sheet.employees
    ]  # fmt: skip
    for subject, lines in _subjects(export):
        rows += [
            [
                _(labels.label(subject)), line.key, _subject_name(subject, line),
                *_sums(line.sums), None, *none,
                *(line.by_channel.get(one, 0) for one in channels),
            ]
            for line in lines
        ]  # fmt: skip
    return Table(_("Calendar month"), columns, rows)


def month_facts(export: MonthExport) -> list[tuple[str, str]]:
    """What the file is, whose, from when, and the digest it is held to."""
    sheet, time = export.sheet, export.time
    facts = [
        (_("Company"), sheet.company),
        (_("Calendar month"), sheet.month),
        (_("State"), _(labels.label(sheet.state))),
        (_("Time zone"), time.name),
        (_("Digest"), sheet.digest or _("none: the month is not closed")),
        (_("Exported by"), export.by),
        (_("Exported at"), time.text(export.at, seconds=True)),
    ]
    for one in sheet.versions:
        closed = _("closed {at} by {name}").format(at=time.text(one.closed_at), name=one.closed_by)
        late = _("late: {reason}").format(reason=one.late_reason) if one.late_reason else ""
        opened = (
            _("opened again {at} by {name}: {reason}").format(
                at=time.text(one.reopened_at), name=one.reopened_by, reason=one.reopen_reason or ""
            )
            if one.reopened_at
            else ""
        )
        told = "; ".join(part for part in (closed, late, opened, one.digest) if part)
        facts.append((_("Version {n}").format(n=one.number), told))
    return facts


def _warning(export: MonthExport) -> str:
    if export.sheet.state is MonthState.CLOSED:
        return ""
    return _("{month} is not closed: these figures may still change.").format(
        month=export.sheet.month
    )


def _stamp(export: MonthExport) -> str:
    sheet = export.sheet
    return _("{month}  {digest}  exported {at} by {name}").format(
        month=sheet.month, digest=sheet.digest or _("not closed"),
        at=export.time.text(export.at, seconds=True), name=export.by,
    )  # fmt: skip


# --- columns -----------------------------------------------------------------------------------


def _sum_columns() -> list[Column]:
    received = Column(_("Received"), Kind.COUNT, _COUNT)
    return [received, *(Column(_(labels.label(one)), Kind.COUNT, _COUNT) for one in Standing)]


def _sums(sums: Sums) -> list[Value]:
    return [
        sums.received, sums.counted, sums.unfounded, sums.merged, sums.withdrawn, sums.undecided,
    ]  # fmt: skip


def _beside_columns() -> list[Column]:
    return [
        Column(_("Praise"), Kind.COUNT, _COUNT),
        Column(_("Callbacks due"), Kind.COUNT, _COUNT),
        Column(_("Callbacks kept"), Kind.COUNT, _COUNT),
        Column(_("Quality"), Kind.SCORE, _COUNT),
    ]


def _beside(line: EmployeeLine) -> list[Value]:
    return [line.praise, line.promises_due, line.promises_kept, line.quality]


def _channels(export: MonthExport) -> list[str]:
    """The channels of the month, in the order of the list; what has none comes last."""
    used = {line.key for line in export.sheet.channels}
    used |= {one for line in export.sheet.employees for one in line.by_channel}
    known = [one.value for one in Channel if one.value in used]
    return [*known, *sorted(used - set(known))]


def _channel(key: str) -> str:
    return _(labels.label(Channel(key))) if key in set(Channel) else _("No channel")


def _subjects(export: MonthExport) -> list[tuple[Subject, Sequence[SubjectLine]]]:
    sheet = export.sheet
    return [
        (Subject.DEPARTMENT, sheet.departments), (Subject.MERCHANT, sheet.merchants),
        (Subject.PRODUCT, sheet.products), (Subject.NATURE, sheet.natures),
        (Subject.SEVERITY, sheet.severities),
    ]  # fmt: skip


def _subject_name(subject: Subject, line: SubjectLine) -> str:
    lists = {Subject.NATURE: Nature, Subject.SEVERITY: Severity}
    values = lists.get(subject)
    if values is not None and line.key in set(values):
        return _(labels.label(values(line.key)))
    return line.name or _("unknown")


# --- views -------------------------------------------------------------------------------------


def _tables(export: MonthExport) -> Iterable[Table]:
    sheet = export.sheet
    yield _employees(export)
    yield _by_channel(export)
    rows = [[_channel(line.key), *_sums(line.sums)] for line in sheet.channels]
    yield _counts(_("Channels"), _("Channel"), rows)
    titles = {
        Subject.DEPARTMENT: _("Departments"), Subject.MERCHANT: _("Merchants"),
        Subject.PRODUCT: _("Products"), Subject.NATURE: _("Natures"),
        Subject.SEVERITY: _("Severities"),
    }  # fmt: skip
    for subject, lines in _subjects(export):
        rows = [[_subject_name(subject, line), *_sums(line.sums)] for line in lines]
        yield _counts(titles[subject], _(labels.label(subject)), rows)
    yield _checks(export)
    yield _adjustments(export)
    yield _appeals(export)
    yield _evidence(export)


def _employees(export: MonthExport) -> Table:
    """G8: what is counted, and beside it what is never summed with it."""
    sheet = export.sheet
    columns = [
        Column(_("Login")), Column(_("Name"), width=18), *_sum_columns(),
        Column(_("Adjustments"), Kind.COUNT, 12), *_beside_columns(),
        Column(_("Pointed out (G6)"), width=22),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            line.login, line.name, *_sums(line.sums), line.adjustments, *_beside(line),
            _(", ").join(_(labels.label(flag)) for flag in line.flags),
        ]
        for line in sheet.employees
    ]  # fmt: skip
    sums: list[Value] = [
        sum(count_of(row[at]) for row in rows) if column.kind is Kind.COUNT else ""
        for at, column in enumerate(columns)
    ]
    sums[0] = _("Together")
    note = _("Only complaints against an employee count for that employee (D15).")
    return Table(_("Employees"), columns, rows, sums, note, Chart(1, (3,)))


def _by_channel(export: MonthExport) -> Table:
    channels = _channels(export)
    columns = [
        Column(_("Login")), Column(_("Name"), width=18),
        *(Column(_channel(one), Kind.COUNT, _COUNT) for one in channels),
        Column(_("Counted"), Kind.COUNT, _COUNT),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [line.login, line.name, *(line.by_channel.get(one, 0) for one in channels),
         line.sums.counted]
        for line in export.sheet.employees
    ]  # fmt: skip
    sums: list[Value] = [
        _("Together"), None,
        *(sum(count_of(row[at]) for row in rows) for at in range(2, len(columns))),
    ]  # fmt: skip
    values = tuple(range(2, 2 + len(channels)))
    chart = Chart(1, values, stacked=True) if values else None
    return Table(_("Employees by channel"), columns, rows, sums, chart=chart)


def _counts(title: str, name: str, rows: list[list[Value]]) -> Table:
    columns = [Column(name, width=26), *_sum_columns()]
    return Table(title, columns, rows, chart=Chart(0, (2,)))


def _checks(export: MonthExport) -> Table:
    """G8: each check behind a score; a withdrawn one stays and says so."""
    weighed = [
        one for one in Criterion
        if any(one is part.criterion for check in export.checks for part in check.grades)
    ]  # fmt: skip
    columns = [
        Column(_("Checked at"), Kind.MOMENT, 17), Column(_("Employee"), width=18),
        Column(_("What was checked"), width=18), Column(_("Of"), Kind.MOMENT, 17),
        Column(_("Score"), Kind.SCORE, _COUNT),
        *(Column(_(labels.label(one)), width=13) for one in weighed),
        Column(_("Remark"), width=40), Column(_("By"), width=16), Column(_("Withdrawn"), width=30),
    ]  # fmt: skip
    return Table(
        _("Quality checks"), columns, [_check(one, weighed) for one in export.checks],
        note=_("A score is the mean of the checks made in the month; it is never summed with"
               " complaints (G8)."),
    )  # fmt: skip


def _check(one: CheckedWork, weighed: Sequence[Criterion]) -> list[Value]:
    grades = {part.criterion: _(labels.label(part.grade)) for part in one.grades}
    withdrawn = (
        _("by {name}: {reason}").format(name=one.withdrawn_by, reason=one.withdrawn_reason)
        if not one.counts
        else ""
    )
    return [
        one.checked_at, one.name, one.number or _("Call"), one.at, one.score,
        *(grades.get(criterion, "") for criterion in weighed), one.remark or "", one.checked_by,
        withdrawn,
    ]  # fmt: skip


def _adjustments(export: MonthExport) -> Table:
    """G7: what came after the closing, in the month it was decided and beside the one it concerns."""
    columns = [
        Column(_("Decided at"), Kind.MOMENT, 17), Column(_("Concerns month")),
        Column(_("Decided in month")), Column(_("Ticket"), width=18), Column(_("What"), width=40),
        Column(_("Effect"), width=24), Column(_("Reason"), width=40), Column(_("By"), width=16),
        Column(_("Superseded"), width=12),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            one.at, one.month, one.decided_month, one.number, render(one.cause),
            _(", ").join(f"{login} {effect:+}" for login, effect in sorted(one.effects.items())),
            one.reason or "", one.author or "", _("Yes") if one.superseded else "",
        ]
        for one in export.sheet.adjustments
    ]  # fmt: skip
    return Table(_("Adjustments"), columns, rows)


def _appeals(export: MonthExport) -> Table:
    columns = [
        Column(_("Filed at"), Kind.MOMENT, 17), Column(_("Ticket"), width=18),
        Column(_("Employee"), width=18), Column(_("State"), width=22),
        Column(_("Due"), Kind.MOMENT, 17), Column(_("Closed"), Kind.MOMENT, 17),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [one.filed_at, one.number, one.name, _(labels.label(AppealState(one.state))), one.due_at,
         one.closed_at]
        for one in export.sheet.appeals
    ]  # fmt: skip
    return Table(_("Appeals"), columns, rows)


def _evidence(export: MonthExport) -> Table:
    """G4: each complaint behind the numbers; customers only ever masked (H5)."""
    columns = [
        Column(_("Ticket"), width=18), Column(_("Kind"), width=9),
        Column(_("Received at"), Kind.MOMENT, 17), Column(_("Channel")), Column(_("Nature")), Column(_("Severity")),
        Column(_("State")), Column(_("Counts as")), Column(_("Against"), width=18),
        Column(_("Department"), width=16), Column(_("Merchant"), width=16),
        Column(_("Product"), width=16), Column(_("Customer"), width=10),
        Column(_("Phone")), Column(_("About"), width=50),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            one.number, _(labels.label(TicketKind(one.kind))), one.received_at,
            _channel(one.channel), _list_word(Nature, one.nature),
            _list_word(Severity, one.severity), _(labels.label(TicketState(one.state))),
            _(labels.label(Standing(one.standing))), one.against or "", one.department,
            one.merchant, one.product, one.customer or "", one.phone or "", one.subject,
        ]
        for one in export.sheet.evidence
    ]  # fmt: skip
    return Table(_("Complaints"), columns, rows)


def _list_word(values: type[Nature] | type[Severity], key: str) -> str:
    return _(labels.label(values(key))) if key in set(values) else ""
