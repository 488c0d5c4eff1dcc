"""What is no longer kept (H4, J6): previewed class by class, then erased as it was previewed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from thirdring.domain.errors import Conflict, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Policy
from thirdring.domain.retention import PERIODS, RULE, Found, RecordClass, cutoff
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.erasing import NotAsPreviewed, erase, preview
from thirdring.store.erasing_steps import TOPICS
from thirdring.store.scrub import scrub
from thirdring.store.secured import is_secured
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_access, record_event

# So many records go in one transaction: others save in between, and what is interrupted goes on.
TOGETHER = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ClassPreview:
    """One class: how many days it is kept (0: for ever), what ended before `before` (aware UTC; None:
    nothing is old enough ever), and what of that would go.
    """

    what: RecordClass
    days: int
    before: datetime | None
    found: Found


@dataclass(frozen=True, slots=True)
class RetentionPreview:
    """As of `at` (aware UTC). Backups made before then keep what they hold."""

    at: datetime
    classes: tuple[ClassPreview, ...]

    @property
    def records(self) -> int:
        """How many would go altogether."""
        return sum(one.found.records for one in self.classes)


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """How many records of each class were erased. `scrubbed`: nothing of them is left in the file;
    on a server that is its administrator's matter.
    """

    erased: tuple[tuple[RecordClass, int], ...]
    scrubbed: bool


def keep_periods(ctx: Context) -> tuple[tuple[RecordClass, int], ...]:
    """How many days each class is kept; 0 for ever.

    Raises:
        NotPermitted: the role erases nothing.
    """
    ctx.require(Permission.ERASE_PERSONAL_DATA)
    return tuple((what, ctx.policy.integer(PERIODS[what])) for what in RecordClass)


def preview_retention(ctx: Context) -> RetentionPreview:
    """What would go now, class by class. Nothing is written.

    Raises:
        NotPermitted: the role erases nothing.
    """
    ctx.require(Permission.ERASE_PERSONAL_DATA)
    return RetentionPreview(ctx.now, tuple(_previewed(ctx, what) for what in RecordClass))


def run_retention(
    center: Center,
    seen: RetentionPreview,
    reason: str,
    *,
    progress: Progress = lambda _done, _total: None,
    going_on: Callable[[], bool] = lambda: True,
) -> RetentionReport:
    """Erase what was previewed, `TOGETHER` records a transaction, then make sure that nothing of it
    is left in the file. Stopped in between, or killed, what is done is done; the next preview says
    what is left.

    Raises:
        NotPermitted: the role erases nothing. Refusal: no reason.
        Conflict: more would go than was previewed; what went before stays gone.
        Unavailable: the database is away, the disk is full.
    """
    total, done = seen.records, 0
    erased: list[tuple[RecordClass, int]] = []
    for one in seen.classes:
        left = one.found.records
        while left and going_on():
            went = center.run(erase_old, one.what, seen.at, left, reason)
            left, done = left - went, done + went
            progress(done, total)
            if not went:
                break
        if gone := one.found.records - left:
            erased.append((one.what, gone))
    return RetentionReport(tuple(erased), scrubbed=scrub(center.store, going_on=going_on))


def erase_old(ctx: Context, what: RecordClass, at: datetime, previewed: int, reason: str) -> int:
    """Erase the oldest `TOGETHER` records of one class that were no longer to be kept at `at`; how
    many it were. `previewed`: at most so many may be left to go.

    Raises:
        NotPermitted: the role erases nothing. Refusal: no reason.
        Conflict: more would go than was previewed.
    """
    ctx.require(Permission.ERASE_PERSONAL_DATA)
    why = reason_given(reason)
    at = min(at, ctx.now)
    before = cutoff(ctx.policy, what, at)
    if before is None:
        return 0
    run = new_id()
    try:
        done = erase(
            ctx.session, what, run=run, at=at, before=before, previewed=previewed, most=TOGETHER,
            why=why,
        )  # fmt: skip
    except NotAsPreviewed:
        raise Conflict(
            say("More would go by now than was previewed: look at the preview again."),
            theirs=_previewed(ctx, what),
        ) from None  # fmt: skip
    if done and not is_secured(ctx.session):  # there the function wrote it down
        record_event(
            ctx, "retention_run", "retention", run, what=what.value, records=done, rule=RULE,
            before=before.astimezone(UTC).date().isoformat(),
        )  # fmt: skip
        record_access(ctx, "retention", what.value, run, reason=why, records=done)
    ctx.touch(*TOPICS)
    return done


def reason_given(reason: str) -> str:
    """Why something is erased or handed out, in one line.

    Raises:
        Refusal: nothing was written, or too much.
    """
    why = clean(reason, TextKind.LINE, field="reason").text
    if not why:
        raise Refusal(
            say("Say why: it is kept with who did it, and when."), rule=RULE, field="reason"
        )
    return why


def _previewed(ctx: Context, what: RecordClass) -> ClassPreview:
    policy: Policy = ctx.policy
    before = cutoff(policy, what, ctx.now)
    found = preview(ctx.session, what, ctx.now, before) if before else Found(0, 0, None)
    return ClassPreview(what, policy.integer(PERIODS[what]), before, found)
