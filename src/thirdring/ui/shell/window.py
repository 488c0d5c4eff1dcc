"""The one window: the work of a signed-in person, and the pages that stand in its place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from thirdring.domain.enums import Language
from thirdring.domain.roles import Permission
from thirdring.ui.runner import Runner
from thirdring.ui.shell.memory import Memory
from thirdring.ui.theme import Theme
from thirdring.ui.ticker import Ticker

if TYPE_CHECKING:
    from thirdring.ui.shell.cover import Cover
    from thirdring.ui.shell.crash import CrashPage
    from thirdring.ui.shell.work import Work

_SMALLEST = (960, 600)
_FIRST = (1366, 768)


class MainWindow(QMainWindow):
    """Pages of their own (sign-in, set-up) come and go with `show_page`; `work` is the rest.

    What only a signed-in person needs is imported and built then: the sign-in paints sooner.
    Covered work keeps everything, shows nothing, and none of its shortcuts works.
    """

    unlock_asked = Signal(str)
    switch_user_asked = Signal()
    quit_asked = Signal()
    restart_asked = Signal()
    language_changed = Signal(Language)

    def __init__(self, theme: Theme, ticker: Ticker, memory: Memory) -> None:
        super().__init__()
        self.setWindowTitle("Third Ring 三声")
        self.setMinimumSize(*_SMALLEST)
        self.theme = theme
        self.ticker = ticker
        self.memory = memory
        self._cover: Cover | None = None
        self._crash: CrashPage | None = None
        self.rescue: Callable[[], None] | None = None
        self.work: Work | None = None
        self._locked = False
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._restore()

    @property
    def cover(self) -> "Cover":
        """The page over locked work."""
        if self._cover is None:
            from thirdring.ui.shell.cover import Cover

            self._cover = Cover()
            self._stack.addWidget(self._cover)
            self._cover.unlock_asked.connect(self.unlock_asked)
            self._cover.switch_user_asked.connect(self.switch_user_asked)
        return self._cover

    @property
    def crash(self) -> "CrashPage":
        """The page that says there is a bug."""
        if self._crash is None:
            from thirdring.ui.shell.crash import CrashPage

            self._crash = CrashPage()
            self._stack.addWidget(self._crash)
            self._crash.restart_asked.connect(self.restart_asked)
            self._crash.go_on_asked.connect(self._on_go_on)
        return self._crash

    def show_page(self, page: QWidget) -> None:
        """Put `page` (sign-in, set-up) in front; the actions of the work rest."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def start_work(self, runner: Runner, granted: frozenset[Permission]) -> "Work":
        """Fresh work for the person who has signed in, not shown yet: add screens, `show_work`."""
        from thirdring.ui.shell.look_actions import LookActions
        from thirdring.ui.shell.work import Work

        self.end_work()
        self.work = Work(runner, self.ticker, self.memory, granted)
        self._stack.addWidget(self.work)
        actions = self.work.shortcuts
        actions.on("lock", self.lock)
        actions.on("switch_user", self.switch_user_asked.emit)
        actions.on("quit", self.quit_asked.emit)
        look = LookActions(actions, self.theme, self.memory)
        look.language_changed.connect(self.language_changed)
        runner.crashed.connect(self.show_crash)
        return self.work

    def prepare_for_trouble(self) -> None:
        """Build what covers the work, and what says that there is a bug: then there may be no memory
        left. One of them may be in front already: it stays.
        """
        for page in (self.crash, self.cover):
            if page is not self._stack.currentWidget():
                page.hide()

    def show_work(self) -> None:
        if self.work is not None:
            self._locked = False
            self.show_page(self.work)

    def end_work(self) -> None:
        """Take the screens of the last person away, with all they held."""
        if self.work is not None:
            self._stack.removeWidget(self.work)
            self.work.deleteLater()
            self.work = None

    def lock(self) -> None:
        """Cover the work; the person types the password to go on where they were."""
        if self.work is None or self._locked:
            return
        self._locked = True
        self.cover.set_name(self.work.person)
        self.show_page(self.cover)

    @property
    def locked(self) -> bool:
        return self._locked

    def unlock(self) -> None:
        """The password was right; the cursor is where it was, the stack remembers it."""
        self.show_work()

    def refuse_unlock(self, sentence: str) -> None:
        self.cover.refuse(sentence)

    def show_crash(self, error: BaseException) -> None:
        """Save what was typed by `rescue`, then say what happened."""
        self.crash.show_error(error, self.rescue)
        self.show_page(self.crash)

    def _on_go_on(self) -> None:
        if self._locked:
            self.show_page(self.cover)
        else:
            self.show_work()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.memory.write("window", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)

    def _restore(self) -> None:
        kept = self.memory.read("window")
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(*_FIRST)
