"""The context menu of text fields, from our own catalogue: Qt's would speak another language."""

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit

from thirdring.i18n import _


def edit_menu(field: QLineEdit | QPlainTextEdit) -> QMenu:
    """Undo to select all, enabled as it applies; the menu deletes itself when closed."""
    menu = QMenu(field)
    menu.aboutToHide.connect(menu.deleteLater)
    if isinstance(field, QLineEdit):
        undo, redo = field.isUndoAvailable(), field.isRedoAvailable()
        selected, filled = field.hasSelectedText(), bool(field.text())
    else:
        document = field.document()
        undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
        selected, filled = field.textCursor().hasSelection(), not document.isEmpty()
    writable = not field.isReadOnly()
    pasteable = writable and bool(QGuiApplication.clipboard().text())
    for text, slot, enabled in (
        (_("Undo"), field.undo, writable and undo),
        (_("Redo"), field.redo, writable and redo),
        (_("Cut"), field.cut, writable and selected),
        (_("Copy"), field.copy, selected),
        (_("Paste"), field.paste, pasteable),
        (_("Select all"), field.selectAll, filled),
    ):
        action = QAction(text, menu)
        action.setEnabled(enabled)
        action.triggered.connect(slot)
        menu.addAction(action)
        if text in {_("Redo"), _("Paste")}:
            menu.addSeparator()
    return menu
