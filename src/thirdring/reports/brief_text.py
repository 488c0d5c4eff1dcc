"""The morning brief in sentences, to be read aloud, in the language spoken now."""

from collections.abc import Iterator
from dataclasses import dataclass

from thirdring import labels
from thirdring.domain.enums import Nature
from thirdring.i18n import _, ngettext
from thirdring.usecases.brief_issues import Issue, IssueKind
from thirdring.usecases.morning_brief import Brief, BriefFigure, BriefLine, LineChange, MajorCase


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; never empty."""

    title: str
    lines: tuple[str, ...]


def title(brief: Brief) -> str:
    return _("Morning brief of {company}, {day}").format(
        company=brief.company, day=brief.day.isoformat()
    )


def sections(brief: Brief) -> tuple[Section, ...]:
    """Every part of the brief; one with nothing to tell says so."""
    nothing = (_("Nothing."),)
    return tuple(Section(head, tuple(lines) or nothing) for head, lines in _parts(brief))


def plain_text(brief: Brief) -> str:
    """The whole brief as text."""
    blocks = [title(brief)]
    for section in sections(brief):
        blocks.append("\n".join([section.title, *(f"  {line}" for line in section.lines)]))
    return "\n\n".join(blocks) + "\n"


def _parts(brief: Brief) -> Iterator[tuple[str, list[str]]]:
    since = _("since {day}").format(day=brief.first.isoformat())
    for kind, head in (
        (IssueKind.CATEGORY, _("What callers asked about most, {since}")),
        (IssueKind.NATURE, _("What was complained about most, {since}")),
        (IssueKind.PRODUCT, _("Products complained about most, {since}")),
    ):
        found = [_issue(issue) for issue in brief.issues if issue.kind is kind]
        yield head.format(since=since), found
    yield _("Serious and major cases"), [_case(case) for case in brief.major]
    yield _("New and changed lines"), [_line(line) for line in brief.lines]
    yield _("New and changed figures"), [_figure(figure) for figure in brief.figures]
    yield _("Return visits"), list(_visits(brief))
    yield _("Campaigns ahead"), [f"{c.day.isoformat()}  {c.title}" for c in brief.campaigns]
    yield _("Improvement measures due"), list(_measures(brief))


def _issue(issue: Issue) -> str:
    match issue.kind:
        case IssueKind.CATEGORY:
            name = _(labels.category(issue.key))
        case IssueKind.NATURE:
            name = _(labels.label(Nature(issue.key)))
        case IssueKind.PRODUCT:
            name = issue.key
    times = ngettext("{n} time", "{n} times", issue.count)
    if issue.before == 0:
        return _("{name}: {times}, not once before").format(name=name, times=times)
    return _("{name}: {times}, before on average {before} ({change})").format(
        name=name, times=times, before=_figure_text(issue.before),
        change=f"{'+' if issue.change > 0 else ''}{_figure_text(issue.change)}",
    )  # fmt: skip


def _figure_text(value: float) -> str:
    return f"{value or 0:.1f}".removesuffix(".0")  # -0.0 is 0


def _case(case: MajorCase) -> str:
    nature = _(labels.label(case.nature)) if case.nature else _("nature not known yet")
    return _("{number}: {severity}, {nature}, {state}").format(
        number=case.number, severity=_(labels.label(case.severity)), nature=nature,
        state=_(labels.label(case.state)),
    )  # fmt: skip


def _line(line: BriefLine) -> str:
    match line.change:
        case LineChange.NEW:
            return _("New: {text}").format(text=line.text)
        case LineChange.CHANGED:
            return _("Changed: {text}").format(text=line.text)
        case LineChange.RETIRED:
            return _("Used no more: {text}").format(text=line.text)


def _figure(figure: BriefFigure) -> str:
    rules = " ".join(figure.rules)
    if figure.old is None or figure.new is None:
        return _("{text} ({rules}): changed; see the policy").format(
            text=_(figure.text), rules=rules
        )
    return _("{text} ({rules}): {old} → {new}").format(
        text=_(figure.text), rules=rules, old=figure.old, new=figure.new
    )


def _visits(brief: Brief) -> Iterator[str]:
    visits = brief.visits
    yield _("Overdue: {overdue}; today: {today}; tomorrow: {tomorrow}").format(
        overdue=visits.overdue, today=visits.today, tomorrow=visits.tomorrow
    )


def _measures(brief: Brief) -> Iterator[str]:
    for measure in brief.measures:
        day = measure.due_on.isoformat()
        number = f"  {measure.number}" if measure.number else ""
        yield f"{day}{number}" + (_(" (overdue)") if measure.overdue else "")
