"""A ticket's story about its callbacks, and what else was handed over, in sentences."""

from collections.abc import Mapping
from typing import Any

from thirdring.domain.errors import Message, say

_PLAIN: dict[str, tuple[Message, str]] = {
    "callback_done": (say("Called back: settled"), "phone-outgoing"),
    "callback_progress": (say("Called back with the progress; next time told"), "phone-outgoing"),
    "callback_not_reached": (say("Called back: nobody reached"), "phone-x"),
    "callback_escalated": (say("Callback passed up"), "arrow-up-right"),
}


def callback_sentence(
    verb: str, detail: Mapping[str, Any], people: Mapping[str, str]
) -> tuple[Message, str] | None:
    """The sentence and the icon of an event of these; None when it is another's."""
    name = people.get(str(detail.get("after")), "?")
    if verb == "callback_handed_over":
        return say("Callback handed over to {name}", name=name), "user-share"
    if verb == "callback_taken":
        return say("Callback taken over by {name}", name=name), "user-share"
    if verb == "visit_handed_over":
        return say("Return visit handed over to {name}", name=name), "user-share"
    if verb == "report_handed_over":
        return say("Telling the customer handed over to {name}", name=name), "user-share"
    if verb == "task_handed_over":
        return say("Task handed over to {name}", name=name), "user-share"
    return _PLAIN.get(verb)
