"""What can be typed in the customer panel: about the customer, and into a finished call."""

from thirdring.domain.errors import N_
from thirdring.domain.text_safety import TextKind
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.side_form import SideForm
from thirdring.ui.widgets import LineEdit, Segments


def edit_form(title: Segments) -> SideForm:
    """The customer's record; `title` is theirs to choose."""
    return SideForm(
        (
            ("name", N_("Name"), LineEdit(kind=TextKind.NAME)),
            ("title", N_("Title"), title),
            ("address", N_("Address"), LineEdit(kind=TextKind.ADDRESS)),
            ("note", N_("Note"), GrowingArea(least=2, most=6)),
            ("number", N_("One more number"), LineEdit(kind=TextKind.NUMBER)),
        )
    )


def correct_form() -> SideForm:
    """What may be put right in a call that is over, and why."""
    return SideForm(
        (
            ("name", N_("Name"), LineEdit(kind=TextKind.NAME)),
            ("address", N_("Address"), LineEdit(kind=TextKind.ADDRESS)),
            ("raised", N_("Raised"), GrowingArea(least=3, most=8)),
            ("wants", N_("Wants"), LineEdit(kind=TextKind.TEXT)),
            ("answer", N_("Answered with"), GrowingArea(least=2, most=6)),
            ("unmet_need", N_("Also needs"), LineEdit(kind=TextKind.TEXT)),
            ("reason", N_("Why it is corrected"), LineEdit(kind=TextKind.LINE)),
        )
    )
