"""Finds what is cut off on a window: walks its labels and buttons and compares sizes."""

from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from thirdring.ui.widgets import FieldLabel, Label, Segments, Styled


def cut_off(window: QWidget) -> list[str]:
    """One line for each visible text that got less room than it needs. Elided labels may."""
    found = []
    for widget in window.findChildren(QWidget):
        fixed = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
        text = isinstance(widget, QLabel | QAbstractButton | Segments)
        if not widget.isVisible() or not (text or (fixed and isinstance(widget, Styled))):
            continue
        if isinstance(widget, Label) and widget.elides:
            continue
        if isinstance(widget.parentWidget(), Segments):
            continue  # arranged by the whole, which folds what does not fit
        needed, given = _needed(widget), widget.size()
        if given.width() < needed[0] or given.height() < needed[1]:
            words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
            name = type(widget).__name__
            found.append(f"{name} {words!r}: {given.width()}x{given.height()} < {needed}")
    return found


def _needed(widget: QWidget) -> tuple[int, int]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel):
        metrics, lines = widget.fontMetrics(), widget.text().split("\n")
        if not widget.text():
            return 0, 0
        star = 9 if isinstance(widget, FieldLabel) and widget.required else 0
        width = max(metrics.horizontalAdvance(line) for line in lines) + star
        return width, metrics.height() * len(lines)
    hint = widget.minimumSizeHint()
    return hint.width(), hint.height()
