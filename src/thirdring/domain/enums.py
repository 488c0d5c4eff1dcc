"""Every closed list of values in the program, by value as product.md fixes them.

Stored, exported and accepted by these values; labels for people are in `thirdring.labels`.
"""

from enum import StrEnum


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    HR = "hr"
    ADMIN = "admin"


class Title(StrEnum):
    MR = "mr"
    MS = "ms"
    OTHER = "other"


class Direction(StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallerType(StrEnum):
    CUSTOMER = "customer"
    PRESS = "press"
    ASSOCIATION = "association"
    LAWYER = "lawyer"
    AUTHORITY = "authority"
    MERCHANT = "merchant"
    STAFF = "staff"
    OTHER = "other"


# E1 to E3: with these the agent takes down and hands over, and says nothing for the center.
PROTOCOL_CALLERS = frozenset(
    {CallerType.PRESS, CallerType.ASSOCIATION, CallerType.LAWYER, CallerType.AUTHORITY}
)


class HungUpBy(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    LINE = "line"


class Outcome(StrEnum):
    SOLVED = "solved"
    CALLBACK = "callback"
    TICKET = "ticket"
    ESCALATED = "escalated"
    TRANSFERRED = "transferred"
    NO_AUDIO = "no_audio"
    CUT_OFF = "cut_off"
    MISDIAL = "misdial"
    ABANDONED = "abandoned"


# B2, B11: nobody was there to confirm a read-back, or to ask for a name.
OUTCOMES_WITHOUT_A_TALK = frozenset(
    {Outcome.NO_AUDIO, Outcome.CUT_OFF, Outcome.MISDIAL, Outcome.ABANDONED}
)


class HoldReason(StrEnum):
    LOOK_UP = "look_up"
    ASK_COLLEAGUE = "ask_colleague"
    ASK_SUPERIOR = "ask_superior"
    TRANSFER = "transfer"
    OTHER = "other"


class TicketKind(StrEnum):
    COMPLAINT = "complaint"
    REQUEST = "request"
    ENQUIRY = "enquiry"
    PROTOCOL = "protocol"
    PRAISE = "praise"  # G6


class TicketState(StrEnum):
    INTAKE = "intake"
    ACKNOWLEDGED = "acknowledged"
    INVESTIGATION = "investigation"
    APPRAISAL = "appraisal"
    PLAN_OFFERED = "plan_offered"
    REMEDY = "remedy"
    RESULT_TOLD = "result_told"
    RETURN_VISIT = "return_visit"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    UNFOUNDED = "unfounded"


CLOSED_STATES = frozenset(
    {TicketState.ARCHIVED, TicketState.WITHDRAWN, TicketState.MERGED, TicketState.UNFOUNDED}
)


class Channel(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in_person"
    MAILBOX = "mailbox"
    ONLINE_CHAT = "online_chat"
    WECHAT = "wechat"
    WEIBO = "weibo"
    WEBSITE = "website"
    HOTLINE = "hotline"
    LETTER = "letter"
    FAX = "fax"
    REFERRAL = "referral"
    OTHER = "other"


class Nature(StrEnum):
    PRODUCT_QUALITY = "product_quality"
    AFTER_SALES = "after_sales"
    SERVICE_ATTITUDE = "service_attitude"
    PRICE = "price"
    DELIVERY = "delivery"
    PROMOTION = "promotion"
    OTHER = "other"


class Severity(StrEnum):
    MINOR = "minor"
    ORDINARY = "ordinary"
    SERIOUS = "serious"
    MAJOR = "major"


class AgainstKind(StrEnum):
    EMPLOYEE = "employee"
    DEPARTMENT = "department"
    MERCHANT = "merchant"
    PRODUCT = "product"
    NONE = "none"


class CallbackKind(StrEnum):
    PROMISE = "promise"  # C1, C2: told to a customer with a time
    REDIAL = "redial"  # B8: the line was cut off


class CallbackState(StrEnum):
    OPEN = "open"
    DONE = "done"
    ESCALATED = "escalated"
    CANCELLED = "cancelled"


class CallbackResult(StrEnum):
    DONE = "done"
    PROGRESS = "progress"
    NOT_REACHED = "not_reached"
    ESCALATED = "escalated"


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"
    CANCELLED = "cancelled"


class PhraseGroup(StrEnum):
    GREETING = "greeting"
    IDENTIFICATION = "identification"
    LISTENING = "listening"
    HOLD = "hold"
    LINE_TROUBLE = "line_trouble"
    APOLOGY = "apology"
    COMPLAINT = "complaint"
    SPECIAL_CALLERS = "special_callers"
    OUTBOUND = "outbound"
    THANKS = "thanks"
    CLOSING = "closing"


class Stage(StrEnum):
    """Where in the call we are; the sidebar's tabs, in this order."""

    OPENING = "opening"
    IDENTIFICATION = "identification"
    LISTENING = "listening"
    HOLD = "hold"
    ANSWER = "answer"
    CLOSING = "closing"


class WordingKind(StrEnum):
    FORBIDDEN = "forbidden"  # A5, B10
    OVER_PROMISE = "over_promise"  # C5
    FAULT = "fault"  # D12
    JARGON = "jargon"  # A6
    INTERNAL_NUMBER = "internal_number"  # C7


class Language(StrEnum):
    ZH_CN = "zh_CN"
    EN = "en"


# Shipped keys of the center's own list of enquiry types (H3); a center may add to it.
CATEGORIES = (
    "product", "after_sales", "delivery", "price", "promotion", "service", "refund",
    "membership", "other",
)  # fmt: skip
