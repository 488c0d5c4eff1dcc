"""What is asked of a matter received by hand, each with its rule, field and sentence."""

from dataclasses import replace

import pytest

from thirdring.domain.case_values import Handling
from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity, TicketKind, TicketState
from thirdring.domain.reception import Received, begins_as, missing

WHOLE = Received(
    TicketKind.COMPLAINT, channel=Channel.IN_PERSON, name="王女士", phone="13812345678",
    raised="床板断裂", wants="换新", nature=Nature.PRODUCT_QUALITY, severity=Severity.MINOR,
    against_kind=AgainstKind.NONE, handling=Handling.RECEPTION_ROOM, guided=True,
)  # fmt: skip
COMPLAINT, PRAISE = TicketKind.COMPLAINT, TicketKind.PRAISE
ALL = frozenset(TicketKind)
NOT_PRAISE = ALL - {PRAISE}
COUNTER = "Only who came in person is received at the counter."
GUIDE = "A guide goes along to the reception room."
MISSING: list[tuple[dict[str, object], str, str, str, frozenset[TicketKind]]] = [
    ({"channel": None, "handling": None, "guided": False}, "D13", "channel",
     "Say which way it arrived.", ALL),
    ({"raised": ""}, "D1", "raised", "Write down what happened.", ALL),
    ({"against_kind": AgainstKind.EMPLOYEE}, "D15", "against", "Name whom it is about.", ALL),
    ({"channel": Channel.PHONE}, "D17", "handling", COUNTER, ALL),
    ({"channel": Channel.PHONE, "handling": Handling.ON_THE_SPOT, "guided": False}, "D17",
     "handling", COUNTER, ALL),
    ({"handling": Handling.ON_THE_SPOT}, "D17", "guide", GUIDE, ALL),
    ({"handling": None}, "D17", "guide", GUIDE, ALL),
    ({"name": None}, "D1", "name", "Write down the name, or mark it withheld.", NOT_PRAISE),
    ({"phone": ""}, "D1", "phone",
     "Write down a number to reach them by, or mark it withheld.", NOT_PRAISE),
    ({"wants": None}, "D1", "wants",
     "Write down what the customer asks for, or mark it withheld.", NOT_PRAISE),
    ({"nature": None}, "D2", "nature", "Say what the complaint is about.", frozenset({COMPLAINT})),
    ({"severity": None}, "D2", "severity", "A complaint has a severity.", frozenset({COMPLAINT})),
    ({"against_kind": None}, "D15", "against_kind",
     "Say whom it is against; “none” when nobody.", frozenset({COMPLAINT})),
]  # fmt: skip


def shown(received: Received) -> list[tuple[str, str, str]]:
    return [(one.rule, one.field, str(one)) for one in missing(received)]


@pytest.mark.parametrize("kind", TicketKind)
@pytest.mark.parametrize(("without", "rule", "field", "sentence", "kinds"), MISSING)
def test_d1_d2_d13_d15_d17_what_is_missing_is_asked_for(
    kind: TicketKind, without: dict[str, object], rule: str, field: str, sentence: str,
    kinds: frozenset[TicketKind],
) -> None:  # fmt: skip
    whole = replace(WHOLE, kind=kind)
    assert shown(whole) == []
    found = shown(replace(whole, **without))  # type: ignore[arg-type]
    assert found == ([(rule, field, sentence)] if kind in kinds else [])


@pytest.mark.parametrize("field", ["name", "phone", "wants"])
def test_d1_what_the_customer_keeps_to_themselves_is_not_asked_for(field: str) -> None:
    bare = replace(WHOLE, name=None, phone=None, wants=None, withheld=frozenset({field}))
    assert {one for _, one, _ in shown(bare)} == {"name", "phone", "wants"} - {field}


def test_d17_nobody_needs_a_guide_or_the_counter() -> None:
    for handling in (None, *Handling):
        assert shown(replace(WHOLE, handling=handling, guided=False)) == []
    assert shown(replace(WHOLE, against_kind=AgainstKind.EMPLOYEE, against="林工")) == []


def test_d1_everything_is_told_at_once() -> None:
    assert [one.field for one in missing(Received(COMPLAINT))] == [
        "channel", "raised", "name", "phone", "wants", "nature", "severity", "against_kind",
    ]  # fmt: skip
    assert [one.field for one in missing(Received(PRAISE))] == ["channel", "raised"]


def test_j1_acknowledged_where_the_customer_hears_the_number() -> None:
    present = {one for one in Channel if begins_as(one, None) is TicketState.ACKNOWLEDGED}
    assert present == {Channel.PHONE, Channel.IN_PERSON, Channel.ONLINE_CHAT}
    assert begins_as(Channel.MAILBOX, None) is begins_as(None, None) is TicketState.INTAKE
    assert begins_as(Channel.PHONE, TicketState.INTAKE) is TicketState.INTAKE
    assert begins_as(None, TicketState.ACKNOWLEDGED) is TicketState.ACKNOWLEDGED
