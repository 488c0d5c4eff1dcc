"""What people read instead of the classes of records and what holds one back; used by `labels`."""

from enum import StrEnum

from thirdring.domain.errors import N_
from thirdring.domain.retention import Held, RecordClass

PRIVACY_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (RecordClass.CUSTOMERS, N_("Customers without a record")),
    (RecordClass.COMPLAINTS, N_("Complaints and praise")),
    (RecordClass.TICKETS, N_("Other tickets")),
    (RecordClass.EVIDENCE, N_("Files of evidence")),
    (RecordClass.CALLS, N_("Calls without a ticket")),
    (RecordClass.EARLIER_TEXTS, N_("Words before a correction")),
    (RecordClass.MAIL, N_("Mail without a ticket")),
    (RecordClass.DAY_SHEETS, N_("Day sheets and finished tasks")),
    (RecordClass.ACCESS_LOG, N_("Access log")),
    (Held.OPEN, N_("still open")),
    (Held.CLOCK, N_("a clock runs")),
    (Held.OWED, N_("something is still owed")),
    (Held.APPEAL, N_("an appeal is open")),
    (Held.MONTH, N_("its month isn't closed")),
    (Held.STUB, N_("a ticket merged into it isn't over")),
)
