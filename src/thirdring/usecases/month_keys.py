"""The key of a line of the month by the name people know it by."""

from sqlalchemy import select

from thirdring.domain.errors import NotFound, say
from thirdring.domain.months import Subject
from thirdring.store.tables import MonthlyComplaintCount, Staff
from thirdring.usecases.context import Context
from thirdring.usecases.month_names import names_of
from thirdring.usecases.month_parts import sees_whole_month
from thirdring.usecases.staff_accounts import folded_login


def key_named(ctx: Context, month: str, subject: Subject, name: str) -> str:
    """The key that `subject` has under `name`; a key itself is one too.

    Raises:
        NotPermitted: the role sees no month. NotFound: the month has none of that name.
    """
    sees_whole_month(ctx)
    if not name or subject is Subject.CENTER:
        return ""
    if subject in {Subject.EMPLOYEE, Subject.PRAISE}:
        found = ctx.session.scalars(select(Staff.id).where(Staff.login == folded_login(name)))
        staff_id = found.one_or_none()
        if staff_id is not None:
            return str(staff_id)
    else:
        keys = ctx.session.scalars(
            select(MonthlyComplaintCount.subject_key)
            .where(
                MonthlyComplaintCount.month == month,
                MonthlyComplaintCount.subject_kind == subject.value,
            )
            .distinct()
        ).all()
        names = names_of(ctx, [(month, subject.value, key, "") for key in keys])
        for key in keys:
            if name in {key, names[subject.value, key]}:
                return key
    raise NotFound(say("{month} has no “{name}”.", month=month, name=name[:60]), field="key")
