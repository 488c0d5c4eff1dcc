"""Every table of the center; importing this module fills `Base.metadata`."""

from thirdring.store.base import Base
from thirdring.store.tables import beside
from thirdring.store.tables.appeals import Appeal, AppealFile, AppealStepRow
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
from thirdring.store.tables.clocks import Alarm, ClockPause, ClockRow
from thirdring.store.tables.customers import Customer, CustomerMerge, CustomerNumber
from thirdring.store.tables.day import DaySheet, Shift, SignOff, Task
from thirdring.store.tables.erasures import Erasure
from thirdring.store.tables.escalations import Contact, Escalation, Notice, Route, Statement
from thirdring.store.tables.inbox import InboxAttachment, InboxItem, InboxRaw
from thirdring.store.tables.months import (
    ComplaintStanding,
    MonthAdjustment,
    MonthClosing,
    MonthClosingRow,
    MonthReopening,
    StandingDue,
)
from thirdring.store.tables.phrases import Phrase, PhraseFavourite, PhraseVersion, Wording
from thirdring.store.tables.quality import QualityCheck
from thirdring.store.tables.records import Access, Event, MonthlyComplaintCount
from thirdring.store.tables.remedies import (
    Coupon,
    Measure,
    MeasureNote,
    ReturnVisit,
    TicketMerge,
)
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
    "Alarm",
    "Appeal",
    "AppealFile",
    "AppealStepRow",
    "Attachment",
    "AttachmentContent",
    "Base",
    "Call",
    "CallRevision",
    "Callback",
    "CallbackAttempt",
    "ClockPause",
    "ClockRow",
    "ComplaintDetail",
    "ComplaintStanding",
    "Contact",
    "Coupon",
    "Customer",
    "CustomerMerge",
    "CustomerNumber",
    "DaySheet",
    "Department",
    "Desk",
    "Erasure",
    "Escalation",
    "Event",
    "Hold",
    "InboxAttachment",
    "InboxItem",
    "InboxRaw",
    "Measure",
    "MeasureNote",
    "Merchant",
    "MonthAdjustment",
    "MonthClosing",
    "MonthClosingRow",
    "MonthReopening",
    "MonthlyComplaintCount",
    "Notice",
    "Phrase",
    "PhraseFavourite",
    "PhraseVersion",
    "PolicyChange",
    "PolicyValue",
    "Product",
    "ProtocolRecord",
    "QualityCheck",
    "ReturnVisit",
    "Route",
    "SavedView",
    "Setting",
    "Shift",
    "SignOff",
    "Staff",
    "StaffPreference",
    "StaffRole",
    "StandingDue",
    "Statement",
    "Task",
    "Ticket",
    "TicketMerge",
    "TicketNote",
    "Wording",
    "beside",
]  # fmt: skip
