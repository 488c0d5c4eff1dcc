"""The widgets every screen is made of. See docs/ui.md for how to use them.

Each is imported when it is first asked for: a sign-in needs few of them, and has to paint soon.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thirdring.ui.widgets.areas import Ground, Hairline, SectionHead
    from thirdring.ui.widgets.base import Styled, plain_tip, set_tip
    from thirdring.ui.widgets.button import Button, ButtonKind
    from thirdring.ui.widgets.check import CheckBox, paint_box
    from thirdring.ui.widgets.clocks import Countdown
    from thirdring.ui.widgets.combo import ComboBox
    from thirdring.ui.widgets.drawer import DrawerPanel
    from thirdring.ui.widgets.empty import EmptyState
    from thirdring.ui.widgets.field import Field, FieldLabel, Note, align_labels, label_for
    from thirdring.ui.widgets.label import Label
    from thirdring.ui.widgets.lines import Banner, UndoLine
    from thirdring.ui.widgets.pill import KeyCap, Pill, StateMark
    from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow
    from thirdring.ui.widgets.search_box import SearchBox
    from thirdring.ui.widgets.segments import Segments
    from thirdring.ui.widgets.shapes import SHAPE_TOKEN, Shape, paint_shape
    from thirdring.ui.widgets.tabs import Tab, Tabs
    from thirdring.ui.widgets.text import LineEdit, TextArea
    from thirdring.ui.widgets.version_choice import VersionChoice, VersionChoices

_HOME = {
    "Banner": "lines",
    "Button": "button",
    "ButtonKind": "button",
    "Cell": "quiet_table",
    "CheckBox": "check",
    "ComboBox": "combo",
    "Countdown": "clocks",
    "DrawerPanel": "drawer",
    "EmptyState": "empty",
    "Field": "field",
    "FieldLabel": "field",
    "Ground": "areas",
    "Hairline": "areas",
    "Heading": "quiet_table",
    "KeyCap": "pill",
    "Label": "label",
    "LineEdit": "text",
    "Note": "field",
    "Pill": "pill",
    "QuietTable": "quiet_table",
    "SHAPE_TOKEN": "shapes",
    "SearchBox": "search_box",
    "SectionHead": "areas",
    "Segments": "segments",
    "Shape": "shapes",
    "StateMark": "pill",
    "Styled": "base",
    "Tab": "tabs",
    "TableRow": "quiet_table",
    "Tabs": "tabs",
    "TextArea": "text",
    "UndoLine": "lines",
    "VersionChoice": "version_choice",
    "VersionChoices": "version_choice",
    "align_labels": "field",
    "label_for": "field",
    "paint_box": "check",
    "paint_shape": "shapes",
    "plain_tip": "base",
    "set_tip": "base",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "SHAPE_TOKEN",
    "Banner",
    "Button",
    "ButtonKind",
    "Cell",
    "CheckBox",
    "ComboBox",
    "Countdown",
    "DrawerPanel",
    "EmptyState",
    "Field",
    "FieldLabel",
    "Ground",
    "Hairline",
    "Heading",
    "KeyCap",
    "Label",
    "LineEdit",
    "Note",
    "Pill",
    "QuietTable",
    "SearchBox",
    "SectionHead",
    "Segments",
    "Shape",
    "StateMark",
    "Styled",
    "Tab",
    "TableRow",
    "Tabs",
    "TextArea",
    "UndoLine",
    "VersionChoice",
    "VersionChoices",
    "align_labels",
    "label_for",
    "paint_box",
    "paint_shape",
    "plain_tip",
    "set_tip",
]
