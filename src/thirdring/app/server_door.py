"""The way in to a center on a server: the first choice, the server's page, the kept password."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable
from thirdring.i18n import render
from thirdring.store.address import parse_address
from thirdring.ui.runner import Runner
from thirdring.ui.shell.memory import SERVER, Memory
from thirdring.ui.shell.sign_in_page import SignInPage
from thirdring.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from thirdring.ui.shell.first_choice_page import FirstChoicePage
    from thirdring.ui.shell.server_page import ServerForm, ServerPage


class ServerDoor(QObject):
    """`entered` carries (Opened, Entered); `here_chosen`: a file on this computer instead;
    `moved(address)`: the desk's center is from now on that one.
    """

    entered = Signal(object)
    here_chosen = Signal()
    moved = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        runner: Runner,
        memory: Memory,
        sign_in: SignInPage,
        now: Callable[[], datetime] | None,
    ) -> None:
        super().__init__(window)
        self._window, self._runner, self._memory, self._now = window, runner, memory, now
        self._sign_in = sign_in
        self._address = self._trying = ""
        self._can_keep = False
        self._tries: Any = None
        self._form: ServerForm | None = None
        self._choice: FirstChoicePage | None = None
        self._page: ServerPage | None = None
        sign_in.other_server_asked.connect(self._on_other_server)

    @property
    def address(self) -> str:
        """The server's address, "" while the center is a file."""
        return self._address

    @property
    def asks(self) -> bool:
        """Whether a page of this door is what the person sees now."""
        return self._choice is not None or bool(self._address)

    @property
    def tries(self) -> Any:
        """Counts wrong passwords at this desk, as the center does for a file (sign_in.py)."""
        if self._tries is None:
            from thirdring.usecases.tries import Tries

            self._tries = Tries(self._now or _now)
        return self._tries

    # --- the first start ---------------------------------------------------------------------

    def offer(self, on_language: Callable[[Any], None]) -> None:
        """Ask where the center is kept."""
        from thirdring.ui.shell.first_choice_page import FirstChoicePage

        self._choice = FirstChoicePage()
        self._choice.here_chosen.connect(self.here_chosen)
        self._choice.server_chosen.connect(self._on_server_chosen)
        self._choice.language_chosen.connect(on_language)
        self._window.show_page(self._choice)

    @Slot()
    def _on_server_chosen(self) -> None:
        if self._page is None:
            from thirdring.ui.shell.server_page import ServerPage

            self._page = ServerPage()
            self._page.submitted.connect(self._on_form)
            self._page.back_asked.connect(self._on_back)
        self._window.show_page(self._page)
        self._runner.run(_look, "", "", owner=self, then=self._on_keyring)

    @Slot(object)
    def _on_keyring(self, kept: Any) -> None:
        self._can_keep = kept.possible
        if self._page is not None:
            self._page.set_can_keep(on=kept.possible)

    @Slot()
    def _on_back(self) -> None:
        if self._address:
            self._window.show_page(self._sign_in)
        elif self._choice is not None:
            self._window.show_page(self._choice)

    @Slot()
    def _on_other_server(self) -> None:
        self._on_server_chosen()

    @Slot(object)
    def _on_form(self, form: "ServerForm") -> None:
        from thirdring.ui.shell.server_page import PLAIN
        from thirdring.usecases.server_door import ServerPlace, address_of

        place = ServerPlace(form.host, form.database, form.authority, form.safety == PLAIN)
        try:
            address = address_of(place)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._form = form
        self._enter(address, form.login, form.password, keep=form.keep)

    # --- later starts ------------------------------------------------------------------------

    def open(self, address: str, login: str | None) -> None:
        """Show the sign-in to the server at `address`; a kept password is used at once."""
        self._address, self._form = address, None
        login = login or parse_address(address).login or self._memory.read("login")
        self._name_place()
        self._sign_in.set_login(login)
        self._window.show_page(self._sign_in)
        self._runner.run(
            _look, address, login,
            owner=self, then=self._on_looked, failed=self._on_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_looked(self, kept: Any) -> None:
        self._can_keep = kept.possible
        self._name_place()
        if kept.password is not None and self._sign_in.untouched:
            self.enter(self._sign_in.login, kept.password)

    def _name_place(self) -> None:
        at = parse_address(self._address)
        self._sign_in.set_server(f"{at.host or 'localhost'}/{at.database}", can_keep=self._can_keep)

    def ask_again(self) -> None:
        """For the next person: nothing kept is used, or whoever sits down would be the last one."""
        self._window.show_page(self._sign_in)

    def enter(self, login: str, password: str) -> None:
        """Sign in to the server, as the page does when it is submitted."""
        self._form = None
        self._sign_in.set_busy(on=True)
        self._enter(self._address, login, password, keep=self._sign_in.keep.isChecked())

    def _enter(self, address: str, login: str, password: str, *, keep: bool) -> None:
        self._trying = address
        self._runner.run(
            _come_in, address, login, password, self.tries, self._now, keep=keep,
            owner=self, then=self._on_entered, failed=self._on_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_entered(self, answer: Any) -> None:
        if self._form is not None:
            self._form = None
            self._address = self._trying
            self._name_place()
            self._memory.write(SERVER, self._address)
            self.moved.emit(self._address)
            if self._page is not None:
                self._page.set_busy(on=False)
        self.entered.emit(answer)

    @Slot(object)
    def _on_refused(self, error: ThirdRingError) -> None:
        self._refuse(error)

    def _refuse(self, error: ThirdRingError) -> None:
        if self._page is not None and (self._form is not None or not self._address):
            self._page.refuse(error)
            return
        self._sign_in.set_busy(on=False)
        self._sign_in.set_away(
            on=isinstance(error, Unavailable) and error.gone and not error.refused
        )
        self._window.show_page(self._sign_in)
        self._sign_in.refuse(render(error))


def _now() -> datetime:
    return datetime.now(UTC)


def _look(address: str, login: str) -> Any:
    """On a thread of the runner, where loading the database's libraries keeps nobody waiting."""
    from thirdring.usecases.server_door import look_for_password

    return look_for_password(address, login)


def _come_in(
    address: str, login: str, password: str, tries: Any, now: Any, *, keep: bool
) -> tuple[Any, Any]:
    """The open center, and who came in."""
    from thirdring.app.server_desk import sign_in_here
    from thirdring.usecases.offline.sign_in_away import AwayDoor
    from thirdring.usecases.server_door import open_as, settle_password

    opened = open_as(tries, address, login, password)
    door = AwayDoor(opened.store.address, now or opened.store.now, tries)
    try:
        entered = sign_in_here(opened, door, login, password, now)
    except BaseException:
        opened.store.close()
        raise
    settle_password(opened.store, keep=keep)
    load_day()
    return opened, entered


def load_day() -> None:
    """Load what a signed-in person works in; on a thread of the runner, for it takes a second."""
    import thirdring.app.care
    import thirdring.app.working_day  # noqa: F401 - the window's thread finds them loaded
