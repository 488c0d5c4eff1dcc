"""Showing a choice: nothing is laid out again when it is shown already."""

from collections.abc import Hashable

from thirdring.ui.widgets import ComboBox, Segments


def choose_shown(control: Segments | ComboBox, value: Hashable | None) -> None:
    """Have `control` show `value`; a form is refreshed at every keystroke, so this is cheap."""
    if control.value() != value:
        control.set_value(value)
