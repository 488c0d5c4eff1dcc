"""What is asked of a matter received by hand (D1, D2, D13, D15, D17), and when it is acknowledged.

What comes in by import or mail may lack fields; that is not judged here.
"""

from dataclasses import dataclass

from thirdring.domain.case_values import Handling
from thirdring.domain.enums import (
    AgainstKind,
    Channel,
    Nature,
    Severity,
    TicketKind,
    TicketState,
)
from thirdring.domain.errors import Refusal, say

# The customer is there, on the line or at the screen: they are told the number at once (J1).
PRESENT = frozenset({Channel.PHONE, Channel.IN_PERSON, Channel.ONLINE_CHAT})


@dataclass(frozen=True, slots=True)
class Received:
    """A matter as it is about to be filed."""

    kind: TicketKind
    channel: Channel | None = None
    name: str | None = None
    phone: str | None = None
    raised: str | None = None
    wants: str | None = None
    nature: Nature | None = None
    severity: Severity | None = None
    against_kind: AgainstKind | None = None
    against: str | None = None
    handling: Handling | None = None
    guided: bool = False
    withheld: frozenset[str] = frozenset()


def begins_as(channel: Channel | None, wished: TicketState | None) -> TicketState:
    """Acknowledged where the customer is there to hear the number, else still to be told it (J1).

    `wished`: intake or acknowledged, as whoever files it knows.
    """
    if wished is not None:
        return wished
    return TicketState.ACKNOWLEDGED if channel in PRESENT else TicketState.INTAKE


def missing(received: Received) -> tuple[Refusal, ...]:
    """What keeps it from being filed, each with its rule and field."""
    found = [*_always(received), *_handled(received)]
    if received.kind is TicketKind.PRAISE:
        return tuple(found)
    found += _told(received)
    if received.kind is TicketKind.COMPLAINT:
        found += _classified(received)
    return tuple(found)


def _always(received: Received) -> list[Refusal]:
    found = []
    if received.channel is None:
        found.append(Refusal(say("Say which way it arrived."), rule="D13", field="channel"))
    if not received.raised:
        found.append(Refusal(say("Write down what happened."), rule="D1", field="raised"))
    named = received.against_kind not in {None, AgainstKind.NONE}
    if named and not received.against:
        found.append(Refusal(say("Name whom it is about."), rule="D15", field="against"))
    return found


def _handled(received: Received) -> list[Refusal]:
    """D17: settled on the spot, or in the reception room with a guide; only who came in person."""
    if received.handling is not None and received.channel is not Channel.IN_PERSON:
        return [
            Refusal(say("Only who came in person is received at the counter."),
                    rule="D17", field="handling")
        ]  # fmt: skip
    if received.guided and received.handling is not Handling.RECEPTION_ROOM:
        return [
            Refusal(say("A guide goes along to the reception room."), rule="D17", field="guide")
        ]
    return []


def _told(received: Received) -> list[Refusal]:
    sentences = {
        "name": say("Write down the name, or mark it withheld."),
        "phone": say("Write down a number to reach them by, or mark it withheld."),
        "wants": say("Write down what the customer asks for, or mark it withheld."),
    }
    return [
        Refusal(sentence, rule="D1", field=field)
        for field, sentence in sentences.items()
        if not getattr(received, field) and field not in received.withheld
    ]


def _classified(received: Received) -> list[Refusal]:
    found = []
    if received.nature is None:
        found.append(Refusal(say("Say what the complaint is about."), rule="D2", field="nature"))
    if received.severity is None:
        found.append(Refusal(say("A complaint has a severity."), rule="D2", field="severity"))
    if received.against_kind is None:
        found.append(
            Refusal(say("Say whom it is against; “none” when nobody."),
                    rule="D15", field="against_kind")
        )  # fmt: skip
    return found
