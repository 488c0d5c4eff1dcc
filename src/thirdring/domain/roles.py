"""Who may do what (H5, G9). Use cases ask; windows only hide what would be refused anyway."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.enums import Role


class Permission(StrEnum):
    # Calls and customers
    LOG_CALL = "log_call"
    LOG_CALL_FOR_OTHERS = "log_call_for_others"  # in another agent's name
    CORRECT_CALL = "correct_call"  # one's own, within the policy's minutes
    CORRECT_ANY_CALL = "correct_any_call"  # anybody's, at any time
    SEE_CALLS = "see_calls"  # one's own, and those of the customer on the line
    SEE_ALL_CALLS = "see_all_calls"
    IMPORT_CALLS = "import_calls"
    IMPORT_COMPLAINTS = "import_complaints"  # D13: what other systems took down
    SEE_CUSTOMERS = "see_customers"
    EDIT_CUSTOMERS = "edit_customers"
    MERGE_CUSTOMERS = "merge_customers"
    SEE_NUMBERS = "see_numbers"  # numbers and names in lists, unmasked
    UNMASK = "unmask"  # one value at a time, with an entry in the access log
    EXPORT_LISTS = "export_lists"
    # Callbacks
    KEEP_CALLBACKS = "keep_callbacks"
    HAND_OVER_CALLBACKS = "hand_over_callbacks"  # C6
    SEE_ALARMS = "see_alarms"  # of the clocks one keeps: callbacks, tickets, appeals (G3)
    # Tickets
    SEE_TICKETS = "see_tickets"
    SEE_ALL_TICKETS = "see_all_tickets"
    WORK_TICKETS = "work_tickets"
    FILE_COMPLAINT = "file_complaint"
    SORT_MAIL = "sort_mail"  # D13, D16: read the inbox, make tickets of it
    IMPORT_MAIL = "import_mail"
    REASSIGN = "reassign"  # C10
    ESCALATE = "escalate"  # C4
    REVIEW = "review"  # decide what was escalated
    APPROVE_COUPONS = "approve_coupons"  # D7
    USE_STATEMENTS = "use_statements"  # E4
    # Words and figures
    SEE_PHRASES = "see_phrases"
    EDIT_PHRASES = "edit_phrases"
    SEE_POLICY = "see_policy"
    CHANGE_POLICY = "change_policy"
    # The day
    KEEP_DAY_SHEET = "keep_day_sheet"  # F1 to F3, one's own
    SEE_DAY_SHEETS = "see_day_sheets"  # everybody's
    SEE_BRIEF = "see_brief"  # F4
    KEEP_TASKS = "keep_tasks"  # E6, I2
    GIVE_TASKS = "give_tasks"  # to others; campaigns of the whole center (F5)
    SET_SHIFTS = "set_shifts"
    # The month
    SEE_OWN_TALLY = "see_own_tally"  # G4
    SEE_TALLIES = "see_tallies"
    CHECK_QUALITY = "check_quality"  # G8
    APPEAL = "appeal"  # G3
    MEDIATE_APPEALS = "mediate_appeals"  # G3, first level
    DECIDE_APPEALS = "decide_appeals"  # G3, second level
    CLOSE_MONTH = "close_month"
    EXPORT_MONTH = "export_month"
    SEE_REPORTS = "see_reports"
    SIGN_OFF = "sign_off"  # H9
    # The center
    SEE_STAFF = "see_staff"
    MANAGE_STAFF = "manage_staff"
    MARK_ABSENT = "mark_absent"
    MANAGE_CENTER = "manage_center"
    BACKUP = "backup"
    SEE_ACCESS_LOG = "see_access_log"  # J6
    ERASE_PERSONAL_DATA = "erase_personal_data"  # J6, what is older than it is kept
    EXPORT_PERSON = "export_person"  # J6, a copy of all that is held about somebody
    ANONYMISE_PERSON = "anonymise_person"  # J6, at that person's request


_P = Permission

_EVERYBODY = frozenset(
    {
        _P.SEE_PHRASES,
        _P.SEE_POLICY,
        _P.SEE_BRIEF,
        _P.SEE_OWN_TALLY,
        _P.APPEAL,
        _P.SEE_STAFF,
    }
)

_AGENT = _EVERYBODY | {
    _P.LOG_CALL,
    _P.CORRECT_CALL,
    _P.SEE_CALLS,
    _P.SEE_CUSTOMERS,
    _P.EDIT_CUSTOMERS,
    _P.MERGE_CUSTOMERS,
    _P.SEE_NUMBERS,
    _P.UNMASK,
    _P.EXPORT_LISTS,
    _P.KEEP_CALLBACKS,
    _P.SEE_ALARMS,
    _P.SEE_TICKETS,
    _P.SEE_ALL_TICKETS,
    _P.WORK_TICKETS,
    _P.FILE_COMPLAINT,
    _P.SORT_MAIL,
    _P.ESCALATE,
    _P.KEEP_DAY_SHEET,
    _P.KEEP_TASKS,
}

_SUPERVISOR = _AGENT | {
    _P.LOG_CALL_FOR_OTHERS,
    _P.CORRECT_ANY_CALL,
    _P.SEE_ALL_CALLS,
    _P.IMPORT_CALLS,
    _P.IMPORT_COMPLAINTS,
    _P.IMPORT_MAIL,
    _P.HAND_OVER_CALLBACKS,
    _P.REASSIGN,
    _P.REVIEW,
    _P.APPROVE_COUPONS,
    _P.USE_STATEMENTS,
    _P.EDIT_PHRASES,
    _P.CHANGE_POLICY,
    _P.SEE_TALLIES,
    _P.CHECK_QUALITY,
    _P.MEDIATE_APPEALS,
    _P.SEE_REPORTS,
    _P.SIGN_OFF,
    _P.SEE_DAY_SHEETS,
    _P.GIVE_TASKS,
    _P.SET_SHIFTS,
    _P.MARK_ABSENT,
    _P.SEE_ACCESS_LOG,
    _P.EXPORT_PERSON,
    _P.ANONYMISE_PERSON,
}

# HR sees no customer's data that the tally doesn't need: complaints counted, numbers masked.
_HR = _EVERYBODY | {
    _P.SEE_ALARMS,
    _P.SEE_TICKETS,
    _P.SEE_TALLIES,
    _P.DECIDE_APPEALS,
    _P.CLOSE_MONTH,
    _P.EXPORT_MONTH,
    _P.SEE_REPORTS,
    _P.MARK_ABSENT,
}

# Keeps the center running without reading its customers' data (J6, least necessary).
_ADMIN = _EVERYBODY | {
    _P.IMPORT_CALLS,
    _P.IMPORT_COMPLAINTS,
    _P.IMPORT_MAIL,
    _P.MANAGE_STAFF,
    _P.SET_SHIFTS,
    _P.MARK_ABSENT,
    _P.MANAGE_CENTER,
    _P.BACKUP,
    _P.SEE_ACCESS_LOG,
    _P.ERASE_PERSONAL_DATA,
    _P.ANONYMISE_PERSON,
}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {Role.AGENT: _AGENT, Role.SUPERVISOR: _SUPERVISOR, Role.HR: _HR, Role.ADMIN: _ADMIN}
)


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything the roles together allow."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether one of `roles` allows `permission`."""
    return any(permission in PERMISSIONS[role] for role in roles)
