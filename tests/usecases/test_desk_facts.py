from tests.usecases.conftest import House
from thirdring.domain.enums import Language, Role
from thirdring.domain.policy import Key
from thirdring.domain.wording import find_wordings
from thirdring.usecases.desk_facts import desk_facts


def test_the_form_is_told_of_the_center_the_person_and_the_wordings(house: House) -> None:
    agent = house.hire("lin", Role.AGENT, post="客服专员", work_number="1023")
    house.hire("zhao", Role.SUPERVISOR, internal_number="13900009999")
    facts = agent.read(desk_facts)
    assert (facts.company, facts.language) == ("三声家居", Language.ZH_CN)
    assert (facts.login, facts.post, facts.work_number) == ("lin", "客服专员", "1023")
    assert facts.internal_numbers == ("13900009999",)
    assert facts.policy.integer(Key.HOLD_SECONDS) == 60
    assert "delivery" in facts.categories


def test_b10_c7_the_wordings_of_the_center_are_ready_to_lint_with(house: House) -> None:
    facts = house.owner.read(desk_facts)
    found = find_wordings(
        "我不知道，您打 139-0000-9999", facts.wordings, internal_numbers=["13900009999"]
    )
    assert [one.rule for one in found] == ["B10", "C7"]


def test_b3_the_hold_lines_come_with_their_placeholders(house: House) -> None:
    lines = dict(house.owner.read(desk_facts).hold_lines)
    assert "{time}" in lines["hold.over_callback"]
