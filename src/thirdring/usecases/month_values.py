"""The month with the contract's keys, for the command line and for JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from thirdring.domain.month_sheet import EmployeeLine, MonthSheet, SubjectLine
from thirdring.i18n import render

# What a complaint without a channel is counted under.
UNKNOWN = "unknown"


def sheet_values(sheet: MonthSheet) -> dict[str, Any]:
    """`month show`: the keys of the contract first, what else the sheet knows after them."""
    return {
        "month": sheet.month,
        "state": sheet.state.value,
        "received": sheet.sums.received,
        "counted": sheet.sums.counted,
        "excluded": sheet.sums.excluded,
        "employees": [employee_values(line) for line in sheet.employees],
        "departments": _counted(sheet.departments),
        "merchants": _counted(sheet.merchants),
        "products": _counted(sheet.products),
        "channels": _counted(sheet.channels),
        "natures": _counted(sheet.natures),
        "severities": _counted(sheet.severities),
        "digest": sheet.digest,
        "version": sheet.version,
        "adjustments": sheet.adjustments_total,
        "adjustment_list": [
            asdict(one) | {"effects": dict(one.effects), "cause": render(one.cause)}
            for one in sheet.adjustments
        ],
        "appeals": [asdict(one) for one in sheet.appeals],
        "checks": [
            {
                "kind": one.kind.value, "number": one.number, "appeal_id": one.appeal_id,
                "named": one.said, "sentence": render(one.sentence), "settled_by": one.settled_by,
                "lacks": [lack.value for lack in one.lacks],
            }
            for one in sheet.checks
        ],
        "versions": [asdict(one) for one in sheet.versions],
        "own_only": not sheet.whole,
        "close_by": sheet.close_by,
    }  # fmt: skip


def employee_values(line: EmployeeLine) -> dict[str, Any]:
    """One employee of `month show`."""
    return {
        "login": line.login,
        "name": line.name,
        "counted": line.sums.counted,
        "by_channel": _channels(line.by_channel),
        "praise": line.praise,
        "adjustments": line.adjustments,
        "received": line.sums.received,
        "excluded": line.sums.excluded,
        "adjusted_here": line.adjusted_here,
        "carried": line.carried,
        "promises_due": line.promises_due,
        "promises_kept": line.promises_kept,
        "quality": line.quality,
        "quality_checks": line.quality_checks,
        "flags": [flag.value for flag in line.flags],
    }


def _counted(lines: Iterable[SubjectLine]) -> dict[str, int]:
    """Name → what counts, or still may: an incomplete complaint has come in by its channel and about
    its product all the same. Two keys of one name (a record made later than its complaints) are one.
    """
    found: dict[str, int] = {}
    for line in lines:
        count = line.sums.counted + line.sums.undecided
        if count:
            name = line.name or UNKNOWN
            found[name] = found.get(name, 0) + count
    return found


def _channels(by_channel: Mapping[str, int]) -> dict[str, int]:
    return {channel or UNKNOWN: count for channel, count in by_channel.items()}
