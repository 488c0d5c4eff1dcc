"""The month in the tour: an agent contests, the supervisor mediates and settles, HR decides, closes
and exports. Each signs in as the last one signs out.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from thirdring.app.tour_step import Step
from thirdring.domain.appeals import AppealState, AppealStep
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Language
from thirdring.domain.month_sheet import CheckKind
from thirdring.domain.quality import Criterion, Grade

_AGENT, _LEAD, _HR, _NAMED = "ma", "gu", "he", "luo"
_ENDINGS = (".csv", ".xlsx", ".pdf", ".json")


class MonthStory(QObject):
    """Tells `parts` at the windows of `door`; files go to `out`, named after the language."""

    def __init__(
        self, door: Any, now: Callable[[], datetime], language: Language, out: Path,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._door, self._out, self._language = door, out, language
        self._told = _TELLING[language]
        time = CenterTime("Asia/Shanghai")
        begin, _end = time.month_bounds(time.month_of(now()))
        self._month = time.month_of(begin - timedelta(days=1))

    def parts(self) -> list[Step]:
        """In the order of the story."""
        return [*self._agent(), *self._lead(), *self._hr()]

    def _agent(self) -> list[Step]:
        return [
            *self._enter(_AGENT),
            Step("month-own", self._show),
            Step("month-appeal", self._begin_appeal),
            Step("month-appealed", self._send_appeal),
        ]

    def _lead(self) -> list[Step]:
        return [
            *self._enter(_LEAD),
            Step("month-team", self._show),
            Step("month-mediating", self._open_appeal(AppealState.FILED)),
            Step("month-mediated", self._take(AppealStep.UPHOLD, "upheld")),
            Step("", self._open_appeal(AppealState.FILED)),
            Step("", self._take(AppealStep.UPHOLD, "upheld")),
            Step("month-settling", self._begin_settling),
            Step("", self._settle),
            Step("", self._begin_check),
            Step("month-check-quality", self._grade),
            Step("", lambda: self._screen().do()),
            Step("month-quality", self._quality),
        ]

    def _hr(self) -> list[Step]:
        return [
            *self._enter(_HR),
            Step("month-checks", self._show),
            Step("month-second-level", self._open_appeal(AppealState.DISPUTED)),
            Step("month-evidence", self._take(AppealStep.OPEN_EVIDENCE, "looks")),
            Step("month-decided", self._take(AppealStep.CORRECT, "corrected")),
            Step("", self._close_form),
            Step("month-closed", self._close),
            Step("month-verified", lambda: self._screen().verify()),
            *(Step("", self._export(ending)) for ending in _ENDINGS[:-1]),
            Step("month-exported", self._export(_ENDINGS[-1])),
            Step("month-plots", self._plots),
        ]

    def _enter(self, login: str) -> list[Step]:
        from thirdring.usecases.fill_demo import DEMO_PASSWORD

        return [
            Step("", lambda: self._door.day.work.shortcuts.trigger("switch_user")),
            Step("", lambda: self._door.enter(login, DEMO_PASSWORD)),
        ]

    def _screen(self) -> Any:
        return self._door.day.month

    def _show(self) -> None:
        self._door.day.work.show_screen("month")
        self._screen().show_month(self._month)

    # --- an agent's own ------------------------------------------------------------------------

    def _begin_appeal(self) -> None:
        self._screen().evidence.enter()
        self._screen().evidence.ask_appeal()
        self._screen().side.filing.reason.insertPlainText(self._told["contested"])

    def _send_appeal(self) -> None:
        self._screen().do()

    # --- a supervisor's ------------------------------------------------------------------------

    def _open_appeal(self, state: AppealState) -> Callable[[], object]:
        def show() -> None:
            found = [one for one in self._screen().look.appeals if one.state == state.value]
            if found:
                self._screen().side.show_appeal(found[0])

        return show

    def _take(self, step: AppealStep, reason: str) -> Callable[[], object]:
        def act() -> None:
            form = self._screen().side.appeal
            form.reason.setPlainText(self._told[reason])
            form.take(step)

        return act

    def _begin_settling(self) -> None:
        checks = self._screen().look.sheet.checks
        undecided = [one for one in checks if one.kind is CheckKind.UNDECIDED]
        if undecided:
            self._screen().side.show_check(undecided[0])

    def _settle(self) -> None:
        form = self._screen().side.settling
        form.person.set_value(_NAMED)
        form.reason.setPlainText(self._told["settled"])
        form.submit()

    def _begin_check(self) -> None:
        self._screen().side.begin_check()
        person = self._screen().side.check.person
        person.set_value(_AGENT)
        person.chosen.emit(_AGENT)

    def _grade(self) -> None:
        form = self._screen().side.check
        form.work.setCurrentIndex(0)
        for box in form.grades.boxes.values():
            box.set_value(Grade.MET)
        form.grades.boxes[Criterion.WORDING].step(1)
        form.remark.setPlainText(self._told["checked"])

    def _quality(self) -> None:
        """A check counts in the month it is made in."""
        from thirdring.ui.month.numbers_page import Part

        self._screen().show_month(self._screen().look.last)
        self._screen().show_part(Part.QUALITY)

    # --- HR's ----------------------------------------------------------------------------------

    def _close_form(self) -> None:
        self._screen().side.close_form()

    def _close(self) -> None:
        foot = self._screen().foot
        foot.reason.setText(self._told["late"])
        foot.submit()

    def _export(self, ending: str) -> Callable[[], object]:
        file = self._out / f"{self._language.value}-month-closed{ending}"
        return lambda: self._screen().file.save_to(self._month, file)

    def _plots(self) -> None:
        from thirdring.ui.month.numbers_page import Part

        self._screen().show_part(Part.PLOTS)


_TELLING = {
    Language.ZH_CN: {
        "contested": "当时我在替同事值守，这位客户不是我接待的，服务台有签到记录",
        "upheld": "签到记录显示当时正是本人当班",
        "settled": "排班表上当天服务台只有罗一帆",
        "checked": "过程很耐心；报修时限没有说成具体时间",
        "looks": "需要核对客户来电的时间",
        "corrected": "交换机记录证实线路中断，不是本人挂断",
        "late": "等待两件申诉的裁定",
    },
    Language.EN: {
        "contested": "I was standing in elsewhere and never met this customer; the desk's book says so",
        "upheld": "The desk's book has exactly this person on duty",
        "settled": "Only Ivan Luo was at the desk that day",
        "checked": "Patient throughout; the time of the repair was left vague",
        "looks": "The time of the customer's call has to be compared",
        "corrected": "The exchange's log shows the line dropped; nobody hung up",
        "late": "Two appeals had to be decided first",
    },
}
