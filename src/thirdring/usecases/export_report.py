"""A report as it leaves the house (H2): the same figures as on the screen, and a trace (H5)."""

from thirdring.domain.periods import Period, ReportKind
from thirdring.domain.roles import Permission
from thirdring.usecases.context import Context
from thirdring.usecases.report_complaints import ComplaintReport, report_complaints
from thirdring.usecases.report_enquiries import EnquiryReport, report_enquiries
from thirdring.usecases.report_quality import QualityReport, report_quality
from thirdring.usecases.timeline import record_access

Report = QualityReport | ComplaintReport | EnquiryReport


def read_report(ctx: Context, kind: ReportKind, period: Period) -> Report:
    """One of the reports, for the screen.

    Raises:
        NotPermitted: the role sees no reports.
    """
    match kind:
        case ReportKind.QUALITY:
            return report_quality(ctx, period)
        case ReportKind.COMPLAINTS:
            return report_complaints(ctx, period)
        case ReportKind.ENQUIRIES:
            return report_enquiries(ctx, period)


def export_report(ctx: Context, kind: ReportKind, period: Period) -> Report:
    """One of the reports, for a file; that it was exported is in the access log.

    Raises:
        NotPermitted: the role sees no reports.
    """
    ctx.require(Permission.SEE_REPORTS)
    report = read_report(ctx, kind, period)
    record_access(ctx, "export", "report", reason=f"{kind.value} {period.name}")
    return report
