"""D6, D19: which remedies are offered; every gate names its rule and field."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.case_values import Fault, Remedy
from thirdring.domain.complaint_path import (
    LONG_PATH,
    CaseFacts,
    customer_pays,
    gates,
    offered_remedies,
    why_not,
)
from thirdring.domain.enums import TicketKind, TicketState

ALWAYS = {Remedy.EXPLANATION, Remedy.APOLOGY, Remedy.COMPENSATION}
_name = st.sampled_from([None, "沙发"])
_day = st.sampled_from([None, date(2026, 11, 1), date(2026, 11, 22), date(2027, 1, 1)])
_facts = st.builds(
    CaseFacts, kind=st.sampled_from(TicketKind), brought_on=st.just(date(2026, 11, 22)),
    fault=st.sampled_from([None, *Fault]), product=_name, merchant=_name, address=_name,
    bought_on=_day, warranty_until=_day, found=st.booleans(), accepted=st.none() | st.booleans(),
    remedy=st.none() | st.sampled_from(Remedy), plan=_name, alternatives=_name,
)  # fmt: skip


@given(_facts)
def test_d19_without_a_fault_nothing_is_taken_back_or_repaired(facts: CaseFacts) -> None:
    offered = set(offered_remedies(facts))
    assert offered >= ALWAYS
    if facts.fault is not Fault.FAULT or not facts.product:
        assert offered == ALWAYS
    if customer_pays(facts):
        assert offered.isdisjoint({Remedy.RETURN_GOODS, Remedy.EXCHANGE})
    assert (Remedy.RETURN_GOODS in offered) == (Remedy.EXCHANGE in offered)
    assert all((why_not(remedy, facts) is None) == (remedy in offered) for remedy in Remedy)


@given(_facts, st.sampled_from(TicketState))
def test_d6_every_refusal_names_its_rule_and_field(facts: CaseFacts, to: TicketState) -> None:
    found = gates(to, facts)
    assert all(one.rule and one.field for one in found)
    assert not found or facts.kind in LONG_PATH
    if to is TicketState.REMEDY and facts.kind in LONG_PATH and not found:
        assert facts.accepted
        assert facts.remedy in offered_remedies(facts)
