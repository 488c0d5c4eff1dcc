"""Reports of several sizes as one table in Markdown, for docs/performance.md."""

from collections.abc import Iterator, Mapping, Sequence

from thirdring.bench.figures import Figure, Report
from thirdring.bench.growth import outgrows, rows, short_size

_MET = {True: "✓", False: "**no**", None: ""}
_OF = {"ratio": " ×", "value": "", "floor": " (floor)"}


def table(reports: Sequence[Report]) -> str:
    """Each figure of the largest center in a row: its time at each size, then its floor, the ratio
    and the bar there, whether that is met, and ▲ for what grew faster than log n.
    """
    return "\n".join(_lines(sorted(reports, key=lambda one: one.tickets))) + "\n"


def _lines(reports: Sequence[Report]) -> Iterator[str]:
    sizes = [short_size(report.tickets) for report in reports]
    head = ["figure", *sizes, "p99", "floor", "ratio", "bar", "met", ""]
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    grown = rows(reports)
    by_name = [{one.name: one for one in report.figures} for report in reports]
    for one in reports[-1].figures:
        times = [_value(there.get(one.name)) for there in by_name]
        points = grown.get(one.name, [])
        mark = "▲" if len(points) == len(reports) > 1 and outgrows(points) else ""
        cells = [
            f"`{one.name}`", *times, _number(one.p99), _number(one.floor), _number(one.ratio),
            _bar(one), _MET[one.met], mark,
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _value(one: Figure | None) -> str:
    if one is None or one.value is None:
        return ""
    unit = "" if one.unit == "ms" else f" {one.unit}"
    return f"{_number(one.value)}{unit}".rstrip()


def _bar(one: Figure) -> str:
    return "" if one.bar is None else f"{_number(one.bar)}{_OF[one.bar_on]}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"


def replaced(document: str, tables: Mapping[str, str]) -> str:
    """`document` with each table in the place of the one there, between the comments
    `<!-- measured: NAME -->` and `<!-- measured -->`.

    Raises:
        ValueError: there is no such place.
    """
    for name, made in tables.items():
        before, opened, rest = document.partition(f"<!-- measured: {name} -->\n")
        _old, closed, after = rest.partition("<!-- measured -->")
        if not closed:
            raise ValueError(f"no place for {name}")
        document = f"{before}{opened}{made}{closed}{after}"
    return document
