"""What somebody did to a month by hand, past the program, is named by its check (G1, G2, G8)."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.usecases.cases import filed
from tests.usecases.conftest import House
from tests.usecases.months import IN_DECEMBER, NOVEMBER, against, found_team, team
from thirdring.domain.enums import AgainstKind
from thirdring.domain.quality import Criterion, Grade
from thirdring.usecases.change_against import change_against
from thirdring.usecases.check_quality import check_quality
from thirdring.usecases.close_month import close_month
from thirdring.usecases.context import Context
from thirdring.usecases.reopen_month import reopen_month
from thirdring.usecases.verify_month import verify_month

pytestmark = pytest.mark.begins_with(make=found_team)

# The table, what is done to it, and what the check says doesn't hold.
BY_HAND = (
    ("monthly_complaint_counts", "UPDATE {t} SET counted = 0, received = 0", {"counts"}),
    ("complaint_standings", "UPDATE {t} SET standing = 'withdrawn'", {"places"}),
    ("complaint_standings", "UPDATE {t} SET month = '2026-10'", {"places"}),
    ("month_closing_rows", "UPDATE {t} SET kind = 'x' WHERE kind = 'employee'", {"digest"}),
    ("month_closing_rows", "DELETE FROM {t} WHERE kind = 'evidence'", {"digest"}),
    ("month_closings", "UPDATE {t} SET closed_by = (SELECT id FROM staff WHERE login = 'root')",
     {"digest", "traces"}),
    ("month_closings", "UPDATE {t} SET month = '2026-09'", {"traces"}),
    ("month_reopenings", "DELETE FROM {t}", {"traces"}),
    ("month_reopenings", "UPDATE {t} SET reopened_by = (SELECT id FROM staff WHERE login = 'hu')",
     {"traces"}),
    ("month_reopenings", "INSERT INTO {t} SELECT id, closed_by, closed_at, 'x' FROM month_closings"
     " WHERE number = 2", {"traces"}),
    ("month_adjustments", "DELETE FROM {t}", {"closing", "traces"}),
    ("month_adjustments", "UPDATE {t} SET decided_by = (SELECT id FROM staff WHERE login = 'root')",
     {"traces"}),
    ("month_adjustments", "UPDATE {t} SET decided_month = '2027-01'", {"traces"}),
    ("quality_checks", "UPDATE {t} SET score = score - 1", {"quality"}),
    ("quality_checks", "DELETE FROM {t}", {"quality"}),
)  # fmt: skip


class _UndoneError(Exception):
    """Takes back what was done by hand."""


def by_hand(table: str, statement: str) -> Any:
    """A deed that does it, checks the month, and takes it back; what doesn't hold is its error."""

    def deed(ctx: Context) -> None:
        if ctx.session.get_bind().dialect.name == "sqlite":
            named = text("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = :t")
            for (name,) in ctx.session.execute(named, {"t": table}).all():
                ctx.session.execute(text(f"DROP TRIGGER {name}"))
        else:
            ctx.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        ctx.session.execute(text(statement.format(t=table)))
        ctx.session.expire_all()
        raise _UndoneError({one.what for one in verify_month(ctx, NOVEMBER).differences})

    return deed


def test_g1_g2_g8_each_thing_done_by_hand_is_named(house: House) -> None:
    cases = team(house)
    first = against(cases, "lin")
    against(cases, "sun", phone="139 0000 2222")
    checked = {Criterion.OPENING: Grade.MET}
    cases["qian"].run(check_quality, filed(cases["zhao"], phone="139 0000 3333").number, checked)
    house.now = IN_DECEMBER
    for reason in ("漏了一封信", ""):
        cases["he"].run(close_month, NOVEMBER)
        house.later(hours=1)
        if reason:
            cases["he"].run(reopen_month, NOVEMBER, reason)
    cases["zhao"].run(change_against, first, AgainstKind.EMPLOYEE, "sun", reason="录音里是孙巧")
    assert cases["he"].read(verify_month, NOVEMBER).ok
    past = house.by_hand(cases["qian"].staff_id)
    for table, statement, what in BY_HAND:
        with pytest.raises(_UndoneError) as found:
            past.run(by_hand(table, statement))
        assert found.value.args == (what,), statement
    assert cases["he"].read(verify_month, NOVEMBER).ok
