"""A ticket's story along the path of D6, in sentences: what was judged, offered, told, visited."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from thirdring import labels
from thirdring.domain.case_values import Fault, Remedy, Way
from thirdring.domain.enums import AgainstKind
from thirdring.domain.errors import Message, say

_PLAIN: dict[str, tuple[Message, str]] = {
    "told_number": (say("Customer told the ticket's number"), "check"),
    "assessed": (say("Assessed"), "check"),
    "accepted": (say("The customer accepted the plan"), "check"),
    "not_accepted": (say("The customer did not accept the plan"), "arrow-up-right"),
    "told_next": (say("Customer told the time of the next contact"), "clock"),
    "planned_visit": (say("Return visit planned"), "clock"),
    "visit_not_reached": (say("Return visit: not reached"), "phone-outgoing"),
    "waived_visit": (say("Return visit left out"), "history"),
    "unmerged": (say("Taken out of the other ticket again"), "history"),
}
_WROTE = {
    "plan": say("The plan was changed; before:"),
    "alternatives": say("Alternatives and outside recourse written down"),
    "cause": say("Cause written down"),
    "prevention": say("What is done to prevent it written down"),
    "lesson": say("Lesson written down"),
}


def path_sentence(verb: str, detail: Mapping[str, Any]) -> tuple[Message, str] | None:
    """The sentence and the icon of an event of these; None when it is another's."""
    if verb in _PLAIN:
        return _PLAIN[verb]
    field = str(detail.get("field"))
    if verb == "wrote" and field in _WROTE:
        return _WROTE[field], "history"
    if verb == "settled_fact" and field in {"fault", "remedy"}:
        kind: type[StrEnum] = Fault if field == "fault" else Remedy
        after = _label(kind, detail.get("after"))
        return (
            say("Appraisal: {fault}", fault=after)
            if field == "fault"
            else say("Remedy: {remedy}", remedy=after)
        ), "check"
    if verb == "settled_fact" and field == "example":
        return say("Kept as an example to learn from"), "star"
    return _named(verb, detail)


def _named(verb: str, detail: Mapping[str, Any]) -> tuple[Message, str] | None:
    if verb == "offered":
        return say("Plan told: {way}", way=_label(Way, detail.get("told_way"))), "phone-outgoing"
    if verb == "visited":
        found = say("Return visit: satisfaction {n} of 5", n=detail.get("satisfaction", "–"))
        return found, "phone-outgoing"
    if verb == "against_changed":
        before, after = (_label(AgainstKind, detail.get(name)) for name in ("before", "after"))
        return say("Against: {before} → {after}", before=before, after=after), "history"
    if verb == "merged":
        return say("Merged into {number}", number=detail.get("into", "?")), "arrow-right"
    if verb in {"took_in", "gave_back"}:
        number = detail.get("merged", "?")
        taken_in = say("{number} was merged into this one", number=number)
        given_back = say("{number} was taken out again", number=number)
        return taken_in if verb == "took_in" else given_back, "history"
    return None


def _label(kind: type[StrEnum], value: object) -> Message | str:
    return Message(labels.label(kind(str(value)))) if value in set(kind) else "–"
