"""The sheets of the sample's last days (F1 to F3): opened before work, closed before its end."""

import datetime as dt

from thirdring.usecases.day_sheet import close_sheet, open_sheet, write_sheet
from thirdring.usecases.stage import Stage

_KEEPERS = ("sun", "ma", "qiu", "luo", "bai", "zhao")
_DAYS_BACK = 4


def play_days(stage: Stage) -> None:
    """Each keeper's sheets; today's is open when its day has begun."""
    with stage.acting("gu", stage.now) as ctx:
        time = ctx.center.time
    today = time.day_of(stage.now)
    for back in range(_DAYS_BACK, -1, -1):
        day = today - dt.timedelta(days=back)
        begin = time.to_utc(dt.datetime.combine(day, dt.time(9, 1)))
        end = time.to_utc(dt.datetime.combine(day, dt.time(17, 57)))
        for at, login in enumerate(_KEEPERS):
            if begin < stage.now and stage.random.random() < 0.85:
                _sheet(stage, login, begin + dt.timedelta(minutes=at), end, day)


def _sheet(stage: Stage, login: str, begin: dt.datetime, end: dt.datetime, day: dt.date) -> None:
    random, deeds = stage.random, stage.deeds
    if stage.try_to(login, begin, open_sheet, day) is None:
        return
    stage.try_to(login, begin, write_sheet, day, priorities=random.choice(deeds.priorities))
    if end < stage.now:
        stage.try_to(login, end, write_sheet, day, unfinished=random.choice(deeds.unfinished))
        stage.try_to(login, end, close_sheet, day)
