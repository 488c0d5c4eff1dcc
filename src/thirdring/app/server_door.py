"""The way in to a center on a server: the first choice, the server's page, the kept password."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from thirdring.domain.errors import Refusal, ThirdRingError
from thirdring.i18n import render
from thirdring.ui.runner import Runner
from thirdring.ui.shell.first_choice_page import FirstChoicePage
from thirdring.ui.shell.memory import SERVER, Memory
from thirdring.ui.shell.server_page import PLAIN, ServerForm, ServerPage
from thirdring.ui.shell.sign_in_page import SignInPage
from thirdring.ui.shell.window import MainWindow


class ServerDoor(QObject):
    """`entered(Opened, SignedIn, Center)`; `here_chosen`: a file on this computer instead;
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
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window, self._runner, self._memory, self._now = window, runner, memory, now
        self._sign_in = sign_in
        self._address = self._trying = ""
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

    # --- the first start ---------------------------------------------------------------------

    def offer(self, on_language: Callable[[Any], None]) -> None:
        """Ask where the center is kept."""
        self._choice = FirstChoicePage()
        self._choice.here_chosen.connect(self.here_chosen)
        self._choice.server_chosen.connect(self._on_server_chosen)
        self._choice.language_chosen.connect(on_language)
        self._window.show_page(self._choice)

    @Slot()
    def _on_server_chosen(self) -> None:
        from thirdring.usecases.server_door import look_for_password

        if self._page is None:
            self._page = ServerPage()
            self._page.submitted.connect(self._on_form)
            self._page.back_asked.connect(self._on_back)
        self._window.show_page(self._page)
        self._runner.run(look_for_password, "", "", owner=self, then=self._on_keyring)

    @Slot(object)
    def _on_keyring(self, kept: Any) -> None:
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
    def _on_form(self, form: ServerForm) -> None:
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
        from thirdring.usecases.server_door import look_for_password, place_and_login

        self._address, self._form = address, None
        place, own = place_and_login(address)
        login = login or own or self._memory.read("login")
        self._sign_in.set_server(place)
        self._sign_in.set_login(login)
        self._window.show_page(self._sign_in)
        self._runner.run(
            look_for_password, address, login,
            owner=self, then=self._on_looked, failed=self._on_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_looked(self, kept: Any) -> None:
        from thirdring.usecases.server_door import place_and_login

        self._sign_in.set_server(place_and_login(self._address)[0], can_keep=kept.possible)
        if kept.password is not None and self._sign_in.untouched:
            self.enter(self._sign_in.login, kept.password)

    def ask_again(self) -> None:
        """For the next person: nothing kept is used, or whoever sits down would be the last one."""
        from thirdring.usecases.server_door import place_and_login

        self._sign_in.set_server(
            place_and_login(self._address)[0],
            can_keep=self._sign_in.keep.isVisibleTo(self._sign_in),
        )
        self._window.show_page(self._sign_in)

    def enter(self, login: str, password: str) -> None:
        """Sign in to the server, as the page does when it is submitted."""
        self._form = None
        self._sign_in.set_busy(on=True)
        box = self._sign_in.keep
        keep = box.isVisibleTo(self._sign_in) and box.isChecked()
        self._enter(self._address, login, password, keep=keep)

    def _enter(self, address: str, login: str, password: str, *, keep: bool) -> None:
        from thirdring.usecases.server_door import enter_server

        self._trying = address
        self._runner.run(
            enter_server, address, login, password, self._now, keep=keep,
            owner=self, then=self._on_entered, failed=self._on_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_entered(self, answer: Any) -> None:
        if self._form is not None:
            self._form = None
            self._address = self._trying
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
        self._window.show_page(self._sign_in)
        self._sign_in.refuse(render(error))
