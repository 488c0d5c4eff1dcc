"""What people read instead of the values of the month and its appeals; used by `labels`."""

from enum import StrEnum

from thirdring.domain.appeals import AppealDecision, AppealState, AppealStep, Correction
from thirdring.domain.errors import N_
from thirdring.domain.month_sheet import CheckKind, Flag, MonthState
from thirdring.domain.months import Lack, Standing, Subject
from thirdring.domain.quality import Criterion, Grade

MONTH_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Standing.COUNTED, N_("Counts")),
    (Standing.UNFOUNDED, N_("Unfounded")),
    (Standing.MERGED, N_("Merged")),
    (Standing.WITHDRAWN, N_("Withdrawn")),
    (Standing.UNDECIDED, N_("Undecided")),
    (Lack.AGAINST, N_("Whom it is against")),
    (Lack.CHANNEL, N_("Channel")),
    (Lack.NATURE, N_("Nature")),
    (Lack.SEVERITY, N_("Severity")),
    (Subject.CENTER, N_("Center")),
    (Subject.EMPLOYEE, N_("Employee")),
    (Subject.DEPARTMENT, N_("Department")),
    (Subject.MERCHANT, N_("Merchant")),
    (Subject.PRODUCT, N_("Product")),
    (Subject.NATURE, N_("Nature")),
    (Subject.SEVERITY, N_("Severity")),
    (Subject.PRAISE, N_("Praise")),
    (MonthState.OPEN, N_("not closed")),
    (MonthState.CLOSED, N_("closed")),
    (CheckKind.UNDECIDED, N_("Undecided")),
    (CheckKind.NO_CHANNEL, N_("No channel")),
    (CheckKind.APPEAL, N_("Open appeal")),
    (Flag.COMMENDATION, N_("Repeated praise")),
    (Flag.SANCTION, N_("Repeated complaints")),
    (AppealState.FILED, N_("With the supervisor")),
    (AppealState.UPHELD, N_("Upheld by the supervisor")),
    (AppealState.DISPUTED, N_("With HR")),
    (AppealState.CORRECTED, N_("Corrected")),
    (AppealState.DISMISSED, N_("Upheld by HR")),
    (AppealState.TAKEN_BACK, N_("Taken back")),
    (AppealDecision.UPHOLD, N_("Uphold")),
    (AppealDecision.CORRECT, N_("Correct")),
    (AppealStep.FILE, N_("Appealed")),
    (AppealStep.ADD, N_("Added")),
    (AppealStep.UPHOLD, N_("Upheld")),
    (AppealStep.CORRECT, N_("Corrected")),
    (AppealStep.DISPUTE, N_("Taken to HR")),
    (AppealStep.OPEN_EVIDENCE, N_("Evidence opened")),
    (AppealStep.TAKE_BACK, N_("Taken back")),
    (Correction.UNFOUNDED, N_("Unfounded against this employee")),
    (Correction.AGAINST, N_("About somebody or something else")),
    (Criterion.OPENING, N_("Greeting and name")),
    (Criterion.LISTENING, N_("Listening and patience")),
    (Criterion.WORDING, N_("Plain, polite words")),
    (Criterion.ANSWER, N_("Answer and promise")),
    (Criterion.RECORD, N_("Record and read-back")),
    (Criterion.CLOSING, N_("Thanks and goodbye")),
    (Grade.MET, N_("Met")),
    (Grade.PARTLY, N_("Partly")),
    (Grade.MISSED, N_("Missed")),
)
