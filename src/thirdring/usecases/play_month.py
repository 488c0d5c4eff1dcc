"""The sample's months: complaints about people by every channel and how they went, one month closed,
appeals on both levels (G1 to G3).
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, update

from thirdring.demo.deed_words import MonthCase, MonthWords
from thirdring.domain import ticket_numbers
from thirdring.domain.appeals import AppealDecision
from thirdring.domain.case_values import Degree, Fault, Handling, Remedy
from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity, TicketState
from thirdring.domain.reception import PRESENT
from thirdring.store.tables import Desk, Ticket
from thirdring.usecases.advance_ticket import NO_FACTS, StepFacts, advance_ticket
from thirdring.usecases.close_month import close_month
from thirdring.usecases.decide_appeal import decide_appeal
from thirdring.usecases.file_appeal import dispute_appeal, file_appeal
from thirdring.usecases.file_complaint import file_complaint
from thirdring.usecases.merge_tickets import merge_ticket
from thirdring.usecases.records import ReceptionInput, checked
from thirdring.usecases.stage import Stage
from thirdring.usecases.step_facts import Assessment

_S, _N = TicketState, Nature
_AT = dt.time(10, 20)
_DAY = dt.timedelta(days=1)
_LEFT = frozenset({_S.UNFOUNDED, _S.WITHDRAWN})
_LEAD = "gu"
# Hours after the step before. They end at the counter's hours: a case begins in the daytime, and
# from the plan on whole days pass.
_PACE = (
    (_S.ACKNOWLEDGED, 0.2), (_S.INVESTIGATION, 0.7), (_S.APPRAISAL, 1.6), (_S.PLAN_OFFERED, 1.1),
    (_S.REMEDY, 24.0), (_S.RESULT_TOLD, 48.0), (_S.RETURN_VISIT, 120.0), (_S.ARCHIVED, 24.3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Course:
    """One complaint: the day and time of its month it came in, by whom it was taken, whom it is
    about (None: as the customer called somebody), and where it ended. `late`: its result was told
    this many days before the story ends.
    """

    day: int
    at: dt.time
    channel: Channel
    taken_by: str
    about: str | None
    nature: Nature
    severity: Severity
    end: TicketState = _S.ARCHIVED
    remedy: Remedy = Remedy.APOLOGY
    satisfaction: int = 4
    late: int | None = None


_WECHAT, _DISPUTED, _ASKED, _CORRECTED, _REFUND = Channel.WECHAT, 0, 3, 4, 7
_COURSES = (
    _Course(3, dt.time(10, 20), _WECHAT, "wen", "ma", _N.SERVICE_ATTITUDE, Severity.ORDINARY),
    _Course(5, dt.time(14, 5), Channel.PHONE, "luo", "qiu", _N.SERVICE_ATTITUDE, Severity.MINOR,
            _S.UNFOUNDED),
    _Course(8, dt.time(11, 40), Channel.IN_PERSON, "wen", "ma", _N.SERVICE_ATTITUDE,
            Severity.ORDINARY, satisfaction=3),
    _Course(11, dt.time(15, 10), Channel.WEIBO, "sun", "tang", _N.DELIVERY, Severity.ORDINARY,
            remedy=Remedy.EXPLANATION, satisfaction=3),
    _Course(14, dt.time(9, 35), Channel.PHONE, "qiu", "fang", _N.DELIVERY, Severity.MINOR,
            satisfaction=5),
    _Course(17, dt.time(13, 15), Channel.WEBSITE, "bai", "ma", _N.SERVICE_ATTITUDE, Severity.MINOR,
            _S.WITHDRAWN),
    _Course(19, dt.time(10, 50), Channel.MAILBOX, "wen", None, _N.SERVICE_ATTITUDE,
            Severity.ORDINARY),
    _Course(23, dt.time(15, 25), Channel.HOTLINE, "tang", "luo", _N.AFTER_SALES, Severity.ORDINARY,
            _S.RESULT_TOLD, Remedy.EXPLANATION, late=5),
    _Course(24, dt.time(16, 45), Channel.ONLINE_CHAT, "sun", "luo", _N.AFTER_SALES, Severity.MINOR,
            _S.MERGED),
)  # fmt: skip


def play_month(stage: Stage, words: MonthWords) -> None:
    """What the months before the story's last day left behind."""
    with stage.acting(_LEAD, stage.now) as ctx:
        time = ctx.center.time
    this = time.day_of(stage.now).replace(day=1)
    last = (this - _DAY).replace(day=1)
    before = (last - _DAY).replace(day=1)
    today = stage.session.execute(select(Desk.counter_day, Desk.counter)).one()
    numbers: list[str] = []
    for course, case in zip(_COURSES, words.cases, strict=True):
        day = last.replace(day=course.day)
        # Numbered as on that day, after what the story has given.
        _count_on(stage, day.isoformat(), _given(stage, day))
        at = time.to_utc(dt.datetime.combine(day, course.at))
        numbers.append(_file(stage, words, course, case, at))
    _count_on(stage, *today)
    _merge(stage, numbers, words.cases)
    for number, course, case in zip(numbers, _COURSES, words.cases, strict=True):
        if course.end is not _S.MERGED:
            _carry(stage, number, course, case)
    closed = time.to_utc(dt.datetime.combine(last + _DAY, _AT))
    stage.try_to("he", closed, close_month, f"{before:%Y-%m}")
    _appeals(stage, words, numbers, time.to_utc(dt.datetime.combine(this, _AT)))


