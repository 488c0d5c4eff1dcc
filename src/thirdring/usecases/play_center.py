"""What the sample center has prepared: who is told, where complaints go, statements, measures, tasks."""

import datetime as dt

from thirdring.domain.case_values import Ledger, Repeat, TaskKind
from thirdring.domain.enums import Nature, Severity
from thirdring.domain.indicators import Indicator
from thirdring.usecases.manage_contacts import ContactInput, save_contact
from thirdring.usecases.measures import NewMeasure, add_measure, close_measure, follow_up
from thirdring.usecases.route_ticket import set_route
from thirdring.usecases.sign_off import sign_ledger
from thirdring.usecases.stage import Stage
from thirdring.usecases.statements import add_statement
from thirdring.usecases.tasks import NewTask, add_task, finish_task

# Nature, severity and the place of the department in the list of words.
_ROUTES = (
    (Nature.PRODUCT_QUALITY, None, 1, 24), (Nature.AFTER_SALES, None, 1, None),
    (Nature.DELIVERY, None, 2, None), (Nature.PROMOTION, None, 4, None), (Nature.PRICE, None, 3, 48),
    (Nature.SERVICE_ATTITUDE, None, 0, None), (Nature.OTHER, None, 5, None),
    (None, Severity.MAJOR, 0, 8),
)  # fmt: skip
_INDICATORS = (
    Indicator.SATISFACTION, Indicator.CALLBACKS_KEPT, None, Indicator.FIRST_CONTACT,
    Indicator.CALLBACKS_KEPT,
)  # fmt: skip
_OWNERS = ("bai", "fang", "zhao", "sun", "zhao")
# Days ago it was set, days from then it is due, and days ago it was done.
_COURSES = ((40, 21, 12), (24, 21, None), (12, 30, None), (9, 14, None), (3, 45, None))


def play_center(stage: Stage, opened: dt.datetime) -> None:
    """Posts, routes and statements, as the manager set them up."""
    deeds = stage.deeds
    stage.do("gu", opened, save_contact, ContactInput("service_manager", login="gu"))
    for post, name, phone in deeds.contacts:
        stage.do("gu", opened, save_contact, ContactInput(post, name, phone))
    for nature, severity, place, hours in _ROUTES:
        department = stage.words.departments[place]
        stage.do("gu", opened, set_route, nature, severity, department,
                 hours=hours, reason=deeds.routed)  # fmt: skip
    for (title, text), since, until in zip(
        deeds.statements, (2, 30, 80), (None, 60, -20), strict=True
    ):
        at = stage.ago(days=since)
        today = at.date()
        last = None if until is None else (stage.now + dt.timedelta(days=until)).date()
        stage.do("gu", at, add_statement, title, text, valid_from=today, valid_until=last)


def play_work(stage: Stage) -> None:
    """Measures with how they come along, tasks and campaigns, ledgers signed for last month."""
    _measures(stage)
    _tasks(stage)
    with stage.acting("gu", stage.now) as ctx:
        begin, _ = ctx.center.time.month_bounds(ctx.center.time.month_of(stage.now))
        month = ctx.center.time.month_of(begin - dt.timedelta(days=1))
    signed = min(begin + dt.timedelta(days=1, hours=10), stage.now)
    for ledger in (Ledger.CALLS, Ledger.COMPLAINTS, Ledger.COUPONS):
        stage.try_to("gu", signed, sign_ledger, ledger, month, stage.deeds.signed)


def _measures(stage: Stage) -> None:
    said = iter(stage.deeds.follow_ups)
    plan = zip(stage.deeds.measures, _INDICATORS, _OWNERS, _COURSES, strict=True)
    for (what, cause), indicator, owner, (set_ago, span, done_ago) in plan:
        at = stage.ago(days=set_ago, hours=2)
        due = (at + dt.timedelta(days=span)).date()
        new = NewMeasure(what, owner, due, cause=cause, indicator=indicator)
        measure = stage.do("gu", at, add_measure, new)
        if set_ago > 10:
            text = next(said)
            stage.do(owner, at + dt.timedelta(days=6), follow_up, measure.id, text)
        if done_ago is not None:
            stage.do(owner, stage.ago(days=done_ago), close_measure, measure.id, stage.deeds.result)


def _tasks(stage: Stage) -> None:
    deeds, soon = stage.deeds, (3, 9, 33, 96)
    for title, days in zip(deeds.campaigns, soon, strict=True):
        new = NewTask(title, stage.now + dt.timedelta(days=days), TaskKind.CAMPAIGN,
                      repeat=Repeat.YEARLY, owner="zhao")  # fmt: skip
        stage.do("gu", stage.ago(days=20), add_task, new)
    title, text = deeds.announcement
    said = NewTask(title, stage.now + dt.timedelta(minutes=25), TaskKind.ANNOUNCEMENT, text)
    stage.do("wen", stage.ago(minutes=18), add_task, said)
    for at, (title, owner) in enumerate(zip(deeds.tasks, ("wen", "lin", "sun"), strict=True)):
        due = stage.now + dt.timedelta(hours=(-30, 20, -3)[at])
        repeat = (Repeat.MONTHLY, Repeat.NEVER, Repeat.WEEKLY)[at]
        made = stage.do("zhao", stage.ago(days=6), add_task,
                        NewTask(title, due, owner=owner, repeat=repeat))  # fmt: skip
        if at == 0:
            stage.do(owner, stage.ago(hours=28), finish_task, made.id)
