"""A year of a center of forty: twelve closings, appeals on both levels, late facts (G1 to G9).

What was closed is what was counted by hand here, stays it, and every closing holds to its digest.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from tests.reports.paper import page_texts
from tests.usecases.conftest import NOON, House, open_store_at
from thirdring.domain.appeals import AppealDecision
from thirdring.domain.enums import (
    AgainstKind,
    Channel,
    Language,
    Nature,
    Role,
    Severity,
    TicketKind,
    TicketState,
)
from thirdring.domain.month_sheet import MonthSheet
from thirdring.reports.month_file import ENDINGS, lay_month
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.center import Center
from thirdring.usecases.close_month import close_month
from thirdring.usecases.context import Context
from thirdring.usecases.decide_appeal import decide_appeal
from thirdring.usecases.export_month import export_month
from thirdring.usecases.file_appeal import dispute_appeal, file_appeal
from thirdring.usecases.month_parts import closing_digest, closing_in_force, closing_rows
from thirdring.usecases.month_sheet import month_sheet
from thirdring.usecases.open_ticket import ComplaintFacts, NewTicket, open_ticket
from thirdring.usecases.set_up import FirstStart, set_up
from thirdring.usecases.verify_month import verify_month

AGENTS = tuple(f"a{n:02}" for n in range(36))
MONTHS = tuple(f"2025-{n:02}" for n in range(1, 13))
_CHANNELS = tuple(Channel)


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.long])]
)
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    with open_store_at(str(request.getfixturevalue(f"migrated_{request.param}_url"))) as store:
        with store.begin_write() as session:
            first = FirstStart("三声家居", "owner", "周", None, Language.ZH_CN, "Asia/Shanghai")
            owner = set_up(session, first, NOON)
        house = House(store, Center(store, owner), NOON.replace(year=2025, month=1, day=1))
        house.owner = house.at(owner)
        yield house


def _complaints(ctx: Context, month: str, chance: random.Random) -> list[tuple[str, str, Channel]]:
    """Number, against whom, and the channel of each; at any moment of the month."""
    begin, end = ctx.center.time.month_bounds(month)
    made = []
    for _ in range(16):
        who, channel = chance.choice(AGENTS), chance.choice(_CHANNELS)
        at = begin + timedelta(
            microseconds=chance.randrange((end - begin) // timedelta(microseconds=1))
        )
        facts = ComplaintFacts(
            channel=channel, nature=chance.choice(tuple(Nature)), against=who,
            against_kind=AgainstKind.EMPLOYEE,
        )  # fmt: skip
        new = NewTicket(
            kind=TicketKind.COMPLAINT, raised="态度", received_at=at, complaint=facts,
            severity=Severity.MINOR,
        )  # fmt: skip
        made.append((open_ticket(ctx, new).number, who, channel))
    return made


class Year:
    """The people, and the year as it is lived."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.people = {login: house.hire(login, Role.AGENT) for login in AGENTS}
        for login, role in (("s1", Role.SUPERVISOR), ("s2", Role.SUPERVISOR), ("h1", Role.HR)):
            self.people[login] = house.hire(login, role)
        self.chance = random.Random(7)  # noqa: S311 - the same year every time
        self.closed: dict[str, MonthSheet] = {}
        self.expected: dict[str, Counter[tuple[str, str]]] = {}
        self.late: Counter[tuple[str, str]] = Counter()

    def live(self, month: str) -> None:
        self.house.now = datetime.fromisoformat(f"{month}-28T04:00:00+00:00")
        made = self.people["s1"].run(_complaints, month, self.chance)
        withdrawn, contested, lost, late = made[0], made[1], made[2], made[3]
        self.people["s1"].run(advance_ticket, withdrawn[0], TicketState.WITHDRAWN, reason="撤回")
        self.appeal(contested, AppealDecision.CORRECT)
        pending = self.appeal(lost, AppealDecision.UPHOLD)
        self.expected[month] = Counter(
            (who, channel.value)
            for n, who, channel in made
            if n not in {withdrawn[0], contested[0]}
        )
        self.house.now += timedelta(days=5)
        self.closed[month] = self.people["h1"].run(
            close_month, month, "一件申诉在人事", leave_open=True
        )
        # After the closing: HR finds for the employee, and a customer takes another one back.
        self.people["h1"].run(decide_appeal, pending, AppealDecision.CORRECT, "录音证实")
        self.people["s2"].run(advance_ticket, late[0], TicketState.WITHDRAWN, reason="撤回")
        for _, who, _channel in (lost, late):
            self.late[month, who] -= 1

    def appeal(self, one: tuple[str, str, Channel], decision: AppealDecision) -> UUID:
        number, who, _ = one
        appeal = self.people[who].run(file_appeal, number, "不是我接的").line.id
        self.people["s2"].run(decide_appeal, appeal, decision, "听过录音")
        if decision is AppealDecision.UPHOLD:
            self.people[who].run(dispute_appeal, appeal, "请人事再查")
        return appeal


def reproduced(hr: Center, month: str, folder: Path, endings: Sequence[str]) -> None:
    """Each format carries the digest that the closing's rows have when reckoned anew."""
    digest = hr.read(_reckoned, month)
    export = hr.read(export_month, month)
    assert export.sheet.digest == digest
    for ending in endings:
        file = folder / f"{month}{ending}"
        lay_month(export, file).give_name()
        if ending == ".pdf":
            assert all(digest[:40] in page for page in page_texts(file))
        elif ending == ".xlsx":
            cover = openpyxl.load_workbook(file, read_only=True).worksheets[0]
            assert digest in {cell for row in cover.iter_rows(values_only=True) for cell in row}
        else:
            assert digest in file.read_text("utf-8-sig")


def _reckoned(ctx: Context, month: str) -> str:
    closing = closing_in_force(ctx, month)
    assert closing is not None
    return closing_digest(closing, closing_rows(ctx, closing.id))


def test_g1_g3_g5_a_year_of_closings_appeals_and_late_facts_holds(
    house: House, tmp_path: Path, long_round: bool
) -> None:
    year = Year(house)
    for month in MONTHS:
        year.live(month)
    hr = year.people["h1"]
    digests = set()
    for month in MONTHS:
        sheet = hr.read(month_sheet, month)
        before = year.closed[month]
        assert (sheet.sums, sheet.digest) == (before.sums, before.digest)
        counted = Counter(
            {
                (line.login, channel): count
                for line in sheet.employees
                for channel, count in line.by_channel.items()
            }
        )
        assert counted == year.expected[month]
        assert (sheet.sums.received, sheet.sums.withdrawn, sheet.sums.unfounded) == (16, 1, 1)
        adjusted = {
            line.login: line.adjusted_here for line in sheet.employees if line.adjusted_here
        }
        assert adjusted == {who: n for (m, who), n in year.late.items() if m == month}
        found = hr.read(verify_month, month)
        assert found.ok, [str(one.sentence) for one in found.differences]
        digests.add(sheet.digest)
        # A workbook and a PDF take their time: of every month in the long round.
        drawn = long_round or month in {MONTHS[0], MONTHS[-1]}
        reproduced(hr, month, tmp_path, ENDINGS if drawn else (".csv", ".json"))
    assert len(digests) == len(MONTHS)
    # What was decided in a month about the one before is frozen in it, in a column of its own.
    for month, after in pairwise(MONTHS):
        frozen = {line.login: line.carried for line in year.closed[after].employees if line.carried}
        assert frozen == {who: n for (m, who), n in year.late.items() if m == month}
