"""The strip of a fetch: the password where it has to be asked for, how far it is, what went wrong."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _, ngettext, render
from thirdring.ui.imports.progress_line import ProgressLine
from thirdring.ui.inbox.fetch_work import FetchWork
from thirdring.ui.runner import Runner
from thirdring.ui.settings.password_form import secret_line
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Button, ButtonKind, CheckBox, Ground, Label
from thirdring.usecases.import_mail import MailReport


class FetchLine(Ground):
    """Hidden until it has something to say. `said` carries the result as a sentence."""

    said = Signal(str)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.BottomEdge, parent=parent)
        self.work = FetchWork(runner, self)
        self._error: ThirdRingError | None = None
        self._asks = False
        self.words = Label(wrap=True)
        self.password = secret_line()
        self.keep = CheckBox()
        self.go = Button(small=True)
        self.progress = ProgressLine()
        self.stop = Button(kind=ButtonKind.BARE, icon="x", small=True)
        self._lay()
        self.go.clicked.connect(self._on_go)
        self.password.returnPressed.connect(self._on_go)
        self.stop.clicked.connect(self._on_stop)
        work = self.work
        work.fetched.connect(self._on_fetched)
        work.failed.connect(self._on_failed)
        work.password_asked.connect(self._on_asked)
        work.moved.connect(self._on_moved)
        work.busy_changed.connect(self._on_busy)
        self.hide()
        self.wire()

    def _lay(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.words, 1)
        first.addWidget(self.progress, 1)
        first.addWidget(self.stop)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.password, 1)
        second.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 9)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.keep)

    def retranslate(self) -> None:
        self.password.setAccessibleName(_("Password of the mailbox"))
        self.keep.setText(_("Keep it in this computer's keyring"))
        self.go.setText(_("Fetch mail"))
        self._show()

    def begin(self) -> None:
        """Fetch with the known password, or ask for one."""
        self._error, self._asks = None, False
        self.work.begin()

    def _show(self) -> None:
        busy = self.work.busy
        self.progress.setVisible(busy)
        asks = self._asks and not busy
        for part in (self.password, self.go, self.keep):
            part.setVisible(asks)
        self.stop.setText(_("Stop") if busy else "")
        self.stop.set_hint("" if busy else _("Close"))
        if self._error is not None and not busy:
            self.words.set_tone(Token.TEXT if asks else Token.OVER)
            self.words.setText(render(self._error))
        self.setVisible(busy or asks or self._error is not None)

    @Slot()
    def _on_go(self) -> None:
        typed = self.password.text()
        if typed:
            self.password.clear()
            self.work.begin(typed, keep=self.keep.isChecked())

    @Slot()
    def _on_stop(self) -> None:
        if self.work.busy:
            self.work.stop()
            return
        self._error, self._asks = None, False
        self.password.clear()
        self._show()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if busy:
            self.words.set_tone(Token.TEXT_2)
            self.words.setText(_("Reading the mailbox…"))
            self.progress.set_progress(0, 0)
        self._show()

    @Slot(int, int)
    def _on_moved(self, done: int, total: int) -> None:
        if not self.work.busy:
            return
        self.progress.set_progress(done, total)
        self.words.setText(_("{done} of {total} messages").format(done=done, total=total))

    @Slot(object, object)
    def _on_fetched(self, report: MailReport, kept: bool | None) -> None:
        self._error, self._asks = None, False
        said = _result(report)
        if kept is False:
            said += " " + _("There is no keyring here: the password is asked for each time.")
        self.said.emit(said)
        self._show()

    @Slot(object)
    def _on_failed(self, error: ThirdRingError) -> None:
        self._error, self._asks = error, False
        self._show()

    @Slot(object)
    def _on_asked(self, error: ThirdRingError) -> None:
        self._error, self._asks = error, True
        self._show()
        self.password.setFocus()


def _result(report: MailReport) -> str:
    if report.refused:
        first = report.refused[0]
        left = ngettext("{n} message can't be taken in.", "{n} messages can't be taken in.",
                        len(report.refused))  # fmt: skip
        return f"{left} {first.row}: {render(first.reason)}"
    if report.added:
        return ngettext("{n} new mail.", "{n} new mails.", report.added)
    return _("No new mail.")
