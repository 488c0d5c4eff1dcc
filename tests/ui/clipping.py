"""Finds what is cut off on a window: walks its labels and buttons and compares sizes."""

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from thirdring.ui.widgets import Label, Segments


def cut_off(window: QWidget) -> list[str]:
    """One line for each visible text that got less room than it needs. Elided labels may."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | Segments):
            continue
        if isinstance(widget, Label) and widget.elides:
            continue
        if isinstance(widget.parentWidget(), Segments):
            continue  # arranged by the whole, which folds what does not fit
        needed, given = _needed(widget), widget.size()
        if given.width() < needed[0] or given.height() < needed[1]:
            text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
            name = type(widget).__name__
            found.append(f"{name} {text!r}: {given.width()}x{given.height()} < {needed}")
    return found


def _needed(widget: QWidget) -> tuple[int, int]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    hint = widget.minimumSizeHint() if isinstance(widget, Segments) else widget.sizeHint()
    return hint.width(), hint.height()
