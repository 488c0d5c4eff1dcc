"""The second half of the tour: what was promised is kept, a complaint goes from the counter to the
archive, and what agents can't decide is decided.

Controls are set as a person sets them; what the window then does is the program's own doing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Slot

from thirdring.app.tour_step import Step
from thirdring.domain.case_values import Decision, EscalationKind, Fault, Remedy
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import CallbackResult, Language
from thirdring.ui.callbacks.hand_over import HandOverSheet
from thirdring.ui.complaints.visits_screen import VisitsScreen
from thirdring.ui.day.parts import Part


class CasesStory(QObject):
    """Tells `parts` of the day that `day()` gives; `now` is the tour's clock, `write` types into a
    field of the call form.
    """

    def __init__(
        self,
        day: Callable[[], Any],
        now: Callable[[], datetime],
        language: Language,
        write: Callable[[str, str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._day, self._now, self._told = day, now, _TELLING[language]
        self._write = write
        self._time = CenterTime("Asia/Shanghai")
        self._number = ""

    def parts(self) -> list[Step]:
        """In the order of the story."""
        return [
            *self._callbacks(), *self._complaint(), *self._emergency(), *self._review(),
            *self._daily(),
        ]  # fmt: skip

    def _show(self, screen: str) -> Callable[[], object]:
        return lambda: self._day().work.show_screen(screen)

    # --- callbacks: one kept, one handed over --------------------------------------------------

    def _callbacks(self) -> list[Step]:
        return [
            Step("callbacks", self._show("callbacks")),
            Step("calling-back", self._call_back),
            Step("", self._say_steps(4)),
            Step("callback-result", self._result),
            Step("", self._say_steps(2)),
            Step("callback-kept", lambda: self._panel().finish()),
            Step("", self._leave),
            Step("absent", self._show("callbacks")),
            Step("handing-over", self._day_key("callback.hand_over")),
            Step("handed-over", self._hand_over),
        ]

    def _day_key(self, action: str) -> Callable[[], object]:
        return lambda: self._day().work.shortcuts.trigger(action)

    def _panel(self) -> Any:
        return self._day().callbacks.panel

    def _call_back(self) -> None:
        lines = self._day().callbacks.pane.model.lines
        ahead = [line for line in lines if line.due_at > self._now()] or list(lines)
        self._day().callbacks.show_callback(ahead[0].id, call=True)

    def _say_steps(self, count: int) -> Callable[[], object]:
        def say() -> None:
            for _ in range(count):
                self._panel().advance()

        return say

    def _result(self) -> None:
        result = self._panel().result
        result.choose_result(CallbackResult.DONE)
        result.note.setPlainText(self._told["kept"])

    def _leave(self) -> None:
        """A colleague goes home; what they promised waits for another owner (C6)."""
        from thirdring.usecases.find_callbacks import find_callbacks

        self._day().runner.read(find_callbacks, "all", owner=self, then=self._on_callbacks)

    @Slot(object)
    def _on_callbacks(self, lines: Any) -> None:
        from thirdring.usecases.mark_absent import mark_absent

        me = self._day().person.login
        owners = [line.owner for line in lines if line.owner != me]
        if owners:
            self._day().runner.run(mark_absent, owners[0], None, owner=self)

    def _hand_over(self) -> None:
        sheet = self._day().callbacks.findChild(HandOverSheet)
        if sheet is not None:
            sheet.taker.set_value(self._day().person.login)
            sheet.reason.setText(self._told["left"])
            sheet.submit()

    # --- a complaint from the counter to the archive ------------------------------------------

    def _complaint(self) -> list[Step]:
        told = self._told
        later = self._time.text(self._now() + timedelta(days=1))
        return [
            Step("", self._day_key("complaint.new")),
            Step("reception", self._receive),
            Step("filed", self._file),
            Step("complaint", self._open_filed),
            Step("", self._step()),
            Step("appraisal", self._step(found=told["found"], fault=Fault.FAULT)),
            Step("plan", self._step(plan=told["plan"], next_contact_at=later)),
            Step("remedy", self._step(accepted=True, remedy=Remedy.EXCHANGE)),
            Step("result", self._step()),
            Step("visits", self._show("visits")),
            Step("visit", self._visit),
            Step("", lambda: self._visits().send()),
            Step("", lambda: self._day().open_ticket(self._number)),
            Step(
                "archived",
                self._step(
                    cause=told["cause"], prevention=told["prevention"], lesson=told["lesson"]
                ),
            ),
        ]

    def _receive(self) -> None:
        fill_reception(self._day().reception, self._told)

    def _file(self) -> None:
        self._day().reception.file()

    def _open_filed(self) -> None:
        filed = self._day().reception.filed
        self._number = filed.number.text()
        filed.open.click()

    def _step(self, **given: Any) -> Callable[[], object]:
        def act() -> None:
            deeds = self._day().tickets.deeds
            deeds.open_step()
            form = deeds.forms["advance"]
            for name, value in given.items():
                control = form.controls[name]
                if hasattr(control, "setPlainText"):
                    control.setPlainText(value)
                elif hasattr(control, "insert"):
                    control.clear()
                    control.insert(value)
                else:
                    control.set_value(value)
                    control.chosen.emit(value)
            form.go.click()

        return act

    def _visits(self) -> VisitsScreen:
        found = self._day().work.findChild(VisitsScreen)
        assert isinstance(found, VisitsScreen)  # noqa: S101 - for the type only
        return found

    def _visit(self) -> None:
        from thirdring.usecases.return_visits import find_visits

        self._day().runner.read(find_visits, owner=self, then=self._on_visits)

    @Slot(object)
    def _on_visits(self, rows: Any) -> None:
        row = next((row for row in rows if row.ticket == self._number), None)
        if row is not None:
            visits = self._visits()
            visits.table.choose(row.id)
            visits.table.chosen.emit(row.id)
            visits.form.satisfaction.set_value(5)
            visits.form.opinion.setPlainText(self._told["opinion"])

    # --- an emergency --------------------------------------------------------------------------

    def _emergency(self) -> list[Step]:
        return [
            Step("", self._show("desk")),
            Step("emergency", self._alarm_call),
            Step("", self._day_key("call.confirm")),
            Step("", self._day_key("call.ended")),
            Step("emergency-sent-up", self._day_key("call.finish")),
        ]

    def _alarm_call(self) -> None:
        self._day_key("call.new")()
        call = self._day().desk.desk.current.call
        self._day_key("call.answer")()
        for field in ("number", "name", "address", "raised", "answer"):
            self._write(field, self._told[f"emergency {field}"])
        call.set_emergency(on=True)
        call.choose("category", "service")
        call.choose("outcome", "escalated")

    # --- what goes up --------------------------------------------------------------------------

    def _review(self) -> list[Step]:
        return [
            Step("review", self._show("review")),
            Step("review-press", self._case(EscalationKind.PRESS)),
            Step("review-emergency", self._case(EscalationKind.EMERGENCY)),
            Step("review-coupon", self._case(EscalationKind.COUPON)),
            Step("coupon-approved", lambda: self._day().review.bar.press(Decision.APPROVE)),
        ]

    def _case(self, kind: EscalationKind) -> Callable[[], object]:
        def show() -> None:
            from thirdring.usecases.find_review import review_queue

            def then(lines: Any) -> None:
                found = [line for line in lines if line.kind is kind and line.may]
                if found:
                    self._day().review.show_case(found[0].id)

            self._day().runner.read(review_queue, owner=self, then=then)

        return show

    # --- the day -------------------------------------------------------------------------------

    def _daily(self) -> list[Step]:
        return [
            Step("day-sheet", self._part(Part.SHEET)),
            Step("tasks", self._part(Part.TASKS)),
            Step("brief", self._part(Part.BRIEF)),
        ]

    def _part(self, part: Part) -> Callable[[], object]:
        return self._day_key(f"day.{part.value}")


def fill_reception(reception: Any, told: dict[str, str]) -> None:
    """A complaint from the counter, typed into the form as `told`."""
    for name, value in _CHOSEN.items():
        reception.desk.current.choose(name, value)
    for name in _TYPED:
        reception.form.focus_field(name)
        widget = reception.form.focusWidget()
        if hasattr(widget, "setPlainText"):
            widget.setPlainText(told[name])
        else:
            widget.selectAll()
            widget.insert(told[name])
    reception.desk.current.choose("handling", "reception_room")


_CHOSEN = {
    "channel": "in_person", "nature": "product_quality", "severity": "serious",
    "against_kind": "product", "safety": "no", "immediate": "no", "complexity": "low",
    "impact": "low",
}  # fmt: skip
_TYPED = (
    "phone", "name", "address", "raised", "wants", "against", "product", "merchant", "bought_on",
)  # fmt: skip

_TELLING = {
    Language.ZH_CN: {
        "kept": "仓库已找到门板，明天上午十点前送到",
        "emergency number": "13788221456", "emergency name": "韩立军",
        "emergency address": "三楼儿童区，扶梯口",
        "emergency raised": "扶梯突然停了，有位老人摔倒，腿动不了",
        "emergency answer": "已上报，医务和保安马上到场，请不要移动老人",
        "left": "临时请假，下午的回电由我来打",
        "phone": "13612340987", "name": "任国庆", "address": "西山路 12 号 3 幢 501",
        "raised": "衣柜右门板开裂，装好才两周", "wants": "换一块新门板",
        "against": "云杉衣柜", "product": "云杉衣柜", "merchant": "云杉家居",
        "bought_on": "2026-10-28",
        "found": "现场查看：门板板材有暗裂，出厂前已有", "plan": "周二上午上门更换门板，不收费用",
        "opinion": "师傅来得准时，换得利落", "cause": "出厂前漏检暗裂",
        "prevention": "到货时逐块敲检并拍照留底", "lesson": "先看照片判断，再约上门，省去一趟",
    },
    Language.EN: {
        "kept": "The door was found in the warehouse and comes tomorrow before ten",
        "emergency number": "13788221456", "emergency name": "Han Lijun",
        "emergency address": "Third floor, at the escalator of the children's area",
        "emergency raised": "The escalator stopped and an old man fell; he can't move his leg",
        "emergency answer": "Reported up; first aid and security are on their way",
        "left": "On leave at short notice; I make this afternoon's calls",
        "phone": "13612340987", "name": "Ren Guoqing", "address": "Flat 501, 12 Xishan Road",
        "raised": "The right wardrobe door cracked two weeks after it was fitted",
        "wants": "A new door", "against": "Spruce wardrobe", "product": "Spruce wardrobe",
        "merchant": "Spruce Home", "bought_on": "2026-10-28",
        "found": "Seen on site: the board was cracked inside when it left the factory",
        "plan": "We exchange the door on Tuesday morning, free of charge",
        "opinion": "The fitter came on time and was quick",
        "cause": "The crack was missed before shipping",
        "prevention": "Each board is tapped and photographed when it arrives",
        "lesson": "Ask for photographs first; it saves a journey",
    },
}  # fmt: skip
