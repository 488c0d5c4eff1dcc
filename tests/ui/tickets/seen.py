"""The ticket screen in a window, as one person sees it."""

from typing import Any

from thirdring.domain.enums import Role
from thirdring.domain.roles import permissions_of
from thirdring.ui.runner import Runner
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.ticker import Ticker
from thirdring.ui.tickets.ticket_screen import TicketScreen
from thirdring.ui.widgets import Label

LISTED = 300  # tickets of the world these tests look at
NUMBER = "C261122-K7901"


class Seen:
    """A window with the ticket screen, and what it said."""

    def __init__(self, window: MainWindow, runner: Runner, ticker: Ticker, login: str) -> None:
        roles = {"zhao": [Role.SUPERVISOR, Role.AGENT], "lin": [Role.AGENT]}[login]
        self.window = window
        self.work = window.start_work(runner, permissions_of(roles))
        self.screen = TicketScreen(runner, self.work.shortcuts, ticker)
        self.work.add_screen("tickets", "ticket", "Tickets", self.screen)
        self.said: list[str] = []
        self.failed: list[object] = []
        self.screen.said.connect(self.said.append)
        self.screen.failed.connect(self.failed.append)
        window.show_work()
        window.show()
        self.work.show_screen("tickets")

    @property
    def table(self) -> Any:
        return self.screen.pane.table

    def words(self) -> str:
        return "\n".join(
            label.text() for label in self.window.findChildren(Label) if label.isVisible()
        )
