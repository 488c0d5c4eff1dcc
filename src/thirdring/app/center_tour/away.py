"""The second part of the tour: the plug is pulled on one desk, which goes on, and is put back."""

from typing import Any

from thirdring.app.center_tour.moments import Moment, Scene, edit_answer, save_edit, take_call
from thirdring.app.tour_cases import fill_reception
from thirdring.app.tour_step import Step
from thirdring.domain.enums import Language
from thirdring.domain.errors import N_
from thirdring.domain.outbox import Standing


class Away:
    """Tells `parts` at the desks of `scene`."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._told = scene, _TELLING[scene.language]

    def parts(self) -> list[Step]:
        """In the order of the story."""
        return [*self._cut(), *self._going_on(), *self._restart(), *self._back(), *self._asked()]

    # --- the plug is pulled --------------------------------------------------------------------

    def _cut(self) -> list[Step]:
        b = self._scene.b
        told, number = dict(self._told["first"]), self._told["first"]["number"]
        del told["number"]

        def begin() -> None:
            b.show("desk")
            b.key("call.new")
            b.type(**told)

        def pull() -> None:
            self._scene.plug.pull()
            b.type(number=number)  # the desk looks up whose it is, and nobody answers

        return [
            Step("", self._look_around),
            Step("", begin),
            Moment(
                "plug-pulled", pull, lambda: b.away,
                title=N_("The plug of the second desk is pulled in the middle of a call"),
                seen={"a": N_("notices nothing"), "b": N_("one calm line; what is typed stays"),
                      "s": N_("notices nothing")},
            ),
            Step("", lambda: b.choose(category="delivery", outcome="solved")),
            Step("", lambda: b.key("call.confirm")),
            Step("", lambda: b.key("call.ended")),
            Moment(
                "call-kept", lambda: b.key("call.finish"), lambda: b.waiting == 1,
                title=N_("The call is finished as always, and kept on this computer"),
                seen={"a": N_("goes on"), "b": N_("the form is free for the next call"),
                      "s": N_("goes on")},
            ),
        ]  # fmt: skip

    def _look_around(self) -> None:
        """What is looked at while the server is there can be looked at later."""
        self._scene.a.open_ticket(self._scene.ticket)
        self._scene.b.show("reception")
        self._scene.s.show("tickets")

    # --- a desk without its server --------------------------------------------------------------

    def _going_on(self) -> list[Step]:
        b = self._scene.b
        return [
            *take_call(self._scene, b, self._told["second"], category="delivery",
                       outcome="callback", callback__minutes="30"),
            Step("", lambda: b.key("call.finish"), lambda: b.waiting == 2),
            Step("", lambda: b.show("reception")),
            Step("", lambda: fill_reception(b.day.reception, self._told["complaint"])),
            Step("", self._file, lambda: b.waiting == 3),
            Moment(
                "not-on-the-server", lambda: b.key("outbox"), self._panel_open,
                title=N_("Another call and a complaint follow; the desk lists what is not on the server yet"),
                seen={"a": N_("goes on"), "b": N_("three records, kept here"), "s": N_("goes on")},
            ),
            Step("", lambda: b.key("outbox")),
            Step("", lambda: b.open_ticket(self._scene.ticket), lambda: b.ticket is not None),
            Step("", edit_answer(b, self._told["answer b"])),
            Step("", save_edit(b), lambda: b.waiting == 4),
            Step("", edit_answer(self._scene.a, self._told["answer a"])),
            Step("", save_edit(self._scene.a), lambda: not self._scene.a.day.tickets.deeds.writing),
            Moment(
                "ticket-readable", lambda: None,
                title=N_("Tickets seen lately can be read and changed; meanwhile a colleague changes the same one"),
                seen={"a": N_("changes the answer, on the server"),
                      "b": N_("changes the answer, here"), "s": N_("goes on")},
            ),
            Moment(
                "alarm", self._ring, self._rings,
                title=N_("A promise is due soon, and rings without the server"),
                seen={"a": N_("rings from the server"), "b": N_("rings from what this desk knows"),
                      "s": N_("goes on")},
            ),
        ]  # fmt: skip

    def _file(self) -> None:
        self._scene.b.day.reception.file()

    def _panel_open(self) -> bool:
        panel = self._scene.b.day.outbox.panel
        return panel.isVisible() and len(panel.rows()) == 3

    def _ring(self) -> None:
        self._scene.b.show("callbacks")
        self._scene.skip(minutes=13)
        for desk in self._scene.desks:
            desk.day.alarms.watch.tick()  # as it does each half minute

    def _rings(self) -> bool:
        return all(desk.day.alarms.card.isVisible() for desk in (self._scene.a, self._scene.b))

    # --- the program ends, and begins again ----------------------------------------------------

    def _restart(self) -> list[Step]:
        b = self._scene.b
        return [
            Step("", b.restart, lambda: b.settled),
            Step("", b.sign_in, lambda: b.at_work and b.waiting == 4),
            Moment(
                "restarted", lambda: b.key("outbox"), lambda: len(b.day.outbox.panel.rows()) == 4,
                title=N_("The program was closed and begun again, still without the server"),
                seen={"a": N_("goes on"), "b": N_("signed in all the same; nothing is gone"),
                      "s": N_("goes on")},
            ),
        ]  # fmt: skip

    # --- the plug is put back ------------------------------------------------------------------

    def _back(self) -> list[Step]:
        b = self._scene.b

        def put_back() -> None:
            self._scene.unsent = b.day.outbox.watch.pile.lines
            self._scene.plug.put_back()
            b.day.outbox.panel.try_asked.emit()

        def arrived() -> bool:
            return not b.away and b.waiting == 1 and self._asks()

        return [
            Step("", self._watch),
            Moment(
                "sent", put_back, arrived,
                title=N_("The plug is back: all goes up in order, each record once; what two people changed asks"),
                seen={"a": N_("the complaint is in the list"),
                      "b": N_("one record is left, because two versions meet"),
                      "s": N_("the promise of the second call is there")},
            ),
        ]  # fmt: skip

    def _watch(self) -> None:
        self._scene.a.show("tickets")
        self._scene.s.show("callbacks")
        self._scene.s.day.callbacks.pane.head.tabs.set_value("team")

    def _asks(self) -> bool:
        lines = self._scene.b.day.outbox.watch.pile.lines
        return [one.record.standing for one in lines] == [Standing.CONFLICT]

    def _asked(self) -> list[Step]:
        b = self._scene.b

        def compare() -> None:
            outbox = b.day.outbox
            outbox.compare.begin(outbox.watch.pile.lines[0])

        return [
            Moment(
                "compared", compare, self._comparing,
                title=N_("Both versions are kept, and the person chooses"),
                seen={"a": N_("saved this answer meanwhile"), "b": N_("mine, or theirs"),
                      "s": N_("goes on")},
            ),
            Moment(
                "all-there", self._settle,
                lambda: b.waiting == 0 and not b.day.work.banner.isVisible(),
                title=N_("Everything is on the server"),
                seen={"a": N_("the answer that was chosen"), "b": N_("online again"),
                      "s": N_("has missed nothing")},
            ),
        ]  # fmt: skip

    def _comparing(self) -> bool:
        return bool(self._scene.b.day.outbox.compare.isVisible())

    def _settle(self) -> None:
        self._scene.b.day.outbox.compare.form.go.click()


_TELLING: dict[Language, dict[str, Any]] = {
    Language.ZH_CN: {
        "first": {
            "number": "13900061175", "name": "钟慧", "address": "青年路 66 号", "raised": "床垫送错尺寸，要换一米八的",
            "wants": "换成 1.8 米", "answer": "已登记换货，周四上午送到",
        },
        "second": {
            "number": "13500072294", "name": "贺云山", "address": "文景路 9 号院 3 单元", "raised": "安装师傅约好两点，还没到",
            "wants": "师傅什么时候到", "answer": "问清师傅位置后回电",
        },
        "complaint": {
            "phone": "13600083317", "name": "任国庆", "address": "西山路 12 号 3 幢 501",
            "raised": "衣柜右门板开裂，装好才两周", "wants": "换一块新门板", "against": "云杉衣柜",
            "product": "云杉衣柜", "merchant": "云杉家居", "bought_on": "2026-10-28",
        },
        "answer a": "客户改了主意：明天上午也可以送", "answer b": "后天下午两点到四点送，司机提前半小时电话",
    },
    Language.EN: {
        "first": {
            "number": "13900061175", "name": "Zhong Hui", "address": "66 Youth Road",
            "raised": "The mattress came in the wrong size; it should be 1.8 m",
            "wants": "The 1.8 m one", "answer": "The exchange is booked for Thursday morning",
        },
        "second": {
            "number": "13500072294", "name": "He Yunshan", "address": "9 Wenjing Road, entrance 3",
            "raised": "The fitter was to come at two and has not", "wants": "When the fitter comes",
            "answer": "We ask where the fitter is and call back",
        },
        "complaint": {
            "phone": "13600083317", "name": "Ren Guoqing", "address": "Flat 501, 12 Xishan Road",
            "raised": "The right wardrobe door cracked two weeks after it was fitted",
            "wants": "A new door", "against": "Spruce wardrobe", "product": "Spruce wardrobe",
            "merchant": "Spruce Home", "bought_on": "2026-10-28",
        },
        "answer a": "The customer changed her mind: tomorrow morning is fine too",
        "answer b": "The day after, between two and four; the driver rings half an hour before",
    },
}  # fmt: skip
