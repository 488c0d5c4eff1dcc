"""From the first paint to the work: open the database, set up or sign in, lock, switch, leave."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from thirdring.app.server_door import ServerDoor, load_day
from thirdring.app.start import (
    QtWords,
    first_language,
    is_first_start,
    make_memory,
    make_theme,
    names_server,
)
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, ThirdRingError
from thirdring.i18n import language, render
from thirdring.ui.garbage import spare_what_is_loaded
from thirdring.ui.runner import Runner
from thirdring.ui.shell.crash import CrashGuard
from thirdring.ui.shell.sign_in_page import SignInPage
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.speech import switch_language
from thirdring.ui.ticker import Ticker, utc_now

if TYPE_CHECKING:
    from thirdring.ui.shell.key_page import KeyPage
    from thirdring.ui.shell.set_up_page import SetUpForm, SetUpPage
    from thirdring.ui.shell.trouble_page import TroublePage


class Direct:
    """A center before there is one: runs a function as it is, on the runner's threads."""

    def run(self, deed: Any, /, *args: Any, **kwargs: Any) -> Any:
        return deed(*args, **kwargs)

    read = run


class FrontDoor(QObject):
    """Owns the window. The database is opened behind a page that can already be typed into.

    `moved(address)`: the desk's center was found on a server at the first start.
    """

    moved = Signal(str)

    def __init__(
        self,
        app: QApplication,
        address: str | None,
        *,
        login: str | None = None,
        demo: bool = False,
        now: Callable[[], datetime] | None = None,
        language: Language | None = None,
    ) -> None:
        """`now` is the time for clocks and deeds, the center's own unless given; `language`
        overrides what is remembered.
        """
        super().__init__(app)
        self._now = now
        self._app, self._address, self._demo = app, address, demo
        self._login = login
        self.memory = make_memory()
        self._spoken = language or self.memory.read("language")
        self._words = QtWords(app)
        self._words.speak(language or first_language(self.memory))
        self.theme = make_theme(app, self.memory)
        self.ticker = Ticker(now or utc_now, self)
        self.window = MainWindow(self.theme, self.ticker, self.memory)
        self.theme.dress(self.window)
        self._runner = Runner(Direct(), self)
        self._sign_in = SignInPage()
        self._server = ServerDoor(self.window, self._runner, self.memory, self._sign_in, now)
        self._set_up: SetUpPage | None = None
        self._key_page: KeyPage | None = None
        self._opened: Any = None
        self._day: Any = None
        self._care: Any = None
        self._before_day: Any = None
        self._notice: Any = None
        self._waiting: tuple[str, str] | None = None
        self._ring: dict[str, Any] | None = _ring_of_start()
        self._connect()

    def _connect(self) -> None:
        self._sign_in.submitted.connect(self._on_submitted)
        self._sign_in.language_chosen.connect(self._on_language_chosen)
        self._server.entered.connect(self._on_entered_server)
        self._server.here_chosen.connect(self._on_again)
        self._server.moved.connect(self.moved)
        self.window.unlock_asked.connect(self._on_unlock_asked)
        self.window.switch_user_asked.connect(self._on_switch_user)
        self.window.quit_asked.connect(self.window.close)
        self.window.restart_asked.connect(self._on_switch_user)
        self.window.language_changed.connect(self._on_language_kept)
        self._runner.crashed.connect(self.window.show_crash)
        guard = CrashGuard(self)
        guard.crashed.connect(self.window.show_crash)
        guard.install()

    def open(self) -> None:
        """Paint the sign-in page, then open the database."""
        if not self._demo and is_first_start(self._address, self.memory):
            self._server.offer(self._on_language_chosen)
            self.window.show()
            self.ticker.start()
            return
        self.window.show_page(self._sign_in)
        self._sign_in.set_login(self._login or self.memory.read("login"))
        self.window.show()
        self.ticker.start()
        self._begin_opening()

    def _begin_opening(self, key: str | None = None) -> None:
        if names_server(self._address):
            self._server.open(self._address or "", self._login)
            return
        self._runner.run(
            _open, self._address, key, demo=self._demo, language=language(),
            owner=self, then=self._on_opened, failed=self._on_not_opened,
        )  # fmt: skip

    @Slot(object)
    def _on_opened(self, answer: Any) -> None:
        if answer is None:
            self._ask_for_key("")
            return
        self._opened, demo_login = answer
        if self._now is None:
            self.ticker.follow(self._opened.store.now)
        if not self._spoken and self._opened.language is not None:
            self._change_language(self._opened.language)
        if not self._opened.set_up:
            self._show_set_up()
            return
        self._sign_in.set_company(self._opened.company)
        if demo_login is not None:
            self.enter(*demo_login)
            return
        if self._opened.login is not None:
            self._sign_in.set_login(self._opened.login)
            if not self._opened.asks_password:
                self.enter(self._opened.login, "")
                return
        self.window.show_page(self._sign_in)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.enter(*waiting)
            return
        self._runner.run(load_day, owner=self)  # while a password is typed

    @Slot(object)
    def _on_not_opened(self, error: ThirdRingError) -> None:
        self._sign_in.set_busy(on=False)
        if self._key_page is not None and getattr(error, "field", "") == "key":
            self._ask_for_key(render(error))
            return
        self._trouble.show_sentence(render(error))
        self.window.show_page(self._trouble)

    @cached_property
    def _trouble(self) -> "TroublePage":
        from thirdring.ui.shell.trouble_page import TroublePage

        page = TroublePage()
        page.again_asked.connect(self._on_again)
        page.quit_asked.connect(self._app.quit)
        return page

    @Slot()
    def _on_again(self) -> None:
        self.window.show_page(self._sign_in)
        self._begin_opening()

    @property
    def day(self) -> Any:
        """The WorkingDay of who is signed in, or None."""
        return self._day

    @property
    def settled(self) -> bool:
        """The database is open, or somebody is asked for one, and nothing is under way here."""
        waits = self._opened is not None or self._server.asks
        return waits and self._runner.idle

    # --- an encrypted file, the first start --------------------------------------------------

    def _ask_for_key(self, sentence: str) -> None:
        if self._key_page is None:
            from thirdring.ui.shell.key_page import KeyPage

            self._key_page = KeyPage()
            self._key_page.submitted.connect(self._begin_opening)
        self.window.show_page(self._key_page)
        if sentence:
            self._key_page.refuse(sentence)

    def _show_set_up(self) -> None:
        from thirdring.ui.shell.set_up_page import SetUpPage

        self._set_up = SetUpPage()
        self._set_up.submitted.connect(self._on_set_up)
        self._set_up.language_chosen.connect(self._on_language_chosen)
        self.window.show_page(self._set_up)

    @Slot(object)
    def _on_set_up(self, form: "SetUpForm") -> None:
        from thirdring.usecases.opening import found_center
        from thirdring.usecases.set_up import FirstStart

        first = FirstStart(
            company=form.company,
            login=form.login,
            name=form.name,
            password=form.password or None,
            language=form.language,
            timezone=form.timezone,
        )
        self._waiting = (form.login, form.password)
        self._runner.run(
            found_center, self._opened.store, first,
            owner=self, then=self._on_founded, failed=self._on_set_up_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_founded(self, opened: Any) -> None:
        self._opened = opened
        self._sign_in.set_company(opened.company)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.enter(*waiting)

    @Slot(object)
    def _on_set_up_refused(self, error: ThirdRingError) -> None:
        self._waiting = None
        if self._set_up is not None:
            self._set_up.refuse(error if isinstance(error, Refusal) else Refusal(error.message))

    # --- signing in, locking, switching ------------------------------------------------------

    @Slot(str, str)
    def _on_submitted(self, login: str, password: str) -> None:
        if self._opened is None and not self._server.address:
            # Typed faster than the database opened: signed in as soon as it has.
            self._waiting = (login, password)
            self._sign_in.set_busy(on=True)
            return
        self.enter(login, password)

    def enter(self, login: str, password: str) -> None:
        """Sign in, as the page does when it is submitted."""
        if self._server.address:
            self._server.enter(login, password)
            return
        self._sign_in.set_busy(on=True)
        self._runner.run(
            _enter, self._opened, login, password, self._now,
            owner=self, then=self._on_entered, failed=self._on_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_entered_server(self, answer: Any) -> None:
        self._opened, entered = answer
        if self._now is None:
            self.ticker.follow(self._opened.store.now)
        if not self._spoken and self._opened.language is not None:
            self._change_language(self._opened.language)
        self._on_entered(entered)

    @Slot(object)
    def _on_refused(self, error: ThirdRingError) -> None:
        self._sign_in.set_busy(on=False)
        self.window.show_page(self._sign_in)
        self._sign_in.refuse(render(error))

    @Slot(object)
    def _on_entered(self, answer: Any) -> None:
        person, center = answer.person, answer.center
        self._notice = answer.notice
        self.memory.write("login", person.login)
        self._sign_in.set_busy(on=False)
        self._sign_in.clear()
        if person.has_password and person.must_change_password:
            from thirdring.app.own_password import OwnPassword

            self._before_day = center
            asked = OwnPassword(self.window, self._runner, person, center)
            asked.changed.connect(self._begin_day)
            return
        self._begin_day(person, center)

    @Slot(object, object)
    def _begin_day(self, person: Any, center: Any) -> None:
        from thirdring.app.care import Care
        from thirdring.app.working_day import WorkingDay

        spare_what_is_loaded()
        self._before_day = None
        self._day = WorkingDay(self.window, self._opened, person, center, self.ticker, self.memory)
        self._day.idle.connect(self.window.lock)
        self.window.rescue = self._day.save_all
        self.window.show_work()
        if self._notice is not None:
            self._day.work.undo.offer(render(self._notice))
            self._notice = None
        if self._care is None:
            self._care = Care(self._opened.store, self)
            self._care.start()
        self._care.reported.connect(self._day.on_upkeep)
        if self._ring is not None:
            ring, self._ring = self._ring, None
            self._day.ring(ring)

    @Slot(str)
    def _on_unlock_asked(self, password: str) -> None:
        if self._day is None:
            return
        self._runner.run(
            _unlock, self._opened, self._day.person.login, password, self._now, self._server.tries,
            owner=self, then=self._on_unlocked, failed=self._on_unlock_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_unlocked(self, _answer: object) -> None:
        self.window.unlock()

    @Slot(object)
    def _on_unlock_refused(self, error: ThirdRingError) -> None:
        self.window.refuse_unlock(render(error))

    @Slot()
    def _on_switch_user(self) -> None:
        """The next person's drafts are apart: each has a file of their own."""
        self._end_day()
        self._sign_in.clear()
        self._sign_in.set_login("")
        if self._server.address:
            self._leave_server()
            self._server.ask_again()
            return
        self.window.show_page(self._sign_in)

    def _leave_server(self) -> None:
        """Its connections were the last person's."""
        if self._care is not None:
            self._care.stop()
            self._care = None
        if self._opened is not None:
            self._runner.run(_close, self._opened.store, owner=self)
            self._opened = None

    def _end_day(self) -> None:
        if self._before_day is not None and hasattr(self._before_day, "close"):
            self._before_day.close()  # a desk's of a server: its files are this person's
        self._before_day = None
        if self._day is not None:
            if self._care is not None:
                self._care.reported.disconnect(self._day.on_upkeep)
            self._day.end()
            self._day = None
            self.window.rescue = None
            self.window.end_work()

    # --- words and other starts --------------------------------------------------------------

    @Slot(Language)
    def _on_language_chosen(self, chosen: Language) -> None:
        self._change_language(chosen)
        self.memory.write("language", chosen.value)

    @Slot(Language)
    def _on_language_kept(self, chosen: Language) -> None:
        self._words.speak(chosen)
        self.memory.write("language", chosen.value)

    def _change_language(self, chosen: Language) -> None:
        self._words.speak(chosen)
        switch_language(self._app, chosen)

    @Slot(object)
    def hear(self, message: dict[str, Any]) -> None:
        """Another start: raise the window; a ring begins a call."""
        if message.get("deed") == "ring":
            if self._day is None:
                self._ring = message
            else:
                self._day.ring(message)
        self.window.setWindowState(self.window.windowState() & ~_minimized())
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Save what is typed, finish what is under way, close the file."""
        self.ticker.stop()
        self._end_day()
        if self._care is not None:
            self._care.stop()
        self._runner.shut_down()
        if self._opened is not None:
            self._opened.store.close()


def _close(store: Any) -> None:
    store.close()


def _minimized() -> Any:
    from PySide6.QtCore import Qt

    return Qt.WindowState.WindowMinimized


def _ring_of_start() -> dict[str, Any] | None:
    """The ring that started this desk, when `thirdring incoming` found none running."""
    text = os.environ.pop("THIRDRING_RING", "")
    try:
        ring = json.loads(text) if text else None
    except ValueError:
        return None
    return ring if isinstance(ring, dict) else None


def _enter(opened: Any, login: str, password: str, now: Any) -> Any:
    """On a thread of the runner."""
    from thirdring.app.entered import Entered
    from thirdring.usecases.opening import enter

    entered = Entered(*enter(opened.store, login, password, now))
    load_day()
    return entered


def _unlock(opened: Any, login: str, password: str, now: Any, tries: Any) -> None:
    """On a thread of the runner."""
    from thirdring.app.server_desk import unlock_here

    unlock_here(opened, login, password, now, tries)


def _open(
    address: str | None, key: str | None, *, demo: bool, language: Language
) -> tuple[Any, tuple[str, str] | None] | None:
    """On a thread of the runner: the open center, and the sample's login; None asks for the key."""
    from thirdring.usecases.opening import asks_for_key, look_at, open_center

    if key is None and asks_for_key(address):
        return None
    opened = open_center(address, key)
    if not demo:
        return opened, None
    from thirdring.usecases.fill_demo import demo_login, fill_demo

    if not opened.set_up:
        fill_demo(opened.store, language=language)
        opened = look_at(opened.store)
    return opened, demo_login()
