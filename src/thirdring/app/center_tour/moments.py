"""A moment of the tour at several desks at once, and what the parts of the story share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from thirdring.app.center_tour.desks import Desk
from thirdring.app.center_tour.plug import Plug
from thirdring.app.tour_place import TourClock
from thirdring.app.tour_step import Step
from thirdring.domain.enums import Language


@dataclass(frozen=True, slots=True)
class Moment(Step):
    """`title` says what happens, `seen` what is to be seen at the desks of these letters; both in
    the words of the source.
    """

    title: str = ""
    seen: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Scene:
    """Two agents' desks, the supervisor's, and the plug of the second agent's. `ticket`: the number
    of the one both agents work on; `sent_up`: the case the supervisor decides.
    """

    a: Desk
    b: Desk
    s: Desk
    plug: Plug
    clock: TourClock
    language: Language
    ticket: str
    sent_up: Any = None
    unsent: tuple[Any, ...] = ()

    @property
    def desks(self) -> tuple[Desk, Desk, Desk]:
        return self.a, self.b, self.s

    def skip(self, **span: float) -> None:
        """Let time pass, and the clocks on screen with it."""
        self.clock.skip(**span)
        for desk in self.desks:
            desk.tick(self.clock())


def take_call(scene: Scene, desk: Desk, told: dict[str, str], **chosen: str) -> list[Step]:
    """A call as far as the last key: answered, typed, read back, hung up."""

    def begin() -> None:
        desk.show("desk")
        desk.key("call.new")
        desk.type(**told)

    def choose() -> None:
        scene.skip(seconds=70)
        desk.choose(**chosen)

    return [
        Step("", begin),
        Step("", choose),
        Step("", lambda: desk.key("call.confirm")),
        Step("", lambda: desk.key("call.ended")),
    ]


def edit_answer(desk: Desk, text: str) -> Callable[[], object]:
    """Open the ticket's form there and write another answer; it is not saved yet."""

    def edit() -> None:
        from thirdring.usecases.show_ticket import Deed

        desk.door.window.activateWindow()
        desk.day.tickets.deeds.open(Deed.EDIT)
        desk.day.tickets.deeds.forms[Deed.EDIT].answer.setPlainText(text)

    return edit


def save_edit(desk: Desk) -> Callable[[], object]:
    """Press the form's button."""

    def save() -> None:
        from thirdring.usecases.show_ticket import Deed

        desk.day.tickets.deeds.forms[Deed.EDIT].go.click()

    return save
