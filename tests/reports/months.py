"""A month as it is exported, made by hand: hostile names, every view filled, open or closed."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import say
from thirdring.domain.month_sheet import (
    AdjustmentLine,
    AppealLine,
    EmployeeLine,
    EvidenceLine,
    Flag,
    MonthSheet,
    MonthState,
    SubjectLine,
    Sums,
    VersionLine,
)
from thirdring.domain.quality import Criterion, Grade, Graded
from thirdring.usecases.export_month import MonthExport
from thirdring.usecases.quality_rows import CheckedWork

AT = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
RECEIVED = datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)  # a second before midnight there
DIGEST = "ab12" * 16
HOSTILE = '=HYPERLINK("http://x","广场门户")'
_ID = uuid.UUID(int=7)


def employee(login: str, name: str, counted: int, **more: object) -> EmployeeLine:
    line = EmployeeLine(
        id=_ID, login=login, name=name, sums=Sums(counted + 2, counted, 1, 0, 1, 0),
        by_channel={"phone": counted - 1, "wechat": 1}, praise=2, promises_due=5, promises_kept=4,
    )  # fmt: skip
    return replace(line, **more)  # type: ignore[arg-type]


EVIDENCE = EvidenceLine(
    ticket_id=_ID, number="C261130-K0007", kind="complaint", received_at=RECEIVED, channel="wechat",
    nature="delivery", severity="major", state="investigation", standing="counted", login="lin",
    employee="林晓梅", against="林晓梅", department="+86 物流", merchant=HOSTILE, product="",
    customer="王**", phone="138****5678", subject="-沙发未到",
)  # fmt: skip

SHEET = MonthSheet(
    month="2026-11", company="三声家居广场", state=MonthState.OPEN, whole=True, over=True,
    close_by=AT, sums=Sums(13, 9, 2, 1, 1, 0), adjustments_total=-1,
    employees=(
        employee("lin", "林晓梅", 4, adjusted_here=-1, flags=(Flag.SANCTION,)),
        employee("=1+1", HOSTILE, 3, quality=88, quality_checks=1),
    ),
    departments=(SubjectLine("d1", "+86 物流", Sums(5, 4, 1), {"phone": 4}),),
    merchants=(SubjectLine("m1", HOSTILE, Sums(2, 2), {"wechat": 2}),),
    products=(SubjectLine("p1", "布艺沙发/[甲]:乙", Sums(3, 1, 2), {"phone": 1}),),
    channels=(
        SubjectLine("phone", "phone", Sums(10, 7, 2, 1), {"phone": 7}),
        SubjectLine("wechat", "wechat", Sums(3, 2, 0, 0, 1), {"wechat": 2}),
    ),
    natures=(SubjectLine("delivery", "delivery", Sums(6, 6), {"phone": 6}),),
    severities=(SubjectLine("major", "major", Sums(1, 1), {"wechat": 1}),),
    adjustments=(
        AdjustmentLine(
            id=_ID, month="2026-11", decided_month="2026-12", at=AT, author="何静", ticket_id=_ID,
            number="C261130-K0007", before=None, after=None, effects={"lin": -1},
            cause=say("An appeal was decided."), reason="查实并非本人", appeal_id=_ID,
            superseded=False,
        ),
    ),
    appeals=(
        AppealLine(_ID, "2026-11", _ID, "C261130-K0007", "lin", "林晓梅", "corrected", "unfounded",
                   AT, None, overdue=False, closed_at=AT),
    ),
    checks=(), evidence=(EVIDENCE,), versions=(), digest=None,
)  # fmt: skip

CHECK = CheckedWork(
    id=_ID, month="2026-11", staff_id=_ID, login="=1+1", name=HOSTILE, number=None, subject_id=_ID,
    at=RECEIVED, score=88,
    grades=(Graded(Criterion.ANSWER, Grade.PARTLY, 25), Graded(Criterion.RECORD, Grade.MET, 15)),
    remark="=没有复述", checked_by="周正", checked_at=AT, withdrawn_by=None, withdrawn_at=None,
    withdrawn_reason=None,
)  # fmt: skip

CLOSED = replace(
    SHEET,
    state=MonthState.CLOSED,
    digest=DIGEST,
    versions=(VersionLine(1, DIGEST, "何静", AT, "系统停机"),),
)


def export(sheet: MonthSheet = SHEET) -> MonthExport:
    return MonthExport(sheet, (CHECK,), "何静", AT, CenterTime("Asia/Shanghai"))
