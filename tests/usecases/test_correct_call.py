"""Correcting a finished call keeps the earlier text (H4)."""

from typing import Any

import pytest

from thirdring.domain.enums import Role
from thirdring.domain.errors import Conflict, NotFound, Refusal
from thirdring.domain.ids import new_id
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.correct_call import correct_call, earlier_versions
from thirdring.usecases.log_call import log_call


def test_h4_an_agent_corrects_for_a_while_and_a_supervisor_later(house: Any, call: Any) -> None:
    lin, boss = house.hire("lin", Role.AGENT), house.hire("zhao", Role.SUPERVISOR)
    other = house.hire("sun", Role.AGENT)
    row = lin.run(log_call, call())
    row = lin.run(correct_call, row.id, row.version, {"raised": "沙发原定 21 日送货"}, "日期记错")
    assert row.values["raised"] == "沙发原定 21 日送货"
    with pytest.raises(Refusal):
        other.run(correct_call, row.id, row.version, {"raised": "x"})
    house.later(minutes=31)
    with pytest.raises(Refusal, match="30 minutes"):
        lin.run(correct_call, row.id, row.version, {"raised": "x"})
    boss.run(correct_call, row.id, row.version, {"answer": "明天下午送到", "category": "service"})
    earlier = [before for _, before in boss.read(earlier_versions, row.id)]
    assert earlier == [
        {"answer": "已核实，明天上午送到", "category": "delivery"},
        {"raised": "沙发原定 20 日送货，至今未到"},
    ]


def test_a_correction_on_an_older_version_answers_with_theirs(house: Any, call: Any) -> None:
    row = house.owner.run(log_call, call())
    house.owner.run(correct_call, row.id, row.version, {"raised": "甲"})
    with pytest.raises(Conflict) as conflict:
        house.owner.run(correct_call, row.id, row.version, {"raised": "乙"})
    theirs = conflict.value.theirs
    assert isinstance(theirs, CallRow)
    assert theirs.values["raised"] == "甲"


def test_what_happened_stays_and_nothing_is_emptied(house: Any, call: Any) -> None:
    row = house.owner.run(log_call, call())
    for changes in ({"outcome": "misdial"}, {"raised": " "}, {"category": "nonsense"}):
        with pytest.raises(Refusal):
            house.owner.run(correct_call, row.id, row.version, changes)
    same = house.owner.run(correct_call, row.id, row.version, {"raised": row.values["raised"]})
    assert same.version == row.version
    with pytest.raises(NotFound):
        house.owner.run(correct_call, new_id(), 1, {"raised": "x"})
