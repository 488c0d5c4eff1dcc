"""A notice as somebody worded it: kept for later, or kept and told in one deed."""

from thirdring.domain.case_values import Way
from thirdring.usecases.compose_notice import NoticeDraft
from thirdring.usecases.context import Context
from thirdring.usecases.notice_rows import NoticeRow
from thirdring.usecases.tell_notice import change_notice, keep_notice, tell_notice


def keep_or_change(
    ctx: Context, notice: NoticeDraft | NoticeRow, subject: str, body: str
) -> NoticeRow:
    """Keep a composed message, or word anew one that was kept.

    Raises:
        As `keep_notice`, `change_notice`.
    """
    if isinstance(notice, NoticeDraft):
        return keep_notice(ctx, notice, subject, body)
    if (notice.subject, notice.body) == (subject, body):
        return notice
    return change_notice(ctx, notice.id, subject, body, version=notice.version)[0]


def tell_worded(
    ctx: Context, notice: NoticeDraft | NoticeRow, subject: str, body: str, way: Way
) -> NoticeRow:
    """Keep it as worded, and mark it as told by `way`, now.

    Raises:
        As `keep_or_change`, `tell_notice`.
    """
    return tell_notice(ctx, keep_or_change(ctx, notice, subject, body).id, way)
