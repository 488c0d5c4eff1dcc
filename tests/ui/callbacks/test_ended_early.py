"""Somebody who signed in leaves again while their screens are still being built."""

import threading

from PySide6.QtCore import QCoreApplication

from tests.ui.callbacks.callback_day import Day


def drafts_are_open() -> bool:
    return any(one.name == "thirdring-drafts" for one in threading.enumerate())


def test_who_leaves_before_the_desk_is_there_leaves_no_draft_open(day: Day) -> None:
    made = day.open()
    while not drafts_are_open():
        QCoreApplication.processEvents()
    assert made.desk is None
    day.close()
    for _ in range(20):
        QCoreApplication.processEvents()
    assert not drafts_are_open()
