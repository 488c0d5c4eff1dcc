"""A simulated desk reads again what the screens read again, after the same commits."""

from thirdring.bench.center import deeds, desk
from thirdring.ui.alarms import alarm_watch
from thirdring.ui.callbacks import topics as callbacks
from thirdring.ui.calls import customer_panel
from thirdring.ui.review import waiting
from thirdring.ui.tickets import topics as tickets


def test_the_tables_are_those_of_the_screens() -> None:
    assert deeds.LINES == tickets.LINES
    assert deeds.RAISED == alarm_watch.RAISED
    assert deeds.ALARMS == alarm_watch.TOPICS
    assert deeds.CALLBACKS == callbacks.TOPICS
    assert deeds.REVIEW == waiting.TOPICS
    assert deeds.CUSTOMER == customer_panel.TOPICS
    assert desk.LOOKS_ANYWAY == alarm_watch.LOOKS_ANYWAY
    assert desk.TICK_SECONDS * 1000 == alarm_watch.PERIOD_MS
