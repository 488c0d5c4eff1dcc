"""What the fields of an import are called on the screen, and what else the wizard says often."""

from thirdring.domain.errors import N_
from thirdring.i18n import _
from thirdring.usecases.import_steps import ImportKind

_NAMES = {
    "source_id": N_("Number there"),
    "received_at": N_("Received at"),
    "kind": N_("Kind of matter"),
    "channel": N_("Channel"),
    "name": N_("Name"),
    "title": N_("Title"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "raised": N_("What happened"),
    "wants": N_("What they ask for"),
    "answer": N_("Answer"),
    "nature": N_("Nature"),
    "severity": N_("Severity"),
    "against_kind": N_("Against: kind"),
    "against": N_("Against"),
    "employee": N_("Against: employee"),
    "department": N_("Against: department"),
    "merchant": N_("Merchant"),
    "product": N_("Product"),
    "bought_on": N_("Bought on"),
    "warranty_until": N_("Warranty until"),
    "order_no": N_("Order number"),
    "safety": N_("Safety concerned"),
    "immediate": N_("Immediate action"),
    "state": N_("State"),
    "closed_at": N_("Closed at"),
    "handled_in": N_("Handled in"),
    "agent": N_("Agent"),
    "started_at": N_("Started at"),
    "answered_at": N_("Answered at"),
    "ended_at": N_("Ended at"),
    "wrapped_up_at": N_("Notes done at"),
    "answered_after": N_("Answered after"),
    "talk_time": N_("Talk time"),
    "call_time": N_("Whole time"),
    "wrap_up_time": N_("Time for notes"),
    "rings": N_("Rings"),
    "direction": N_("Direction"),
    "number": N_("Number"),
    "caller_type": N_("Who calls"),
    "category": N_("Category"),
    "unmet_need": N_("Unmet need"),
    "outcome": N_("Outcome"),
    "transferred_to": N_("Put through to"),
    "hung_up_by": N_("Who hung up"),
    "emergency": N_("Emergency"),
    "satisfaction": N_("Satisfaction"),
}


def import_field(name: str) -> str:
    """The field's name for people; what is not in the list stands as it is."""
    return _(_NAMES[name]) if name in _NAMES else name


def kind_name(kind: ImportKind) -> str:
    return _("Complaints") if kind is ImportKind.COMPLAINTS else _("Calls")
