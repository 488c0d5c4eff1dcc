"""Which action of the table does what in the call form."""

from functools import partial
from typing import TYPE_CHECKING

from thirdring.domain.enums import Outcome
from thirdring.ui.actions import Actions

if TYPE_CHECKING:
    from thirdring.ui.calls.call_page import CallPage


def connect_actions(page: "CallPage", actions: Actions) -> None:
    """Everything of a call by keyboard; the table says which keys."""
    for action, slot in (
        ("call.new", page.new_call),
        ("call.outbound", page.new_outbound),
        ("call.answer", page.pick_up),
        ("call.ended", page.customer_hung_up),
        ("call.withheld", page.toggle_withheld),
        ("call.promise", page.promise),
        ("call.pile", page.desk.show_next),
        ("call.hold", page.toggle_hold),
        ("call.confirm", page.toggle_confirmed),
        ("call.replace", page.replace_wording),
        ("call.finish", page.finish),
        ("call.no_audio", partial(page.finish_as, Outcome.NO_AUDIO)),
        ("call.misdial", partial(page.finish_as, Outcome.MISDIAL)),
        ("call.abandoned", partial(page.finish_as, Outcome.ABANDONED)),
        ("call.cut_off", partial(page.finish_as, Outcome.CUT_OFF)),
    ):
        actions.on(action, slot)
