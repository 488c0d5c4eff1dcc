"""What the fields of the form are called in a sentence."""

from thirdring.domain.errors import N_
from thirdring.i18n import _

_NAMES = {
    "number": N_("number"),
    "name": N_("name"),
    "address": N_("address"),
    "withheld": N_("withheld"),
    "raised": N_("what is raised"),
    "answer": N_("answer"),
    "category": N_("category"),
    "outcome": N_("outcome"),
    "transferred_to": N_("put through to"),
    "transfer_taken": N_("taken or not"),
    "hung_up_by": N_("who hung up"),
    "callback.about": N_("what about"),
    "callback.minutes": N_("call back by when"),
    "callback.due_at": N_("call back by when"),
    "callback.reason": N_("why later"),
    "protocol": N_("questions"),
    "protocol.outlet": N_("for whom they ask"),
    "protocol.questions": N_("questions"),
    "protocol.answer_hoped_for": N_("answer hoped for"),
    "protocol.demands": N_("demands"),
    "protocol.help_expected": N_("help expected"),
    "complaint.nature": N_("nature"),
    "complaint.severity": N_("severity"),
    "complaint.against_kind": N_("against whom"),
    "complaint.against": N_("their name"),
    "complaint.bought_on": N_("bought on"),
    "complaint.warranty_until": N_("warranty until"),
    "read_back": N_("read-back"),
}


def field_name(field: str) -> str:
    """A short noun; a time or a hold that is wrong is called just that."""
    if field in _NAMES:
        return _(_NAMES[field])
    return _("hold") if field.startswith("holds") else _("times")
