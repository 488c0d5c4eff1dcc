"""A working day in the real windows: each step is done as a person would, and photographed.

The database is a throw-away sample; its clock is the tour's own, so that a late pick-up and a hold
of a minute take no time. Everything else is the program as it runs.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from thirdring.app.start import make_application
from thirdring.app.tour_cases import CasesStory
from thirdring.app.tour_imports import ImportStory
from thirdring.app.tour_month import MonthStory
from thirdring.app.tour_place import (
    SIZE,
    TourClock,
    half_past_two,
    make_folder,
    own_home,
    take_apart,
    theme_named,
)
from thirdring.app.tour_reports import ReportsStory
from thirdring.app.tour_step import Step, Walk, write_into
from thirdring.domain.enums import CallerType, HoldReason, Language
from thirdring.i18n import use_language
from thirdring.ui.theme import ThemeChoice


def tour(out: Path, *, language: Language | None = None, theme: str | None = None) -> int:
    """Walk the day in `language` (both by default); returns the exit code.

    Raises:
        Refusal: a theme there is none of. Unavailable: `out` can't be written.
    """
    look = theme_named(theme)
    make_folder(out)
    app = make_application()
    for spoken in (language,) if language else tuple(Language):
        code = _walk(app, out, spoken, look)
        if code:
            return code
    return 0


def _walk(app: QApplication, out: Path, language: Language, theme: ThemeChoice) -> int:
    from thirdring.app.front_door import FrontDoor
    from thirdring.usecases.fill_demo import fill_demo
    from thirdring.usecases.opening import open_center

    with own_home() as folder:
        start = half_past_two()
        clock = TourClock(start)
        address = str(folder / "center.db")
        opened = open_center(address)
        use_language(language)  # some rows keep a sentence as it was said
        fill_demo(opened.store, tickets=240, calls=700, language=language, now=start)
        opened.store.close()
        door = FrontDoor(app, address, now=clock, language=language)
        door.theme.change(choice=theme)
        guide = Guide(app, door, clock, out, language)
        door.open()
        door.window.resize(*SIZE)
        guide.begin(guide.story())
        app.exec()
        door.close()
        door.window.close()
        take_apart(app, guide, door, door.window)
        return guide.code


class Guide(Walk):
    """Tells the day at the window of `door`."""

    def __init__(
        self, app: QApplication, door: Any, clock: TourClock, out: Path, language: Language
    ) -> None:
        super().__init__(app)
        self._door, self._clock, self._out = door, clock, out
        self._language = language
        self._taken = 0

    def settled(self) -> bool:
        day = self._door.day
        return bool(self._door.settled and (day is None or day.settled))

    def crashed(self) -> bool:
        return bool(self._door.window.crash.isVisible())

    def photograph(self, step: Step) -> bool:
        self._taken += 1
        file = self._out / f"{self._language.value}-{self._taken:02d}-{step.name}.png"
        return bool(self._door.window.grab().save(str(file)))

    # --- the story ---------------------------------------------------------------------------

    def story(self) -> list[Step]:
        """From the sign-in page to the month's last file."""
        told = _TELLING[self._language]
        key = self._trigger
        return [
            Step("sign-in", lambda: None),
            Step("", self._sign_in),
            Step("desk", lambda: None),
            Step("ringing", self._ring),
            Step("late-pick-up", self._pick_up_late),
            Step("listening", lambda: self._type("raised", told["slip"])),
            Step("", key("call.hold")),
            Step("hold", lambda: self._hold_for(22)),
            Step("hold-over", lambda: self._hold_for(45)),
            Step("", key("call.hold")),
            Step("wording-replaced", key("call.replace")),
            Step("promise", self._promise),
            Step("read-back", key("call.confirm")),
            Step("ready-to-finish", key("call.ended")),
            Step("finished", key("call.finish")),
            Step("press", self._press),
            Step("tickets", lambda: self._day().work.show_screen("tickets")),
            Step("search", lambda: self._day().tickets.pane.bar.search.setText(told["search"])),
            Step("ticket", self._open_first),
            Step("palette", lambda: self._day().work.finder.open_with(told["palette"])),
            Step("", self._close_palette),
            Step("shortcuts", key("shortcuts")),
            Step("", lambda: self._press_key(Qt.Key.Key_Escape)),
            *CasesStory(self._day, self._clock, self._language, self._write, self).parts(),
            *ReportsStory(self._day, self._clock, self._language, self._out, self).parts(),
            *ImportStory(self._day, self._clock, self._language, self._out).parts(),
            Step("phrases", lambda: self._day().work.show_screen("phrases")),
            Step("settings", lambda: self._day().work.show_screen("settings")),
            Step("", lambda: self._day().work.show_screen("tickets")),
            Step("", self._export),
            *MonthStory(self._door, self._clock, self._language, self._out, self).parts(),
        ]

    def _day(self) -> Any:
        return self._door.day

    def _call(self) -> Any:
        return self._day().desk.desk.current.call

    def _trigger(self, action: str) -> Callable[[], object]:
        return lambda: self._day().work.shortcuts.trigger(action)

    def _sign_in(self) -> None:
        from thirdring.usecases.fill_demo import demo_login

        self._door.enter(*demo_login())

    def _ring(self) -> None:
        from thirdring.usecases.find_customers import owed_number

        self._day().runner.read(owed_number, owner=self, then=self._on_number)

    @Slot(object)
    def _on_number(self, number: str | None) -> None:
        self._day().ring({"number": number or "13812345678"})

    def _skip(self, seconds: float) -> None:
        """Let time pass, and the clocks on screen with it."""
        self._clock.skip(seconds=seconds)
        self._door.ticker.tick.emit(self._clock())

    def _pick_up_late(self) -> None:
        self._skip(19)
        self._trigger("call.answer")()

    def _type(self, field: str, text: str) -> None:
        self._skip(40)
        self._write(field, text)
        self._day().desk.calls.form.focus_field(field)

    def _write(self, field: str, text: str) -> None:
        write_into(self._day().desk.calls.form, field, text)

    def _hold_for(self, seconds: float) -> None:
        self._call().hold(HoldReason.LOOK_UP)
        self._skip(seconds)

    def _promise(self) -> None:
        told, call = _TELLING[self._language], self._call()
        for field in ("raised", "wants", "answer"):
            self._write(field, told[field])
        for field in ("address", "name"):
            if not call.record.texts.get(field):
                self._write(field, told[field])
        call.choose("category", "delivery")
        call.choose("outcome", "callback")
        call.choose("callback.minutes", "30")

    def _press(self) -> None:
        told = _TELLING[self._language]
        self._trigger("call.new")()
        call = self._call()
        self._write("number", "95001")
        self._write("name", told["reporter"])
        call.set_caller(CallerType.PRESS)
        self._write("protocol.outlet", told["outlet"])
        self._write("protocol.questions", told["questions"])

    def _open_first(self) -> None:
        pane = self._day().tickets.pane
        pane.table.selectRow(0)
        line = pane.model.line_at(0)
        if line is not None:
            self._day().tickets.open_ticket(line.number)

    def _press_key(self, key: Qt.Key) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            target = self._door.window.focusWidget() or self._door.window
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def _close_palette(self) -> None:
        self._day().work.finder.close_over()

    def _export(self) -> None:
        file = self._out / f"{self._language.value}-tickets.csv"
        self._day().tickets.pane.outlets.export_to(str(file))


_TELLING = {
    Language.ZH_CN: {
        "slip": "沙发原定 20 日送货，至今未到，门店只说不知道",
        "raised": "沙发原定 20 日送货，至今未到，也没有人联系",
        "wants": "今天确认送货时间",
        "answer": "正在向仓库核实，查清后回电告知送货时间",
        "address": "东湖区文景路 88 号 6 栋 1203",
        "name": "王雅琴",
        "reporter": "周记者",
        "outlet": "城市晚报",
        "questions": "儿童床护栏脱落的原因是什么，涉及多少件？",
        "search": "送货",
        "palette": "送货",
    },
    Language.EN: {
        "slip": "The sofa was due on the 20th and has not come; the shop says they don't know",
        "raised": "The sofa was due on the 20th, has not come, and nobody called",
        "wants": "A delivery date, today",
        "answer": "We are asking the warehouse and will call with the delivery date",
        "address": "Flat 1203, Block 6, 88 Wenjing Road",
        "name": "Wang Yaqin",
        "reporter": "Zhou",
        "outlet": "City Evening News",
        "questions": "Why did the guard rail come off, and how many beds are affected?",
        "search": "delivery",
        "palette": "delivery",
    },
}
