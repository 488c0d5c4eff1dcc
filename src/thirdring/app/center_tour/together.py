"""The first part of the tour: with the server. What one desk does the others see at once."""

from thirdring.app.center_tour.desks import Desk
from thirdring.app.center_tour.moments import Moment, Scene, edit_answer, save_edit, take_call
from thirdring.app.tour_step import Step
from thirdring.domain.case_values import Decision
from thirdring.domain.enums import Language
from thirdring.domain.errors import N_


class Together:
    """Tells `parts` at the desks of `scene`."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._told = scene, _TELLING[scene.language]
        self._before: frozenset[object] = frozenset()

    def parts(self) -> list[Step]:
        """In the order of the story."""
        return [*self._signing_in(), *self._sending_up(), *self._one_ticket(), *self._deciding(),
                *self._promises()]  # fmt: skip

    def _signing_in(self) -> list[Step]:
        desks = self._scene.desks

        def sign_in() -> None:
            for desk in desks:
                desk.sign_in()

        return [
            Step("", lambda: None),
            Step("", sign_in, lambda: all(desk.at_work for desk in desks)),
            Step("", self._begin_the_day),
            Step("", lambda: self._scene.s.show("review")),
            Moment(
                "at-work", lambda: None, title=N_("Two agents and a supervisor, one server"),
                seen={"a": N_("at the call desk"), "b": N_("at the call desk"),
                      "s": N_("what waits for a decision")},
            ),
        ]  # fmt: skip

    def _begin_the_day(self) -> None:
        """The agents have looked at their day sheets, and sit at their phones."""
        for desk in self._scene.desks:
            desk.key("day.sheet")
        for desk in (self._scene.a, self._scene.b):
            desk.show("desk")

    # --- a call goes up ------------------------------------------------------------------------

    def _sending_up(self) -> list[Step]:
        a, s = self._scene.a, self._scene.s
        told = {name: self._told[name] for name in ("number", "name", "address", "raised", "wants",
                                                    "answer")}  # fmt: skip

        def came_up() -> bool:
            new = [one for one in s.day.review.pane.model.lines if one.id not in self._before]
            self._scene.sent_up = new[0].id if new else None
            return bool(new)

        def finish() -> None:
            self._before = frozenset(one.id for one in s.day.review.pane.model.lines)
            a.key("call.finish")

        return [
            *take_call(self._scene, a, told, category="delivery", outcome="escalated"),
            Moment(
                "sent-up", finish, came_up,
                title=N_("An agent sends a call up: it stands in the supervisor's list at once"),
                seen={"a": N_("the call is finished and sent up"),
                      "b": N_("not touched by it"), "s": N_("the new case, without a key pressed")},
            ),
        ]  # fmt: skip

    # --- two people, one ticket ----------------------------------------------------------------

    def _one_ticket(self) -> list[Step]:
        a, b = self._scene.a, self._scene.b
        return [
            Moment(
                "same-ticket", self._open_both, lambda: self._seen_by(a) and self._seen_by(b),
                title=N_("Both agents open the same ticket, and each sees that the other is there"),
                seen={"a": N_("“… has this open”, under the path"), "b": N_("the same, the other way round"),
                      "s": N_("not concerned")},
            ),
            Moment(
                "editing", edit_answer(a, self._told["answer a"]), self._b_sees_editing,
                title=N_("The first one begins to edit; the second one is told before typing"),
                seen={"a": N_("changes the answer"), "b": N_("“… is editing this”"),
                      "s": N_("not concerned")},
            ),
            Step("", edit_answer(b, self._told["answer b"])),
            Step("", save_edit(a), lambda: not a.day.tickets.deeds.writing),
            Moment(
                "two-versions", save_edit(b), self._b_asks,
                title=N_("The second one saves too: both versions stand side by side, nothing is overwritten"),
                seen={"a": N_("saved first"), "b": N_("chooses, field by field"), "s": N_("not concerned")},
            ),
            Moment(
                "one-version", self._choose, self._agreed,
                title=N_("The choice is saved, and the first desk shows it"),
                seen={"a": N_("the answer as the other one settled it"), "b": N_("settled"),
                      "s": N_("not concerned")},
            ),
        ]  # fmt: skip

    def _open_both(self) -> None:
        for desk in (self._scene.a, self._scene.b):
            desk.open_ticket(self._scene.ticket)

    @staticmethod
    def _seen_by(desk: Desk) -> bool:
        return bool(desk.day.tickets.panel.presence.present)

    def _b_sees_editing(self) -> bool:
        present = self._scene.b.day.tickets.panel.presence.present
        return any(one.editing for one in present)

    def _b_asks(self) -> bool:
        return bool(self._scene.b.day.tickets.deeds.forms["conflict"].isVisible())

    def _choose(self) -> None:
        self._scene.b.day.tickets.deeds.forms["conflict"].go.click()

    def _agreed(self) -> bool:
        wanted = self._told["answer b"]
        shown = [desk.ticket for desk in (self._scene.a, self._scene.b)]
        return all(one is not None and one.fields.answer == wanted for one in shown)

    # --- the supervisor decides ----------------------------------------------------------------

    def _deciding(self) -> list[Step]:
        a, s = self._scene.a, self._scene.s

        def show() -> None:
            a.show("review")
            s.show("review")
            s.day.review.show_case(self._scene.sent_up)

        def decide() -> None:
            s.day.review.bar.text.setPlainText(self._told["decided"])
            s.day.review.bar.press(Decision.RETURN_PLAN)

        def told() -> bool:
            lines = a.day.review.pane.model.lines
            found = [one for one in lines if one.id == self._scene.sent_up]
            return bool(found) and found[0].decision is not None

        return [
            Step("", show, self._may_decide),
            Moment(
                "decided", decide, told,
                title=N_("The supervisor decides, and the agent has the answer for the customer"),
                seen={"a": N_("what to tell the customer"), "b": N_("not concerned"),
                      "s": N_("decided")},
            ),
        ]  # fmt: skip

    def _may_decide(self) -> bool:
        return bool(self._scene.s.day.review.bar.isVisible())

    # --- a queue two people take from ----------------------------------------------------------

    def _promises(self) -> list[Step]:
        a, b = self._scene.a, self._scene.b

        def show() -> None:
            for desk in (a, b):
                desk.show("callbacks")

        def take() -> None:
            for desk in (a, b):
                desk.key("callback.next")

        return [
            Step("", show),
            Moment(
                "next-promise", take, self._each_has_one,
                title=N_("A colleague has gone home: both press “take the next one”, and get two different promises"),
                seen={"a": N_("the one that is due first"), "b": N_("the one after it"),
                      "s": N_("both have an owner again")},
            ),
        ]  # fmt: skip

    def _each_has_one(self) -> bool:
        mine = [self._of(desk) for desk in (self._scene.a, self._scene.b)]
        return all(mine) and not mine[0] & mine[1]

    @staticmethod
    def _of(desk: Desk) -> frozenset[object]:
        model = desk.day.callbacks.pane.model
        return frozenset(one.id for one in model.lines if one.owner == desk.login)


_TELLING: dict[Language, dict[str, str]] = {
    Language.ZH_CN: {
        "number": "13700028846", "name": "严明礼", "address": "西山路 12 号 2 幢 402",
        "raised": "定制橱柜装错颜色，要求整套重做并赔偿误工",
        "wants": "重做橱柜，赔两天误工费", "answer": "已上报主管，今天内回电告知处理意见",
        "answer a": "仓库已查到货，明天上午九点到十一点送", "answer b": "改约后天下午送，客户明天不在家",
        "decided": "同意整套重做，误工按一天补偿；请今天回电告知客户，并约好复尺时间",
    },
    Language.EN: {
        "number": "13700028846", "name": "Yan Mingli", "address": "Flat 402, 12 Xishan Road",
        "raised": "The kitchen was fitted in the wrong colour; wants all of it redone and two days paid",
        "wants": "A new kitchen, two lost days paid",
        "answer": "Passed to the supervisor; we call back today with what will be done",
        "answer a": "Found in the warehouse; comes tomorrow between nine and eleven",
        "answer b": "Put off to the day after, in the afternoon: nobody is in tomorrow",
        "decided": "Redo the whole kitchen and pay one day; call back today and agree when to measure again",
    },
}  # fmt: skip
