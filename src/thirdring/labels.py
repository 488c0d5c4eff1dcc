"""What people read instead of a stored value: one catalogue key per value of every closed list.

`label(value)` gives the English source text, to be translated where it is shown.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from thirdring.case_labels import CASE_LABELS
from thirdring.domain.clocks import Urgency
from thirdring.domain.enums import (
    AgainstKind,
    CallbackKind,
    CallbackResult,
    CallbackState,
    CallerType,
    Channel,
    ClockState,
    Direction,
    HoldReason,
    HungUpBy,
    Language,
    Nature,
    Outcome,
    PhraseGroup,
    Role,
    Severity,
    Stage,
    TicketKind,
    TicketState,
    Title,
    WordingKind,
)
from thirdring.domain.errors import N_
from thirdring.domain.phones import PhoneKind
from thirdring.domain.policy_keys import Unit
from thirdring.domain.roles import Permission
from thirdring.mail_labels import MAIL_LABELS
from thirdring.month_labels import MONTH_LABELS
from thirdring.privacy_labels import PRIVACY_LABELS

# Pairs, not a dictionary: values of different lists that are spelled alike are equal keys.
_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Role.AGENT, N_("Agent")),
    (Role.SUPERVISOR, N_("Supervisor")),
    (Role.HR, N_("HR")),
    (Role.ADMIN, N_("Administrator")),
    (Title.MR, N_("Mr")),
    (Title.MS, N_("Ms")),
    (Title.OTHER, N_("Other")),
    (Direction.INBOUND, N_("Inbound")),
    (Direction.OUTBOUND, N_("Outbound")),
    (CallerType.CUSTOMER, N_("Customer")),
    (CallerType.PRESS, N_("Press")),
    (CallerType.ASSOCIATION, N_("Association")),
    (CallerType.LAWYER, N_("Lawyer")),
    (CallerType.AUTHORITY, N_("Authority")),
    (CallerType.MERCHANT, N_("Merchant")),
    (CallerType.STAFF, N_("Staff")),
    (CallerType.OTHER, N_("Other")),
    (HungUpBy.CUSTOMER, N_("Customer")),
    (HungUpBy.AGENT, N_("Agent")),
    (HungUpBy.LINE, N_("Line")),
    (Outcome.SOLVED, N_("Solved")),
    (Outcome.CALLBACK, N_("Callback")),
    (Outcome.TICKET, N_("Ticket")),
    (Outcome.ESCALATED, N_("To the supervisor")),
    (Outcome.TRANSFERRED, N_("Transferred")),
    (Outcome.NO_AUDIO, N_("No audio")),
    (Outcome.CUT_OFF, N_("Cut off")),
    (Outcome.MISDIAL, N_("Misdial")),
    (Outcome.ABANDONED, N_("Abandoned")),
    (HoldReason.LOOK_UP, N_("Look something up")),
    (HoldReason.ASK_COLLEAGUE, N_("Ask a colleague")),
    (HoldReason.ASK_SUPERIOR, N_("Ask a superior")),
    (HoldReason.TRANSFER, N_("Transfer")),
    (HoldReason.OTHER, N_("Other")),
    (TicketKind.COMPLAINT, N_("Complaint")),
    (TicketKind.REQUEST, N_("After-sales request")),
    (TicketKind.ENQUIRY, N_("Enquiry")),
    (TicketKind.PROTOCOL, N_("Special caller")),
    (TicketKind.PRAISE, N_("Praise")),
    (TicketState.INTAKE, N_("Intake")),
    (TicketState.ACKNOWLEDGED, N_("Acknowledged")),
    (TicketState.INVESTIGATION, N_("Investigation")),
    (TicketState.APPRAISAL, N_("Appraisal")),
    (TicketState.PLAN_OFFERED, N_("Plan offered")),
    (TicketState.REMEDY, N_("Remedy")),
    (TicketState.RESULT_TOLD, N_("Result told")),
    (TicketState.RETURN_VISIT, N_("Return visit")),
    (TicketState.ARCHIVED, N_("Archived")),
    (TicketState.WITHDRAWN, N_("Withdrawn")),
    (TicketState.MERGED, N_("Merged")),
    (TicketState.UNFOUNDED, N_("Unfounded")),
    (Channel.PHONE, N_("Phone")),
    (Channel.IN_PERSON, N_("In person")),
    (Channel.MAILBOX, N_("Mailbox")),
    (Channel.ONLINE_CHAT, N_("Online chat")),
    (Channel.WECHAT, N_("WeChat")),
    (Channel.WEIBO, N_("Weibo")),
    (Channel.WEBSITE, N_("Website")),
    (Channel.HOTLINE, N_("Public hotline")),
    (Channel.LETTER, N_("Letter")),
    (Channel.FAX, N_("Fax")),
    (Channel.REFERRAL, N_("Referral")),
    (Channel.OTHER, N_("Other")),
    (Nature.PRODUCT_QUALITY, N_("Product quality")),
    (Nature.AFTER_SALES, N_("After-sales")),
    (Nature.SERVICE_ATTITUDE, N_("Service attitude")),
    (Nature.PRICE, N_("Price")),
    (Nature.DELIVERY, N_("Delivery")),
    (Nature.PROMOTION, N_("Promotion")),
    (Nature.OTHER, N_("Other")),
    (Severity.MINOR, N_("Minor")),
    (Severity.ORDINARY, N_("Ordinary")),
    (Severity.SERIOUS, N_("Serious")),
    (Severity.MAJOR, N_("Major")),
    (AgainstKind.EMPLOYEE, N_("Employee")),
    (AgainstKind.DEPARTMENT, N_("Department")),
    (AgainstKind.MERCHANT, N_("Merchant")),
    (AgainstKind.PRODUCT, N_("Product")),
    (AgainstKind.NONE, N_("Nobody")),
    (CallbackKind.PROMISE, N_("Callback")),
    (CallbackKind.REDIAL, N_("Redial")),
    (CallbackState.OPEN, N_("Still open")),
    (CallbackState.DONE, N_("Done")),
    (CallbackState.ESCALATED, N_("Escalated")),
    (CallbackState.CANCELLED, N_("Cancelled")),
    (CallbackResult.DONE, N_("Done")),
    (CallbackResult.PROGRESS, N_("Progress told")),
    (CallbackResult.NOT_REACHED, N_("Not reached")),
    (CallbackResult.ESCALATED, N_("Escalated")),
    (ClockState.RUNNING, N_("Running")),
    (ClockState.PAUSED, N_("Paused")),
    (ClockState.MET, N_("In time")),
    (ClockState.LATE, N_("Late")),
    (ClockState.CANCELLED, N_("Cancelled")),
    (Urgency.FINE, N_("In time")),
    (Urgency.SOON, N_("Due soon")),
    (Urgency.OVERDUE, N_("Overdue")),
    (PhraseGroup.GREETING, N_("Greeting")),
    (PhraseGroup.IDENTIFICATION, N_("Who is calling")),
    (PhraseGroup.LISTENING, N_("Listening")),
    (PhraseGroup.HOLD, N_("Hold")),
    (PhraseGroup.LINE_TROUBLE, N_("Line trouble")),
    (PhraseGroup.APOLOGY, N_("Apology")),
    (PhraseGroup.COMPLAINT, N_("Complaint")),
    (PhraseGroup.SPECIAL_CALLERS, N_("Special callers")),
    (PhraseGroup.OUTBOUND, N_("Outbound")),
    (PhraseGroup.THANKS, N_("Thanks and wishes")),
    (PhraseGroup.CLOSING, N_("Closing")),
    (Stage.OPENING, N_("Opening")),
    (Stage.IDENTIFICATION, N_("Identify")),
    (Stage.LISTENING, N_("Listen")),
    (Stage.HOLD, N_("Hold")),
    (Stage.ANSWER, N_("Answer")),
    (Stage.CLOSING, N_("Closing")),
    (WordingKind.FORBIDDEN, N_("Do not say")),
    (WordingKind.OVER_PROMISE, N_("Promises too much")),
    (WordingKind.FAULT, N_("Admits fault too early")),
    (WordingKind.JARGON, N_("Jargon")),
    (WordingKind.INTERNAL_NUMBER, N_("Internal number")),
    (Language.ZH_CN, "简体中文"),  # a language is called by its own name everywhere
    (Language.EN, "English"),
    (PhoneKind.MOBILE, N_("Mobile")),
    (PhoneKind.FIXED, N_("Landline")),
    (PhoneKind.SERVICE, N_("Service number")),
    (PhoneKind.TOLL_FREE, N_("Toll-free")),
    (PhoneKind.INTERNATIONAL, N_("Foreign number")),
    (PhoneKind.INTERNAL, N_("Internal")),
    (PhoneKind.UNKNOWN, N_("Unknown")),
    (Unit.NONE, N_("number")),
    (Unit.RINGS, N_("rings")),
    (Unit.SECONDS, N_("seconds")),
    (Unit.MINUTES, N_("minutes")),
    (Unit.HOURS, N_("hours")),
    (Unit.DAYS, N_("days")),
    (Unit.MONEY, N_("yuan")),
    (Unit.TIMES, N_("times")),
    (Unit.PERCENT, N_("percent")),
    (Unit.TIME_OF_DAY, N_("time of day")),
    (Unit.MEGABYTES, N_("megabytes")),
)

_PERMISSIONS: tuple[tuple[StrEnum, str], ...] = (
    (Permission.LOG_CALL, N_("log calls")),
    (Permission.LOG_CALL_FOR_OTHERS, N_("log calls in another agent's name")),
    (Permission.CORRECT_CALL, N_("correct one's own calls")),
    (Permission.CORRECT_ANY_CALL, N_("correct anybody's calls")),
    (Permission.SEE_CALLS, N_("see calls")),
    (Permission.SEE_ALL_CALLS, N_("see everybody's calls")),
    (Permission.IMPORT_CALLS, N_("import calls")),
    (Permission.IMPORT_COMPLAINTS, N_("import complaints")),
    (Permission.SORT_MAIL, N_("read and sort the inbox")),
    (Permission.IMPORT_MAIL, N_("bring in mail")),
    (Permission.SEE_CUSTOMERS, N_("see customers")),
    (Permission.EDIT_CUSTOMERS, N_("edit customers")),
    (Permission.MERGE_CUSTOMERS, N_("merge customers")),
    (Permission.SEE_NUMBERS, N_("see numbers and names in full")),
    (Permission.UNMASK, N_("uncover a masked value")),
    (Permission.EXPORT_LISTS, N_("copy, print and export lists")),
    (Permission.KEEP_CALLBACKS, N_("keep callbacks")),
    (Permission.HAND_OVER_CALLBACKS, N_("hand callbacks over")),
    (Permission.SEE_ALARMS, N_("be told what is due")),
    (Permission.SEE_TICKETS, N_("see tickets")),
    (Permission.SEE_ALL_TICKETS, N_("see everybody's tickets")),
    (Permission.WORK_TICKETS, N_("work on tickets")),
    (Permission.FILE_COMPLAINT, N_("file complaints")),
    (Permission.REASSIGN, N_("reassign tickets")),
    (Permission.ESCALATE, N_("escalate")),
    (Permission.REVIEW, N_("review what was escalated")),
    (Permission.APPROVE_COUPONS, N_("approve coupons")),
    (Permission.USE_STATEMENTS, N_("use published statements")),
    (Permission.SEE_PHRASES, N_("see phrases")),
    (Permission.EDIT_PHRASES, N_("edit phrases")),
    (Permission.SEE_POLICY, N_("see the policy")),
    (Permission.CHANGE_POLICY, N_("change the policy")),
    (Permission.KEEP_DAY_SHEET, N_("keep a day sheet")),
    (Permission.SEE_DAY_SHEETS, N_("see everybody's day sheets")),
    (Permission.SEE_BRIEF, N_("see the morning brief")),
    (Permission.KEEP_TASKS, N_("keep tasks")),
    (Permission.GIVE_TASKS, N_("give tasks to others and plan campaigns")),
    (Permission.SET_SHIFTS, N_("set working hours of staff")),
    (Permission.SEE_OWN_TALLY, N_("see one's own month")),
    (Permission.SEE_TALLIES, N_("see everybody's month")),
    (Permission.CHECK_QUALITY, N_("check the quality of calls and tickets")),
    (Permission.APPEAL, N_("appeal")),
    (Permission.MEDIATE_APPEALS, N_("mediate appeals")),
    (Permission.DECIDE_APPEALS, N_("decide appeals")),
    (Permission.CLOSE_MONTH, N_("close the month")),
    (Permission.EXPORT_MONTH, N_("export the month")),
    (Permission.SEE_REPORTS, N_("see reports")),
    (Permission.SIGN_OFF, N_("sign off ledgers")),
    (Permission.SEE_STAFF, N_("see the staff list")),
    (Permission.MANAGE_STAFF, N_("manage staff")),
    (Permission.MARK_ABSENT, N_("mark staff absent")),
    (Permission.MANAGE_CENTER, N_("manage the center")),
    (Permission.BACKUP, N_("back up and restore")),
    (Permission.SEE_ACCESS_LOG, N_("see the access log")),
    (Permission.ERASE_PERSONAL_DATA, N_("erase what is older than it is kept")),
    (Permission.EXPORT_PERSON, N_("export all that is kept of a person")),
    (Permission.ANONYMISE_PERSON, N_("anonymise a person at their request")),
)

_BY_TYPE = {
    (type(value), value.value): text
    for value, text in (
        *_LABELS,
        *CASE_LABELS,
        *MAIL_LABELS,
        *MONTH_LABELS,
        *PRIVACY_LABELS,
        *_PERMISSIONS,
    )
}

CATEGORIES: Mapping[str, str] = MappingProxyType(
    {
        "product": N_("Product"),
        "after_sales": N_("After-sales"),
        "delivery": N_("Delivery"),
        "price": N_("Price"),
        "promotion": N_("Promotion"),
        "service": N_("Service"),
        "refund": N_("Refund"),
        "membership": N_("Membership"),
        "other": N_("Other"),
    }
)

POSTS: Mapping[str, str] = MappingProxyType(
    {
        "supervisor": N_("Supervisor"),
        "service_manager": N_("Service manager"),
        "department_head": N_("Head of department"),
        "department_heads": N_("Heads of departments"),
        "deputy_heads": N_("Deputy heads"),
        "general_manager": N_("General manager"),
        "group_hotline_office": N_("Group's hotline office"),
        "group_satisfaction_office": N_("Group's satisfaction office"),
    }
)


def label(value: StrEnum) -> str:
    """The source text for a value of a closed list."""
    return _BY_TYPE[type(value), value.value]


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Stored value and source text of every value of a closed list, in its order."""
    return [(value.value, label(value)) for value in kind]


def category(key: str) -> str:
    """The source text of a shipped category; a center's own category is its own label."""
    return CATEGORIES.get(key, key)


def post(key: str) -> str:
    """The source text of a shipped post; a center's own post is its own label."""
    return POSTS.get(key, key)
