"""Names and numbers inside free texts are hidden from who may not see them, and by --masked (H5)."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from tests.usecases import callbacks
from tests.usecases.cases import filed, plan_facts, walk
from thirdring.domain.enums import CallbackResult, Role, TicketState
from thirdring.usecases.add_note import add_note
from thirdring.usecases.advance_ticket import advance_ticket
from thirdring.usecases.callback_board import callback_sheet
from thirdring.usecases.escalate_ticket import escalate_ticket
from thirdring.usecases.find_callbacks import show_callback
from thirdring.usecases.find_calls import CallQuery, find_calls
from thirdring.usecases.find_review import queue_for_people
from thirdring.usecases.find_tickets import TicketQuery, list_for_people, page
from thirdring.usecases.keep_callback import keep_callback
from thirdring.usecases.log_call import log_call
from thirdring.usecases.mark_absent import mark_absent
from thirdring.usecases.records import CallInput, checked
from thirdring.usecases.show_case import show_case
from thirdring.usecases.show_ticket import show_for_people

# Everything somebody typed repeats who called: the whole name, the given name, the number.
TOLD = "王雅琴来电：雅琴在家，tel13812345678，王 雅琴"
SECRETS = ("雅琴", "13812345678", "138 1234 5678")


@pytest.fixture
def desk(house: Any) -> Any:
    house.lin = house.hire("lin", Role.AGENT)
    house.boss = house.hire("zhao", Role.SUPERVISOR)
    house.hr = house.hire("he", Role.HR)
    return house


def leaks(shown: object) -> list[str]:
    """The secrets that stand in what was shown."""
    return [secret for secret in SECRETS if secret in repr(shown)]


def told_case(desk: Any) -> str:
    """A complaint whose every text says who complains; its number."""
    number = filed(
        desk.lin, raised=TOLD, wants=TOLD, against_kind="merchant", against=f"云栖 {TOLD}",
        order_no="13812345678", merchant=None,
    ).number  # fmt: skip
    walk(desk, number, TicketState.APPRAISAL, by=desk.lin)
    facts = replace(plan_facts(desk), plan=TOLD)
    desk.lin.run(advance_ticket, number, TicketState.PLAN_OFFERED, facts=facts, reason=TOLD)
    desk.lin.run(add_note, number, TOLD)
    desk.lin.run(escalate_ticket, number, 1, TOLD)
    return number


def test_h5_hr_reads_the_case_without_who_complains(desk: Any) -> None:
    number = told_case(desk)
    for shown in (
        desk.hr.read(show_for_people, number),
        desk.hr.read(list_for_people),
        desk.hr.read(page, TicketQuery()),
        asdict(desk.hr.read(show_case, number)),
    ):
        assert "****" in repr(shown)
        assert leaks(shown) == []


def test_h5_masked_hides_the_words_from_everybody(desk: Any) -> None:
    number = told_case(desk)
    for clear, shown in (
        (desk.boss.read(show_for_people, number), desk.boss.read(show_for_people, number, masked=True)),
        (desk.boss.read(list_for_people), desk.boss.read(list_for_people, masked=True)),
        (desk.boss.read(queue_for_people), desk.boss.read(queue_for_people, masked=True)),
    ):  # fmt: skip
        assert leaks(clear)
        assert leaks(shown) == []


def test_h5_masked_hides_the_words_of_calls_and_callbacks(desk: Any) -> None:
    promised = callbacks.promise(
        desk, desk.lin, 60, raised=TOLD, unmet_need=TOLD,
        callback={"minutes": 60, "about": TOLD, "reason": TOLD},
    )  # fmt: skip
    press = callbacks.TOLD | {
        "started_at": "2026-11-22T11:50:00", "answered_at": "2026-11-22T11:50:08",
        "ended_at": "2026-11-22T11:55:00", "caller_type": "press", "outcome": "escalated",
        "protocol": {"outlet": TOLD, "questions": TOLD, "answer_hoped_for": TOLD},
    }  # fmt: skip
    desk.lin.run(log_call, checked(CallInput, press))
    desk.lin.run(
        keep_callback, promised, CallbackResult.PROGRESS, note=TOLD, next_at=desk.now.replace(hour=9),
        reason=TOLD,
    )  # fmt: skip
    for clear, shown in (
        (desk.boss.read(find_calls, CallQuery()), desk.boss.read(find_calls, CallQuery(masked=True))),
        (desk.boss.read(show_callback, promised),
         desk.boss.read(show_callback, promised, masked=True)),
    ):  # fmt: skip
        assert leaks(clear)
        assert leaks(shown) == []
    assert leaks(desk.hr.run(mark_absent, "lin", None)) == []


def test_g9_who_is_complained_about_reads_facts_without_the_name(desk: Any) -> None:
    promised = callbacks.promise(
        desk, desk.boss, 20, raised=TOLD, callback={"minutes": 20, "about": TOLD},
        complaint={"severity": "ordinary", "nature": "service_attitude", "wants": TOLD,
                   "against_kind": "employee", "against": "lin"},
    )  # fmt: skip
    desk.boss.run(keep_callback, promised, CallbackResult.NOT_REACHED, note=TOLD)
    number = callbacks.row(desk, promised).ticket_id
    for shown in (
        desk.lin.read(show_for_people, str(number)),
        desk.lin.read(list_for_people),
        desk.lin.read(show_callback, promised),
        desk.lin.read(callback_sheet, promised),
    ):
        assert leaks(shown) == []
    assert "王**" not in repr(desk.lin.read(show_for_people, str(number), masked=True))
    assert "王**" not in repr(desk.lin.read(list_for_people, masked=True))
