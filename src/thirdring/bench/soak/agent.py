"""What a busy agent does all day, by keys alone: takes calls, looks things up, changes screens."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from thirdring.bench.soak.typist import Typist

_Key = Qt.Key
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_MOST_TABS = 60
_PATIENCE_SECONDS = 20.0
_RAISED = (
    "原定周六上午送货，想改到周日下午", "床垫送来时包装破了，问能不能换一件", "沙发扶手有划痕，希望上门看一下",
    "问灯具的保修期到哪一天", "收据丢了，问能不能补开发票", "柜门关不严，上次来的师傅没有修好",
)  # fmt: skip
_ANSWERS = (
    "已改在周日下午送货，送前一小时电话联系", "已请师傅明天上午到，到之前先打电话", "按收据上的日期保修两年，可在本店登记",
    "已记下，今天下班前回复", "可以补开，带身份证到一楼服务台",
)  # fmt: skip
_SEARCHED = ("送货", "上门维修", "退款 手续费", "退货", "发票")
_SCREENS = (_Key.Key_3, _Key.Key_4, _Key.Key_5, _Key.Key_7, _Key.Key_6)


class Agent:
    """`day` is the working day of the window. `made`: calls begun; `saved`: those the center has;
    `stuck`: what was missing in one that could not be closed.
    """

    def __init__(self, day: Any, typist: Typist, numbers: Sequence[str], random: Random) -> None:
        self._day, self._typist, self._numbers, self._random = day, typist, numbers, random
        self.made = self.saved = 0
        self.stuck: list[str] = []
        day.desk.desk.logged.connect(self._on_logged)

    def _on_logged(self, _row: object) -> None:
        self.saved += 1

    @property
    def _form(self) -> Any:
        return self._day.desk.calls.form

    def call(self) -> None:
        """One call, from its ring (or the typed number) to its record."""
        kind = self.made % 10
        self.made += 1
        if kind == 9:
            self._abandoned()
            return
        if kind % 3 == 2:
            self._typed()
        else:
            self._rung()
        self._talk()
        if kind % 4 == 1:
            self._promise()
        else:
            self._choose("outcome", _Key.Key_Right)
        self._finish()

    # --- a call -----------------------------------------------------------------------------

    def _number(self) -> str:
        if self._random.random() < 0.8:
            return self._random.choice(self._numbers)
        return f"17{self._random.randrange(10**9):09d}"

    def _rung(self) -> None:
        self._typist.doing = "a ring is answered"
        self._day.ring({"deed": "ring", "number": self._number()})
        self._settle()
        self._typist.press(_Key.Key_F4)

    def _typed(self) -> None:
        """The number digit by digit, and who it may be taken from the list."""
        self._typist.doing = "a number is typed"
        self._typist.press(_Key.Key_N, _CTRL)
        self._typist.type(self._number())
        self._settle()
        self._typist.press(_Key.Key_Down)
        self._typist.press(_Key.Key_Return)
        self._settle()

    def _talk(self) -> None:
        self._typist.doing = "the form is filled"
        name = self._form.field("name")
        if isinstance(name, QLineEdit) and not name.text():
            self._fill("name", "王雅琴")
            self._choose("title", _Key.Key_Right)
            self._fill("address", "文景路八十八号")
        self._fill("raised", self._random.choice(_RAISED))
        self._fill("answer", self._random.choice(_ANSWERS))
        self._choose("category", _Key.Key_Down)

    def _promise(self) -> None:
        self._typist.doing = "a callback is promised"
        self._typist.press(_Key.Key_P, _ALT)
        self._typist.press(_Key.Key_A, _CTRL)
        self._typist.type("45")

    def _abandoned(self) -> None:
        self._typist.doing = "an abandoned call"
        self._day.ring({"deed": "ring", "number": self._number()})
        self._settle()
        self._typist.press(_Key.Key_F11)
        self._wait_until_saved()

    def _finish(self) -> None:
        self._typist.doing = "the call is finished"
        self._typist.press(_Key.Key_B, _CTRL)
        self._typist.press(_Key.Key_F7)
        self._typist.press(_Key.Key_Return, _CTRL)
        self._wait_until_saved()

    def _wait_until_saved(self) -> None:
        """Not long: who is in the way of the next call is left in the pile, and told of."""
        desk = self._day.desk.desk
        if self._typist.wait(lambda: desk.current.blank, seconds=2.0):
            return
        missing = ", ".join(refusal.field for refusal in desk.current.call.missing())
        self.stuck.append(missing or "nothing is missing")

    def _fill(self, field: str, text: str) -> None:
        self._tab_to(field)
        self._typist.compose(text)

    def _choose(self, field: str, key: Qt.Key) -> None:
        self._tab_to(field)
        self._typist.press(key, times=self._random.randint(1, 3) if field == "category" else 1)

    def _tab_to(self, field: str) -> None:
        wanted: QWidget = self._form.field(field)
        for _ in range(_MOST_TABS):
            focus = self._typist.focus
            if focus is wanted or wanted.isAncestorOf(focus):
                return
            self._typist.press(_Key.Key_Tab)

    # --- beside calls -------------------------------------------------------------------------

    def list_of_tickets(self) -> None:
        """Scroll it, search in it, open one."""
        typist = self._typist
        typist.doing = "the list is scrolled"
        self._go(_Key.Key_2)
        typist.press(_Key.Key_PageDown, times=8)
        typist.press(_Key.Key_End)
        typist.press(_Key.Key_PageUp, times=4)
        typist.press(_Key.Key_Home)
        typist.doing = "the list is searched"
        typist.press(_Key.Key_F, _CTRL)
        typist.compose(self._random.choice(_SEARCHED))
        self._settle()
        typist.press(_Key.Key_Down, times=2)
        typist.doing = "a ticket is opened"
        typist.press(_Key.Key_Return)
        self._settle()
        typist.press(_Key.Key_Escape)
        typist.doing = "the search is cleared"
        typist.press(_Key.Key_F, _CTRL)
        typist.press(_Key.Key_A, _CTRL)
        typist.press(_Key.Key_Delete)
        self._settle()
        self._go(_Key.Key_1)

    def other_screens(self) -> None:
        """Each once, and back to the desk."""
        for key in _SCREENS:
            self._typist.doing = f"screen Alt+{key.name.removeprefix('Key_')}"
            self._go(key)
            self._typist.press(_Key.Key_Down, times=3)
        self._go(_Key.Key_1)

    def palette(self) -> None:
        """A customer is looked for by some digits, and left alone."""
        self._typist.doing = "the palette"
        self._typist.press(_Key.Key_K, _CTRL)
        self._typist.type(self._random.choice(self._numbers)[:7])
        self._settle()
        self._typist.press(_Key.Key_Escape)

    def _go(self, key: Qt.Key) -> None:
        self._typist.press(key, _ALT)
        self._settle()

    def _settle(self) -> None:
        self._typist.wait(lambda: self._day.settled, _PATIENCE_SECONDS)

    def works(self) -> Sequence[Callable[[], None]]:
        """What is done beside calls, in turn."""
        return (self.list_of_tickets, self.other_screens, self.palette)
