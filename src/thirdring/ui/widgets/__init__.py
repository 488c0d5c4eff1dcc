"""The widgets every screen is made of. See docs/ui.md for how to use them."""

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
from thirdring.ui.widgets.search_box import SearchBox
from thirdring.ui.widgets.segments import Segments
from thirdring.ui.widgets.shapes import SHAPE_TOKEN, Shape, paint_shape
from thirdring.ui.widgets.tabs import Tab, Tabs
from thirdring.ui.widgets.text import LineEdit, TextArea

__all__ = [
    "SHAPE_TOKEN",
    "Banner",
    "Button",
    "ButtonKind",
    "CheckBox",
    "ComboBox",
    "Countdown",
    "DrawerPanel",
    "EmptyState",
    "Field",
    "FieldLabel",
    "Ground",
    "Hairline",
    "KeyCap",
    "Label",
    "LineEdit",
    "Note",
    "Pill",
    "SearchBox",
    "SectionHead",
    "Segments",
    "Shape",
    "StateMark",
    "Styled",
    "Tab",
    "Tabs",
    "TextArea",
    "UndoLine",
    "align_labels",
    "label_for",
    "paint_box",
    "paint_shape",
    "plain_tip",
    "set_tip",
]
