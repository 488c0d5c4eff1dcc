"""Every table of the center; importing this module fills `Base.metadata`."""

from thirdring.store.base import Base
from thirdring.store.tables import beside
from thirdring.store.tables.calls import Call, CallRevision, Hold, ProtocolRecord
from thirdring.store.tables.center import (
    Department,
    Desk,
    Merchant,
    PolicyChange,
    PolicyValue,
    Product,
    SavedView,
    Setting,
    StaffPreference,
)
from thirdring.store.tables.customers import Customer, CustomerMerge, CustomerNumber
from thirdring.store.tables.phrases import Phrase, PhraseFavourite, PhraseVersion, Wording
from thirdring.store.tables.records import Access, Event, MonthlyComplaintCount
from thirdring.store.tables.staff import Staff, StaffRole
from thirdring.store.tables.tickets import (
    Attachment,
    AttachmentContent,
    Callback,
    CallbackAttempt,
    ComplaintDetail,
    Ticket,
    TicketNote,
)

__all__ = [
    "Access",
    "Attachment",
    "AttachmentContent",
    "Base",
    "Call",
    "CallRevision",
    "Callback",
    "CallbackAttempt",
    "ComplaintDetail",
    "Customer",
    "CustomerMerge",
    "CustomerNumber",
    "Department",
    "Desk",
    "Event",
    "Hold",
    "Merchant",
    "MonthlyComplaintCount",
    "Phrase",
    "PhraseFavourite",
    "PhraseVersion",
    "PolicyChange",
    "PolicyValue",
    "Product",
    "ProtocolRecord",
    "SavedView",
    "Setting",
    "Staff",
    "StaffPreference",
    "StaffRole",
    "Ticket",
    "TicketNote",
    "Wording",
    "beside",
]  # fmt: skip