def _count_on(stage: Stage, day: str | None, last: int) -> None:
    stage.session.execute(update(Desk).values(counter_day=day, counter=last))


def _given(stage: Stage, day: dt.date) -> int:
    """The highest running number of that day."""
    found = stage.session.scalars(
        select(Ticket.number).where(Ticket.number.like(f"_{day:%y%m%d}-%"))
    )
    return max((ticket_numbers.parse(number).running for number in found), default=0)


def _file(
    stage: Stage, words: MonthWords, course: _Course, case: MonthCase, at: dt.datetime
) -> str:
    at_counter = course.channel is Channel.IN_PERSON
    names = {person.login: person.name for person in stage.words.people}
    record = {
        "channel": course.channel, "received_at": at.isoformat(), "raised": case.raised,
        "wants": case.wants, "name": case.name, "title": case.title, "phone": case.phone,
        "nature": course.nature, "severity": course.severity, "product": case.product,
        "merchant": case.merchant, "against_kind": AgainstKind.EMPLOYEE,
        "against": names[course.about] if course.about else words.nickname,
        "handling": Handling.RECEPTION_ROOM if at_counter else None,
    }  # fmt: skip
    return stage.do(course.taken_by, at + dt.timedelta(minutes=4), file_complaint,
                    checked(ReceptionInput, record)).number  # fmt: skip


def _merge(stage: Stage, numbers: list[str], cases: tuple[MonthCase, ...]) -> None:
    """The same customer about the same thing, once more."""
    for number, course, case in zip(numbers, _COURSES, cases, strict=True):
        if course.end is _S.MERGED:
            at = _received(stage, number) + dt.timedelta(minutes=52)
            stage.do(course.taken_by, at, merge_ticket, number, numbers[_REFUND], case.found)


def _received(stage: Stage, number: str) -> dt.datetime:
    return stage.session.scalars(select(Ticket.received_at).where(Ticket.number == number)).one()


def _carry(stage: Stage, number: str, course: _Course, case: MonthCase) -> None:
    """Along the path to where it ended, or as far as there has been time."""
    steps = _steps(stage, course, _received(stage, number) + dt.timedelta(minutes=5))
    for (state, at), (_next, following) in zip(steps, [*steps[1:], steps[-1]], strict=True):
        if at >= stage.now:
            return
        reason = case.found if state in {_S.APPRAISAL, *_LEFT} else ""
        by = _LEAD if state in _LEFT else course.taken_by
        stage.do(by, at, advance_ticket, number, state, reason=reason,
                 facts=_facts(course, case, state, following))  # fmt: skip


def _steps(
    stage: Stage, course: _Course, begin: dt.datetime
) -> list[tuple[TicketState, dt.datetime]]:
    """What is still ahead of it, each with its time (aware UTC)."""
    at, steps = begin, []
    here = course.channel in PRESENT
    for state, hours in _PACE:
        at += dt.timedelta(hours=hours, minutes=stage.random.randint(0, 17))
        if course.late is not None and state is _S.RESULT_TOLD:
            day = stage.ago(days=course.late).date()
            at = max(at, dt.datetime.combine(day, begin.timetz()))
        if not (here and state is _S.ACKNOWLEDGED):
            steps.append((state, at))
        if state is course.end:
            break
        if course.end in _LEFT and state is _S.INVESTIGATION:
            return [*steps, (course.end, at + dt.timedelta(hours=20))]
    return steps


def _facts(
    course: _Course, told: MonthCase, state: TicketState, following: dt.datetime
) -> StepFacts:
    """What the step to `state` brings; the customer is told of the one after it (D18)."""
    judged = Assessment(safety=False, complexity=Degree.LOW, impact=Degree.LOW, immediate=False)
    brought = {
        _S.INVESTIGATION: StepFacts(judged),
        _S.APPRAISAL: StepFacts(fault=Fault.NO_FAULT),
        _S.PLAN_OFFERED: StepFacts(plan=told.plan, next_contact_at=following),
        _S.REMEDY: StepFacts(accepted=True, remedy=course.remedy, next_contact_at=following),
        _S.RETURN_VISIT: StepFacts(satisfaction=course.satisfaction, opinion=told.opinion),
        _S.ARCHIVED: StepFacts(cause=told.cause, prevention=told.prevention),
    }
    return brought.get(state, NO_FACTS)


def _appeals(stage: Stage, words: MonthWords, numbers: list[str], begin: dt.datetime) -> None:
    """One is with HR, one with the supervisor, one was corrected; none is decided by who it is about."""
    at = max(min(begin + dt.timedelta(hours=5), stage.ago(days=3)), stage.ago(days=9))
    hour = dt.timedelta(hours=1)
    disputed = stage.try_to("ma", at, file_appeal, numbers[_DISPUTED], words.appeals[0])
    if disputed is not None:
        one = disputed.line.id
        stage.try_to(_LEAD, at + 3 * hour, decide_appeal, one, AppealDecision.UPHOLD, words.upheld)
        stage.try_to("ma", at + 5 * hour, dispute_appeal, one, words.disputed)
    corrected = stage.try_to("fang", at + hour, file_appeal, numbers[_CORRECTED], words.appeals[1])
    if corrected is not None:
        stage.try_to(_LEAD, at + 4 * hour, decide_appeal, corrected.line.id,
                     AppealDecision.CORRECT, words.corrected)  # fmt: skip
    stage.try_to("tang", stage.ago(hours=20), file_appeal, numbers[_ASKED], words.appeals[2])
