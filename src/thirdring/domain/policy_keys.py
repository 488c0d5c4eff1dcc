"""The table of figures: key, default, unit, bounds, the rules it serves, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from thirdring.domain.errors import N_

Value = int | Decimal | tuple[str, ...]


class PolicyKind(StrEnum):
    INTEGER = "integer"
    AMOUNT = "amount"
    NAMES = "names"
    TIME = "time"


class Unit(StrEnum):
    NONE = ""
    RINGS = "rings"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONEY = "money"
    TIMES = "times"
    PERCENT = "percent"
    TIME_OF_DAY = "time_of_day"  # minutes after the center's midnight, shown as 09:00
    MEGABYTES = "megabytes"


class Key(StrEnum):
    RINGS_LIMIT = "rings_limit"
    RING_SECONDS = "ring_seconds"
    HOLD_SECONDS = "hold_seconds"
    CALLBACK_DEFAULT_MINUTES = "callback_default_minutes"
    CALLBACK_MAX_MINUTES = "callback_max_minutes"
    CORRECTION_MINUTES = "correction_minutes"
    SOON_CALLBACK_MINUTES = "soon_callback_minutes"
    SOON_CLOCK_MINUTES = "soon_clock_minutes"
    ANSWER_HOURS = "answer_hours"
    COUNTER_PLAN_HOURS = "counter_plan_hours"
    MAIL_ANSWER_HOURS = "mail_answer_hours"
    MAJOR_REPORT_MINUTES = "major_report_minutes"
    RETURN_VISIT_DAYS = "return_visit_days"
    VISIT_SOON_DAYS = "visit_soon_days"
    CALL_TRIES = "call_tries"
    RETRY_MINUTES = "retry_minutes"
    CALLBACK_GOES_UP_MINUTES = "callback_goes_up_minutes"
    CLOCK_GOES_UP_MINUTES = "clock_goes_up_minutes"
    REVIEW_MINUTES = "review_minutes"
    REPORT_BACK_MINUTES = "report_back_minutes"
    SPECIAL_CALLER_MINUTES = "special_caller_minutes"
    EMERGENCY_MINUTES = "emergency_minutes"
    UNSATISFIED_PLAN_HOURS = "unsatisfied_plan_hours"
    DEPARTMENT_HOURS = "department_hours"
    WORKING_TIME_RULES = "working_time_rules"
    WORK_START = "work_start"
    WORK_END = "work_end"
    HOLIDAYS = "holidays"
    WORKDAYS = "workdays"
    ALARMS_FROM = "alarms_from"
    ALARMS_UNTIL = "alarms_until"
    AWAY_MINUTES = "away_minutes"
    COUNTER_MINUTES = "counter_minutes"
    COUPON_LIMIT_AGENT = "coupon_limit_agent"
    COUPON_LIMIT_SUPERVISOR = "coupon_limit_supervisor"
    COUPON_BUDGET_MONTH = "coupon_budget_month"
    ATTACHMENT_MEGABYTES = "attachment_megabytes"
    ATTACHMENTS_PER_TICKET = "attachments_per_ticket"
    DUPLICATE_DAYS = "duplicate_days"
    RECIPIENTS_PRESS = "recipients_press"
    RECIPIENTS_ASSOCIATION = "recipients_association"
    RECIPIENTS_LAWYER = "recipients_lawyer"
    RECIPIENTS_AUTHORITY = "recipients_authority"
    RECIPIENTS_MAJOR = "recipients_major"
    RECIPIENTS_EMERGENCY = "recipients_emergency"
    RECIPIENTS_LEADERSHIP = "recipients_leadership"
    DAY_START_MINUTES = "day_start_minutes"
    DAY_END_MINUTES = "day_end_minutes"
    CAMPAIGN_DAYS = "campaign_days"
    BRIEF_DAYS = "brief_days"
    BRIEF_WEEKS_BEFORE = "brief_weeks_before"
    TARGET_CALLBACKS_KEPT = "target_callbacks_kept"
    TARGET_ANSWERED_IN_TIME = "target_answered_in_time"
    TARGET_SATISFACTION = "target_satisfaction"
    TARGET_FIRST_CONTACT = "target_first_contact"
    TARGET_SPEED_SECONDS = "target_speed_seconds"
    TARGET_ABANDONED = "target_abandoned"
    TARGET_HANDLE_SECONDS = "target_handle_seconds"
    TARGET_MAIL_ANSWERED = "target_mail_answered"
    TARGET_VISITS_IN_TIME = "target_visits_in_time"
    TARGET_QUALITY = "target_quality"
    FIRST_CONTACT_DAYS = "first_contact_days"
    COMMENDATION_PRAISE = "commendation_praise"
    SANCTION_COMPLAINTS = "sanction_complaints"
    MONTH_CLOSE_DAYS = "month_close_days"
    APPEAL_DAYS = "appeal_days"
    MEDIATION_DAYS = "mediation_days"
    DISPUTE_DAYS = "dispute_days"
    APPEAL_DECISION_DAYS = "appeal_decision_days"
    QUALITY_OPENING = "quality_opening"
    QUALITY_LISTENING = "quality_listening"
    QUALITY_WORDING = "quality_wording"
    QUALITY_ANSWER = "quality_answer"
    QUALITY_RECORD = "quality_record"
    QUALITY_CLOSING = "quality_closing"
    PROMOTION_DAYS = "promotion_days"
    SCRIPT_DAYS = "script_days"
    ANNOUNCEMENT_LEAD_DAYS = "announcement_lead_days"
    SERVICE_LEVEL_SECONDS = "service_level_seconds"
    SERVICE_LEVEL_PERCENT = "service_level_percent"
    KEEP_COMPLAINTS_DAYS = "keep_complaints_days"
    KEEP_TICKETS_DAYS = "keep_tickets_days"
    KEEP_EVIDENCE_DAYS = "keep_evidence_days"
    KEEP_CALLS_DAYS = "keep_calls_days"
    KEEP_EARLIER_TEXTS_DAYS = "keep_earlier_texts_days"
    KEEP_MAIL_DAYS = "keep_mail_days"
    KEEP_DAY_SHEETS_DAYS = "keep_day_sheets_days"
    KEEP_CUSTOMERS_DAYS = "keep_customers_days"
    ACCESS_LOG_DAYS = "access_log_days"
    BACKUP_DAILY = "backup_daily"
    BACKUP_WEEKLY = "backup_weekly"
    BACKUP_MONTHLY = "backup_monthly"
    IDLE_LOCK_MINUTES = "idle_lock_minutes"
    LOGIN_ATTEMPTS = "login_attempts"
    LOGIN_LOCK_MINUTES = "login_lock_minutes"
    PASSWORD_LENGTH = "password_length"  # noqa: S105 - a length, not a password


@dataclass(frozen=True, slots=True)
class PolicyKey:
    """`least` and `most` bound a number, or the count of names; both inclusive.

    Names are keys of posts that `thirdring.labels` knows, or whatever the center calls them.
    """

    key: Key
    default: Value
    unit: Unit
    least: int
    most: int
    rules: tuple[str, ...]
    text: str

    @property
    def kind(self) -> PolicyKind:
        if isinstance(self.default, tuple):
            return PolicyKind.NAMES
        if isinstance(self.default, Decimal):
            return PolicyKind.AMOUNT
        return PolicyKind.TIME if self.unit is Unit.TIME_OF_DAY else PolicyKind.INTEGER


_TABLE = (
    PolicyKey(Key.RINGS_LIMIT, 3, Unit.RINGS, 1, 20, ("A1", "A2"),
        N_("A ringing phone is answered within so many rings; later, the opening line apologises.")),
    PolicyKey(Key.RING_SECONDS, 5, Unit.SECONDS, 1, 20, ("A1",),
        N_("How long one ring lasts.")),
    PolicyKey(Key.HOLD_SECONDS, 60, Unit.SECONDS, 10, 600, ("B3", "B4"),
        N_("After so long a hold an apology is due, or a callback is offered instead.")),
    PolicyKey(Key.CALLBACK_DEFAULT_MINUTES, 30, Unit.MINUTES, 1, 1440, ("C2", "B4"),
        N_("The time to call back that the form proposes.")),
    PolicyKey(Key.CALLBACK_MAX_MINUTES, 30, Unit.MINUTES, 1, 1440, ("C2",),
        N_("A callback later than this needs the customer's consent as its reason.")),
    PolicyKey(Key.CORRECTION_MINUTES, 30, Unit.MINUTES, 0, 1440, ("B1", "H4"),
        N_("So long may an agent correct their own finished call; later a supervisor does.")),
    PolicyKey(Key.SOON_CALLBACK_MINUTES, 15, Unit.MINUTES, 1, 120, ("C2", "C3"),
        N_("A callback is shown as due soon from so long before.")),
    PolicyKey(Key.SOON_CLOCK_MINUTES, 60, Unit.MINUTES, 1, 720, ("D4", "D16"),
        N_("A clock of a day is shown as due soon from so long before.")),
    PolicyKey(Key.ANSWER_HOURS, 24, Unit.HOURS, 1, 240, ("D4",),
        N_("The customer has a plan or an answer to a complaint within so long of its intake.")),
    PolicyKey(Key.COUNTER_PLAN_HOURS, 24, Unit.HOURS, 1, 240, ("D4",),
        N_("A complaint brought in person has a plan within so long.")),
    PolicyKey(Key.MAIL_ANSWER_HOURS, 24, Unit.HOURS, 1, 240, ("D16",),
        N_("Electronic mail is answered within so long of its arrival.")),
    PolicyKey(Key.MAJOR_REPORT_MINUTES, 15, Unit.MINUTES, 1, 1440, ("D9",),
        N_("A major complaint is reported up within so long.")),
    PolicyKey(Key.RETURN_VISIT_DAYS, 15, Unit.DAYS, 1, 90, ("D10",),
        N_("The return visit by telephone comes within so long of completion.")),
    PolicyKey(Key.VISIT_SOON_DAYS, 3, Unit.DAYS, 1, 30, ("D10",),
        N_("A return visit is shown as due soon from so long before.")),
    PolicyKey(Key.CALL_TRIES, 3, Unit.TIMES, 1, 20, ("C3", "D10"),
        N_("After so many tries to reach a customer the matter goes to the supervisor.")),
    PolicyKey(Key.RETRY_MINUTES, 30, Unit.MINUTES, 1, 1440, ("C3",),
        N_("Somebody not reached is proposed to be tried again after so long.")),
    PolicyKey(Key.CALLBACK_GOES_UP_MINUTES, 10, Unit.MINUTES, 0, 1440, ("C3", "C4"),
        N_("A callback not made goes to the supervisor so long after its time.")),
    PolicyKey(Key.CLOCK_GOES_UP_MINUTES, 60, Unit.MINUTES, 0, 10_080, ("D4", "D5"),
        N_("An answer, plan or visit not given goes to the supervisor so long after its time.")),
    PolicyKey(Key.REVIEW_MINUTES, 30, Unit.MINUTES, 1, 1440, ("C4",),
        N_("A supervisor looks at what was sent up within so long.")),
    PolicyKey(Key.REPORT_BACK_MINUTES, 60, Unit.MINUTES, 1, 10_080, ("C4",),
        N_("Who sent a case up tells the customer within so long of the decision.")),
    PolicyKey(Key.SPECIAL_CALLER_MINUTES, 15, Unit.MINUTES, 1, 1440, ("E1", "E2", "E3"),
        N_("What press, associations, lawyers and authorities ask is reported up within so long.")),
    PolicyKey(Key.EMERGENCY_MINUTES, 5, Unit.MINUTES, 1, 60, ("E6",),
        N_("An emergency is reported up and announced within so long.")),
    PolicyKey(Key.UNSATISFIED_PLAN_HOURS, 24, Unit.HOURS, 1, 240, ("D8",),
        N_("A customer who did not accept has the plan of the person in charge within so long.")),
    PolicyKey(Key.DEPARTMENT_HOURS, 8, Unit.HOURS, 1, 240, ("D3",),
        N_("A department answers what was passed on to it within so long.")),
    PolicyKey(Key.WORKING_TIME_RULES, ("D3",), Unit.NONE, 0, 20, ("D3",),
        N_("The rules whose clocks run in working hours only; the others run by the clock.")),
    PolicyKey(Key.WORK_START, 540, Unit.TIME_OF_DAY, 0, 1439, ("F1",),
        N_("When work begins, for people without hours of their own.")),
    PolicyKey(Key.WORK_END, 1080, Unit.TIME_OF_DAY, 1, 1439, ("F2",),
        N_("When work ends, for people without hours of their own.")),
    PolicyKey(Key.HOLIDAYS, (), Unit.NONE, 0, 366, ("D3",),
        N_("Days without work beside the public holidays, as 2026-11-22.")),
    PolicyKey(Key.WORKDAYS, (), Unit.NONE, 0, 366, ("D3",),
        N_("Days of work although they are weekend or holiday, as 2026-11-22.")),
    PolicyKey(Key.ALARMS_FROM, 480, Unit.TIME_OF_DAY, 0, 1439, ("C2",),
        N_("From this time of day alarms are told; at night only what is due that night.")),
    PolicyKey(Key.ALARMS_UNTIL, 1260, Unit.TIME_OF_DAY, 1, 1439, ("C2",),
        N_("Until this time of day alarms are told.")),
    PolicyKey(Key.AWAY_MINUTES, 8, Unit.MINUTES, 1, 60, ("D14",),
        N_("At the counter, a colleague is away from the customer at most so long.")),
    PolicyKey(Key.COUNTER_MINUTES, 3, Unit.MINUTES, 1, 60, ("D17",),
        N_("A matter that takes less is settled at the counter; a longer one in the reception room.")),
    PolicyKey(Key.COUPON_LIMIT_AGENT, Decimal("100.00"), Unit.MONEY, 0, 1_000_000, ("D7",),
        N_("The largest coupon an agent gives without approval.")),
    PolicyKey(Key.COUPON_LIMIT_SUPERVISOR, Decimal("1000.00"), Unit.MONEY, 0, 1_000_000, ("D7",),
        N_("The largest coupon a supervisor approves alone.")),
    PolicyKey(Key.COUPON_BUDGET_MONTH, Decimal("20000.00"), Unit.MONEY, 0, 100_000_000, ("D7",),
        N_("All coupons of a month together; what goes beyond is refused.")),
    PolicyKey(Key.ATTACHMENT_MEGABYTES, 20, Unit.MEGABYTES, 1, 200, ("D6",),
        N_("A file of evidence is at most so large.")),
    PolicyKey(Key.ATTACHMENTS_PER_TICKET, 20, Unit.TIMES, 1, 200, ("D6",),
        N_("A ticket has at most so many files of evidence.")),
    PolicyKey(Key.DUPLICATE_DAYS, 30, Unit.DAYS, 1, 366, ("D6",),
        N_("Complaints with the same number or product within so long may be the same one.")),
    PolicyKey(Key.RECIPIENTS_PRESS,
        ("service_manager", "department_heads", "deputy_heads", "general_manager",
         "group_hotline_office"), Unit.NONE, 1, 20, ("E1",),
        N_("Who is told at once when the press calls.")),
    PolicyKey(Key.RECIPIENTS_ASSOCIATION, ("supervisor", "service_manager"), Unit.NONE, 1, 20,
        ("E2",), N_("Who is told at once when a consumer or quality association calls.")),
    PolicyKey(Key.RECIPIENTS_LAWYER, ("supervisor", "service_manager"), Unit.NONE, 1, 20,
        ("E2",), N_("Who is told at once when a lawyer calls.")),
    PolicyKey(Key.RECIPIENTS_AUTHORITY, ("department_head", "service_manager"), Unit.NONE, 1, 20,
        ("E3",), N_("Who is told at once when a government body calls.")),
    PolicyKey(Key.RECIPIENTS_MAJOR, ("service_manager", "group_satisfaction_office"), Unit.NONE,
        2, 20, ("D9",), N_("Who is told at once of a major complaint.")),
    PolicyKey(Key.RECIPIENTS_EMERGENCY, ("supervisor", "service_manager"), Unit.NONE, 1, 20,
        ("E6",), N_("Who is told at once of an emergency.")),
    PolicyKey(Key.RECIPIENTS_LEADERSHIP, ("general_manager", "group_hotline_office"), Unit.NONE,
        1, 20, ("E5",), N_("Who is told of what goes up to level 3, as when the press is still not content.")),
    PolicyKey(Key.DAY_START_MINUTES, 5, Unit.MINUTES, 0, 60, ("F1",),
        N_("So long before work begins, today's priorities are shown.")),
    PolicyKey(Key.DAY_END_MINUTES, 5, Unit.MINUTES, 0, 60, ("F2",),
        N_("So long before work ends, what is not finished is shown.")),
    PolicyKey(Key.CAMPAIGN_DAYS, 30, Unit.DAYS, 1, 366, ("F5",),
        N_("A campaign is shown so long before it begins, so that it is prepared in time.")),
    PolicyKey(Key.BRIEF_DAYS, 7, Unit.DAYS, 1, 31, ("F4",),
        N_("The morning brief looks back so far.")),
    PolicyKey(Key.BRIEF_WEEKS_BEFORE, 4, Unit.TIMES, 1, 52, ("F4",),
        N_("It compares with so many stretches of the same length before.")),
    PolicyKey(Key.TARGET_CALLBACKS_KEPT, 95, Unit.PERCENT, 1, 100, ("H7", "C2"),
        N_("The share of callbacks made in time that the center aims at.")),
    PolicyKey(Key.TARGET_ANSWERED_IN_TIME, 95, Unit.PERCENT, 1, 100, ("H7", "D4"),
        N_("The share of complaints answered in time that the center aims at.")),
    PolicyKey(Key.TARGET_SATISFACTION, 90, Unit.PERCENT, 1, 100, ("H7", "D10"),
        N_("The share of return visits with 4 or 5 of 5 that the center aims at.")),
    PolicyKey(Key.TARGET_FIRST_CONTACT, 75, Unit.PERCENT, 1, 100, ("H7", "J5"),
        N_("The share of calls solved at first contact that the center aims at.")),
    PolicyKey(Key.TARGET_SPEED_SECONDS, 15, Unit.SECONDS, 1, 600, ("H7", "A1"),
        N_("Callers wait at most so long for an answer on average; what the center aims at.")),
    PolicyKey(Key.TARGET_ABANDONED, 5, Unit.PERCENT, 1, 100, ("H7", "J5"),
        N_("The share of callers who give up that the center stays within.")),
    PolicyKey(Key.TARGET_HANDLE_SECONDS, 360, Unit.SECONDS, 10, 7200, ("H7", "J5"),
        N_("Talk, hold and wrap-up together take at most so long on average.")),
    PolicyKey(Key.TARGET_MAIL_ANSWERED, 95, Unit.PERCENT, 1, 100, ("H7", "D16"),
        N_("The share of mail answered in time that the center aims at.")),
    PolicyKey(Key.TARGET_VISITS_IN_TIME, 95, Unit.PERCENT, 1, 100, ("H7", "D10"),
        N_("The share of return visits made in time that the center aims at.")),
    PolicyKey(Key.TARGET_QUALITY, 85, Unit.PERCENT, 1, 100, ("H7", "G8"),
        N_("The score of quality checks that the center aims at.")),
    PolicyKey(Key.FIRST_CONTACT_DAYS, 7, Unit.DAYS, 1, 30, ("J5",),
        N_("A matter counts as solved at first contact if nobody calls about it again for so long.")),
    PolicyKey(Key.COMMENDATION_PRAISE, 3, Unit.TIMES, 1, 1000, ("G6",),
        N_("So much praise in a month is pointed out; people decide.")),
    PolicyKey(Key.SANCTION_COMPLAINTS, 3, Unit.TIMES, 1, 1000, ("G6",),
        N_("So many complaints in a month are pointed out; people decide.")),
    PolicyKey(Key.MONTH_CLOSE_DAYS, 5, Unit.DAYS, 1, 60, ("G7", "G1"),
        N_("A month is closed within so many days after its end; later, the closing says why.")),
    PolicyKey(Key.APPEAL_DAYS, 30, Unit.DAYS, 1, 366, ("G3",),
        N_("So long after a complaint's month an employee may appeal against it.")),
    PolicyKey(Key.MEDIATION_DAYS, 5, Unit.DAYS, 1, 60, ("G3",),
        N_("The supervisor mediates an appeal within so long.")),
    PolicyKey(Key.DISPUTE_DAYS, 5, Unit.DAYS, 1, 60, ("G3",),
        N_("So long after the mediation an employee may take the appeal to HR.")),
    PolicyKey(Key.APPEAL_DECISION_DAYS, 10, Unit.DAYS, 1, 120, ("G3",),
        N_("HR investigates and decides an appeal within so long.")),
    PolicyKey(Key.QUALITY_OPENING, 10, Unit.NONE, 0, 100, ("G8", "A3"),
        N_("What greeting and asking the name weigh in a quality check; 0 leaves it out.")),
    PolicyKey(Key.QUALITY_LISTENING, 20, Unit.NONE, 0, 100, ("G8", "B6"),
        N_("What listening and patience weigh in a quality check; 0 leaves it out.")),
    PolicyKey(Key.QUALITY_WORDING, 20, Unit.NONE, 0, 100, ("G8", "B10"),
        N_("What plain and polite words weigh in a quality check; 0 leaves it out.")),
    PolicyKey(Key.QUALITY_ANSWER, 25, Unit.NONE, 0, 100, ("G8", "C1"),
        N_("What a right answer and a kept promise weigh in a quality check; 0 leaves it out.")),
    PolicyKey(Key.QUALITY_RECORD, 15, Unit.NONE, 0, 100, ("G8", "B1"),
        N_("What a whole record, read back, weighs in a quality check; 0 leaves it out.")),
    PolicyKey(Key.QUALITY_CLOSING, 10, Unit.NONE, 0, 100, ("G8", "B9"),
        N_("What thanks and goodbye weigh in a quality check; 0 leaves it out.")),
    PolicyKey(Key.PROMOTION_DAYS, 3, Unit.DAYS, 1, 30, ("I2",),
        N_("Promotion text is announced at most so long.")),
    PolicyKey(Key.SCRIPT_DAYS, 90, Unit.DAYS, 30, 3650, ("I2",),
        N_("Announcement scripts are kept so long.")),
    PolicyKey(Key.ANNOUNCEMENT_LEAD_DAYS, 1, Unit.DAYS, 0, 30, ("I2",),
        N_("Announcements are requested so long ahead.")),
    PolicyKey(Key.SERVICE_LEVEL_SECONDS, 15, Unit.SECONDS, 1, 600, ("J5", "A1"),
        N_("A call answered within so long counts toward the service level.")),
    PolicyKey(Key.SERVICE_LEVEL_PERCENT, 80, Unit.PERCENT, 1, 100, ("J5",),
        N_("The share of calls the service level aims at.")),
    # Claims may be brought for three years, so that a complainant's file is whole until then (H4);
    # what nobody will come back to goes sooner, the shortest time that serves its purpose (J6).
    PolicyKey(Key.KEEP_COMPLAINTS_DAYS, 1095, Unit.DAYS, 0, 36_500, ("H4", "J6"),
        N_("The file of a complaint or of praise is kept so long after it was closed, because claims may be brought for three years; 0 keeps it for ever.")),
    PolicyKey(Key.KEEP_TICKETS_DAYS, 730, Unit.DAYS, 0, 36_500, ("H4", "J6"),
        N_("Any other ticket is kept so long after it was closed, as long as a warranty usually runs; 0 keeps it for ever.")),
    PolicyKey(Key.KEEP_EVIDENCE_DAYS, 1095, Unit.DAYS, 0, 36_500, ("H4", "J6"),
        N_("Files of evidence are kept so long after their case was closed, at most as long as the case; 0 keeps them as long as the case.")),
    PolicyKey(Key.KEEP_CALLS_DAYS, 365, Unit.DAYS, 0, 36_500, ("H4", "J6"),
        N_("What was said in a call that became no ticket is kept so long, so that a year can be compared with the one before; 0 keeps it for ever.")),
    PolicyKey(Key.KEEP_EARLIER_TEXTS_DAYS, 180, Unit.DAYS, 0, 36_500, ("H4", "J6"),
        N_("What a call's record said before it was corrected is kept so long, to answer questions about the correction; 0 keeps it as long as the call.")),
    PolicyKey(Key.KEEP_MAIL_DAYS, 90, Unit.DAYS, 0, 36_500, ("D16", "J6"),
        N_("Mail that became no ticket is kept so long, in case it was set aside by mistake; 0 keeps it for ever.")),
    PolicyKey(Key.KEEP_DAY_SHEETS_DAYS, 365, Unit.DAYS, 0, 36_500, ("F3", "J6"),
        N_("What people wrote into day sheets and finished tasks is kept so long, for the yearly summing-up; 0 keeps it for ever.")),
    PolicyKey(Key.KEEP_CUSTOMERS_DAYS, 90, Unit.DAYS, 0, 36_500, ("J6",),
        N_("A customer of whom no call or ticket is kept any more is kept so long after being entered; 0 keeps them for ever.")),
    PolicyKey(Key.ACCESS_LOG_DAYS, 1095, Unit.DAYS, 0, 36_500, ("J6",),
        N_("The log of who saw personal data is kept so long, as records of how such data is handled are; 0 keeps it for ever.")),
    PolicyKey(Key.BACKUP_DAILY, 7, Unit.TIMES, 1, 366, ("H6",),
        N_("So many daily backups are kept.")),
    PolicyKey(Key.BACKUP_WEEKLY, 5, Unit.TIMES, 0, 530, ("H6",),
        N_("So many weekly backups are kept.")),
    PolicyKey(Key.BACKUP_MONTHLY, 12, Unit.TIMES, 0, 1200, ("H6",),
        N_("So many monthly backups are kept.")),
    PolicyKey(Key.IDLE_LOCK_MINUTES, 10, Unit.MINUTES, 1, 480, ("H5",),
        N_("The screen is covered when nobody touched the desk for so long.")),
    PolicyKey(Key.LOGIN_ATTEMPTS, 5, Unit.TIMES, 3, 20, ("H5",),
        N_("After so many wrong passwords in a row signing in is locked.")),
    PolicyKey(Key.LOGIN_LOCK_MINUTES, 15, Unit.MINUTES, 1, 1440, ("H5",),
        N_("So long does that lock last.")),
    PolicyKey(Key.PASSWORD_LENGTH, 8, Unit.NONE, 8, 64, ("H5",),
        N_("A password has at least so many characters.")),
)  # fmt: skip

KEYS: Mapping[Key, PolicyKey] = MappingProxyType({entry.key: entry for entry in _TABLE})
