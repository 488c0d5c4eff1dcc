"""When there is a bug: first save what was typed, then say one sentence, and offer the way on."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from thirdring.bug_report import details_of, write_report
from thirdring.i18n import _
from thirdring.ui.shell.page import Page
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label, TextArea


class CrashGuard(QObject):
    """Every exception nobody caught, from any thread, arrives at `crashed` on the window's thread."""

    crashed = Signal(object)  # BaseException
    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the interpreter's hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def _on_exception(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        write_report(error)
        self._caught.emit(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object)
    def _on_caught(self, error: BaseException) -> None:
        self.crashed.emit(error)


class CrashPage(Page):
    """`show_error` first calls `rescue`, which saves drafts and must not raise for long."""

    restart_asked = Signal()
    go_on_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=560, parent=parent)
        self._saved = True
        self._details = TextArea(lines=8)
        self._details.setReadOnly(True)
        self._restart = Button(kind=ButtonKind.PRIMARY, icon="refresh")
        self._copy = Button(icon="copy")
        self._go_on = Button(kind=ButtonKind.BARE)
        self._copied = Label(step=Type.CAPTION, tone=Token.FINE)
        self.form.addWidget(self._details)
        for button in (self._restart, self._copy, self._go_on):
            self.foot.addWidget(button)
            self.foot.addSpacing(4)
        self.foot.addWidget(self._copied)
        self.foot.addStretch(1)
        self._restart.clicked.connect(self.restart_asked)
        self._go_on.clicked.connect(self.go_on_asked)
        self._copy.clicked.connect(self._on_copy)
        self.wire()

    def retranslate(self) -> None:
        self.title.setText(_("Something went wrong in the program"))
        kept = _("What you were typing is saved. Start again to go on where you were.")
        lost = _("What you were typing could not be saved. Copy it before you start again.")
        self.text.setText(kept if self._saved else lost)
        self._details.setAccessibleName(_("Details"))
        self._restart.setText(_("Start again"))
        self._copy.setText(_("Copy the details"))
        self._go_on.setText(_("Back without starting again"))

    def show_error(self, error: BaseException, rescue: Callable[[], None] | None) -> None:
        """Save by `rescue`, then show what happened. An error while saving is said, not raised."""
        self._saved = True
        if rescue is not None:
            try:
                rescue()
            except Exception:  # noqa: BLE001 - the crash screen is the last to catch
                self._saved = False
        self._copied.setText("")
        self._details.setPlainText(details_of(error))
        self.retranslate()
        self._restart.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copied.setText(_("Copied"))
