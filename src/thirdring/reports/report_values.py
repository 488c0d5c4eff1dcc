"""A report as data: plain keys and values, no words of a language among the keys."""

from typing import Any

from thirdring.domain.indicators import DEFINITIONS, Figure
from thirdring.i18n import render
from thirdring.usecases.export_report import Report
from thirdring.usecases.report_complaints import ComplaintReport
from thirdring.usecases.report_enquiries import EnquiryReport
from thirdring.usecases.report_quality import QualityReport


def report_values(report: Report) -> dict[str, Any]:
    """The report for JSON; a measure without data has the value null."""
    values: dict[str, Any] = {
        "period": report.period.name,
        "from": report.period.first,
        "to": report.period.last,
        "at": report.at,
    }
    match report:
        case QualityReport():
            values["measures"] = [_measure(one) for one in report.figures]
        case ComplaintReport():
            values["complaints"] = report.complaints
            values |= {side.value: dict(counts) for side, counts in report.sides.items()}
            values["week"] = report.week
            values["by_month"] = [
                {"month": month, "channel": channel, "nature": nature, "count": n}
                for month, channel, nature, n in report.by_month
            ]
        case EnquiryReport():
            values["calls"] = report.calls
            values["categories"] = report.categories
            values["week"] = report.week
    return values


def _measure(one: Figure) -> dict[str, Any]:
    about = DEFINITIONS[one.indicator]
    return {
        "measure": one.indicator.value,
        "value": one.value,
        "unit": "percent" if one.is_share else "seconds",
        "numerator": one.numerator,
        "denominator": one.denominator,
        "target": one.target,
        "reached": one.reached,
        "manual": about.manual,
        "rule": about.rule,
        "definition": render(one.sentence(about.meaning)),
    }
