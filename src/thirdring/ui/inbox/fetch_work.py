"""Reading the center's mailbox from the window: on a thread of its own, with a way to stop."""

from PySide6.QtCore import QObject, Signal, Slot

from thirdring.domain.errors import Refusal, ThirdRingError, say
from thirdring.intake.mail_account import MailAccount
from thirdring.intake.mail_password import keep_password, known_password
from thirdring.ui.runner import Call, Runner
from thirdring.ui.watch import Watch
from thirdring.usecases.center import Center
from thirdring.usecases.fetch_mail import fetch_mail
from thirdring.usecases.import_mail import MailReport

_STOPPED = say("Stopped. What had come in stays; the rest comes the next time.")
_PASSWORD = "password"  # noqa: S105 - the name of a field


class FetchWork(QObject):
    """`fetched` a `MailReport` and whether the password was kept (None: nobody asked); `failed` a `ThirdRingError`; `password_asked` a sentence that names
    the mailbox; `moved(done, total)` in messages, a total of 0 is not known yet.
    """

    fetched = Signal(object, object)
    failed = Signal(object)
    password_asked = Signal(object)
    moved = Signal(int, int)
    busy_changed = Signal(bool)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._call: Call | None = None
        self._watch: Watch | None = None
        runner.ending.connect(self.stop)

    @property
    def busy(self) -> bool:
        return self._call is not None

    def begin(self, password: str | None = None, *, keep: bool = False) -> None:
        """Bring in what is new. Without a password the known one is taken, or asked for; `keep`
        puts a typed one that fits into this computer's keyring.
        """
        if self.busy:
            return
        self._watch = watch = Watch(self, _STOPPED)
        watch.moved.connect(self.moved)
        self._call = self._runner.work(
            _fetch, password, keep, watch, owner=self, then=self._on_fetched, failed=self._on_failed
        )
        self.busy_changed.emit(True)

    @Slot()
    def stop(self) -> None:
        """Give up after the message that is being read."""
        if self._watch is not None:
            self._watch.stop()

    def _end(self) -> None:
        self._call = None
        if self._watch is not None:
            self._watch.deleteLater()
            self._watch = None
        self.busy_changed.emit(False)

    @Slot(object)
    def _on_fetched(self, done: tuple[MailReport, bool | None]) -> None:
        self._end()
        self.fetched.emit(*done)

    @Slot(object)
    def _on_failed(self, error: ThirdRingError) -> None:
        self._end()
        asked = isinstance(error, Refusal) and error.field == _PASSWORD
        (self.password_asked if asked else self.failed).emit(error)


def _fetch(
    center: Center, password: str | None, keep: bool, watch: Watch
) -> tuple[MailReport, bool | None]:
    """On the far thread."""
    used: list[MailAccount] = []

    def password_of(account: MailAccount) -> str:
        used.append(account)
        known = known_password(account) if password is None else password
        if known is None:
            raise Refusal(
                say("Password of {login} on {host}", login=account.login, host=account.host),
                field=_PASSWORD,
            )
        return known

    report = fetch_mail(center, password_of, progress=watch)
    if not keep or password is None:
        return report, None
    return report, keep_password(used[0], password)
