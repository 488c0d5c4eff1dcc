"""Closed lists of what happens to a case after its intake: escalation, remedy, visit, the day.

Stored, exported and accepted by these values, like those of `enums`; labels for people are in
`thirdring.labels`.
"""

from enum import StrEnum


class Degree(StrEnum):
    """J2: how complex a complaint is, and how far it reaches."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Handling(StrEnum):
    """D17: under three minutes at the counter, else in the reception room with a guide."""

    ON_THE_SPOT = "on_the_spot"
    RECEPTION_ROOM = "reception_room"


class Fault(StrEnum):
    """D6: what the appraisal found about the quality of what was bought or done."""

    FAULT = "fault"
    NO_FAULT = "no_fault"


class Remedy(StrEnum):
    """D6, D7: what settles a case. The first four need a fault and something that was bought."""

    RETURN_GOODS = "return"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    ON_SITE_REPAIR = "on_site_repair"
    COMPENSATION = "compensation"
    APOLOGY = "apology"
    EXPLANATION = "explanation"


class Way(StrEnum):
    """How somebody was told something."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    MESSAGE = "message"
    LETTER = "letter"
    OTHER = "other"


class NoticeKind(StrEnum):
    """What a composed message is for."""

    ACKNOWLEDGEMENT = "acknowledgement"  # J1
    PROGRESS = "progress"  # D5
    PLAN = "plan"  # D4, D18
    RESULT = "result"  # J3
    DEPARTMENT = "department"  # D3
    RECIPIENT = "recipient"  # D9, E1 to E6


class RecipientKind(StrEnum):
    CUSTOMER = "customer"
    DEPARTMENT = "department"
    STAFF = "staff"
    CONTACT = "contact"


class EscalationKind(StrEnum):
    """Why a case was sent up; each with the rule it serves (`domain/escalations.py`)."""

    DIFFICULT = "difficult"  # C4
    NOT_SATISFIED = "not_satisfied"  # D8
    MAJOR = "major"  # D9
    PRESS = "press"  # E1
    ASSOCIATION = "association"  # E2
    LAWYER = "lawyer"  # E2
    AUTHORITY = "authority"  # E3
    PRESS_NOT_CONTENT = "press_not_content"  # E5
    EMERGENCY = "emergency"  # E6
    COUPON = "coupon"  # D7
    OVERDUE = "overdue"  # C3, D5: nobody acted in time
    ABSENT = "absent"  # C6: its owner is away


class EscalationState(StrEnum):
    OPEN = "open"  # nobody has looked at it yet
    TAKEN = "taken"  # somebody handles it
    RETURNED = "returned"  # back with a plan; the one who sent it up carries it out
    CLOSED = "closed"  # decided, and nothing is owed any more


class Decision(StrEnum):
    """What a reviewer decides; by these names also on the command line."""

    TAKE_OVER = "take_over"
    RETURN_PLAN = "return"
    APPROVE = "approve"
    REFUSE = "refuse"
    REASSIGN = "reassign"
    STATEMENT = "statement"  # E4
    RAISE_LEVEL = "raise"  # one level up; E5
    CALLED_BACK = "called_back"  # the reviewer called the customer


class CouponState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    ISSUED = "issued"
    CANCELLED = "cancelled"


class VisitReason(StrEnum):
    """D10: why a return visit is owed."""

    COMPLAINT = "complaint"
    ASKED = "asked"
    PURCHASE = "purchase"


class VisitState(StrEnum):
    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


class MeasureState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class TaskKind(StrEnum):
    ANNOUNCEMENT = "announcement"  # E6, I2: over the public-address system
    CAMPAIGN = "campaign"  # F5
    OTHER = "other"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Repeat(StrEnum):
    NEVER = "never"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Ledger(StrEnum):
    """H9: what goes to the manager month by month, for review and filing."""

    CALLS = "calls"
    COMPLAINTS = "complaints"
    COUPONS = "coupons"
    VISITS = "visits"
    ESCALATIONS = "escalations"


class AlarmStage(StrEnum):
    """What was told of one clock: a warning before, one alarm when due, then it went up."""

    WARNED = "warned"
    DUE = "due"
    WENT_UP = "went_up"


class ClockBasis(StrEnum):
    """Whether a clock runs by the wall or only in working hours."""

    WALL = "wall"
    WORKING = "working"
