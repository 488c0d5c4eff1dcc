"""What happened above a ticket, in sentences: sent up, raised, decided, put through, settled."""

from collections.abc import Callable, Mapping
from typing import Any

from thirdring import labels
from thirdring.domain.case_values import Decision, EscalationKind
from thirdring.domain.errors import Message, say

Told = Callable[[Mapping[str, Any], Mapping[str, str]], tuple[Message, str]]


def _why(detail: Mapping[str, Any]) -> Message | str:
    kind = detail.get("kind")
    return Message(labels.label(EscalationKind(kind))) if kind in set(EscalationKind) else "–"


def _sent_up(detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    level = detail.get("level")
    return say("Sent up to level {level}: {why}", level=level, why=_why(detail)), "arrow-up-right"


def _raised(detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    level = detail.get("level")
    return say("Raised to level {level}: {why}", level=level, why=_why(detail)), "arrow-up-right"


def _decided(detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    decision = str(detail.get("decision"))
    known = decision in set(Decision)
    what = Message(labels.label(Decision(decision))) if known else "–"
    return say("Decided: {what}", what=what), "gavel"


def _undone(detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    decision = str(detail.get("decision"))
    what = Message(labels.label(Decision(decision))) if decision in set(Decision) else "–"
    return say("Decision taken back: {what}", what=what), "arrow-back-up"


def _put_through(detail: Mapping[str, Any], people: Mapping[str, str]) -> tuple[Message, str]:
    name = people.get(str(detail.get("after")), "?")
    if detail.get("taken"):
        return say("Call put through to {name}, who took it", name=name), "phone-call"
    return say("Call put through to {name}, not taken", name=name), "phone-call"


def _settled(_detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    return say("What was sent up is settled"), "check"


def _put_back(_detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    return say("Back in the supervisors' queue: who handled it isn't there"), "user-off"


def _reported(_detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    return say("Customer told what was decided"), "phone-outgoing"


def _announced(_detail: Mapping[str, Any], _people: Mapping[str, str]) -> tuple[Message, str]:
    return say("Announcement ordered"), "flag"


def _measure(sentence: Message) -> Told:
    return lambda _detail, _people: (sentence, "tools")


def _handed_measure(detail: Mapping[str, Any], people: Mapping[str, str]) -> tuple[Message, str]:
    name = people.get(str(detail.get("after")), "?")
    return say("Improvement measure handed over to {name}", name=name), "tools"


UPWARD: Mapping[str, Told] = {
    "measure_made": _measure(say("Improvement measure decided")),
    "measure_followed": _measure(say("Improvement measure followed up")),
    "measure_handed_over": _handed_measure,
    "measure_closed": _measure(say("Improvement measure closed")),
    "sent_up": _sent_up,
    "raised": _raised,
    "decided": _decided,
    "decision_undone": _undone,
    "call_handed_over": _put_through,
    "settled": _settled,
    "put_back": _put_back,
    "reported_back": _reported,
    "task_made": _announced,
}
