"""What one signed-in person works in: the screens they may see, from sign-in to sign-out."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from thirdring.app.screens.alarms import AlarmsPlace
from thirdring.app.screens.callbacks import CallbacksPlace
from thirdring.app.screens.day import DayPlace
from thirdring.app.screens.desk import DeskPlace
from thirdring.app.screens.imports import ImportsPlace
from thirdring.app.screens.inbox import InboxPlace
from thirdring.app.screens.keeping import KeepingPlace
from thirdring.app.screens.month import MonthPlace
from thirdring.app.screens.palette import fill_palette
from thirdring.app.screens.reception import ReceptionPlace
from thirdring.app.screens.reports import ReportsPlace
from thirdring.app.screens.review import ReviewPlace
from thirdring.app.screens.station import Station
from thirdring.app.screens.tickets import TicketsPlace
from thirdring.app.screens.visits import VisitsPlace
from thirdring.domain.changes import Change
from thirdring.domain.enums import Role
from thirdring.domain.errors import Refusal, ThirdRingError
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission, permissions_of
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.ui.gate import Gate
from thirdring.ui.pace import Pace
from thirdring.ui.runner import Runner
from thirdring.ui.runner_lanes import HELP_SECONDS, HELP_SECONDS_OF_FILE
from thirdring.ui.shell.ahead_line import AheadLine
from thirdring.ui.shell.clock_drift import ClockDrift
from thirdring.ui.shell.idle import IdleWatch
from thirdring.ui.shell.memory import Memory
from thirdring.ui.shell.plain_line import PlainLine
from thirdring.ui.shell.rail import Link
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.slices import Slices
from thirdring.ui.ticker import Ticker
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import DeskFacts, desk_facts
from thirdring.usecases.follow_changes import follow_changes
from thirdring.usecases.opening import Opened
from thirdring.usecases.rehearse import REHEARSALS
from thirdring.usecases.sign_in import SignedIn

if TYPE_CHECKING:
    from thirdring.app.screens.outbox import OutboxPlace
    from thirdring.ui.alarms.alarms import Alarms
    from thirdring.ui.callbacks.callbacks_screen import CallbacksScreen
    from thirdring.ui.calls.desk_page import DeskPage
    from thirdring.ui.complaints.reception_screen import ReceptionScreen
    from thirdring.ui.day.day_screen import DayScreen
    from thirdring.ui.imports.imports_screen import ImportsScreen
    from thirdring.ui.month.month_screen import MonthScreen
    from thirdring.ui.phrases.sidebar import PhraseSidebar
    from thirdring.ui.reports.reports_screen import ReportsScreen
    from thirdring.ui.review.review_screen import ReviewScreen
    from thirdring.ui.tickets.ticket_screen import TicketScreen
    from thirdring.ui.tickets.ticket_strip import TicketStrip
    from thirdring.usecases.offline.desk_center import DeskCenter

# At closing nobody waits for a server that is away: what was under way is in the outbox.
_PATIENCE_SECONDS = 0.2
# After the screens can be used: the desk is read and painted, and nobody can have asked for more yet.
_AT_REST_MS = 1_000
# A line on which a rehearsal takes so long is not held up by another.
_SLOW_MS = 500


class WorkingDay(QObject):
    """Built once per sign-in, taken apart by `end`. `ready` when the screens can be used."""

    ready = Signal()
    idle = Signal()
    _committed = Signal(object)  # Change, from the feed's thread

    def __init__(
        self,
        window: MainWindow,
        opened: Opened,
        person: SignedIn,
        center: "Center | DeskCenter",
        ticker: Ticker,
        memory: Memory,
    ) -> None:
        """`center`: at a desk of a server's the `DeskCenter`, which goes on without it."""
        super().__init__(window)
        self.person = person
        self._window, self._opened, self._ticker, self._memory = window, opened, ticker, memory
        self._offline = None if isinstance(center, Center) else center
        on_server = opened.store.address.on_server
        patience = HELP_SECONDS if on_server else HELP_SECONDS_OF_FILE
        self.runner = Runner(center, self, patience=patience)
        self.work = window.start_work(self.runner, permissions_of(person.roles))
        self.work.set_away(on=self._away)
        self.work.set_person(person.name, person.post or _post_of(person))
        self.work.set_link(Link.ONLINE if on_server else Link.LOCAL)
        if opened.store.plain:
            warning = PlainLine(opened.store.address.host, self.work)
            self.work.add_line(warning)
            warning.show()
        self._ahead: AheadLine | None = None
        self._tell_ahead(ahead=opened.store.ahead)
        self.desk: DeskPage | None = None
        self.strip: TicketStrip | None = None
        self.alarms: Alarms | None = None
        self.phrases: PhraseSidebar | None = None
        self.outbox: OutboxPlace | None = None
        self._desk: DeskPlace | None = None
        self._tickets: TicketsPlace | None = None
        self._reception: ReceptionPlace | None = None
        self._reports: ReportsPlace | None = None
        self._callbacks: CallbacksPlace | None = None
        self._review: ReviewPlace | None = None
        self._day: DayPlace | None = None
        self._month: MonthPlace | None = None
        self._imports: ImportsPlace | None = None
        self._rings: list[dict[str, Any]] = []
        self._built = False
        self._slices: Slices | None = None
        self._feed: Any = None
        self._gate = Gate()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_at_rest)
        self._rehearsals: Iterator[Callable[..., None]] = iter(())
        self._rehearsing = QElapsedTimer()
        self._station: Station | None = None
        self._pace = Pace(self.runner, self)
        self._pace.due.connect(self._on_changed)
        self._committed.connect(self._on_heard)
        self.runner.read(desk_facts, owner=self, then=self._on_facts)

    @Slot(object)
    def _on_facts(self, facts: DeskFacts) -> None:
        """The center is known: build the screens the person may see."""
        self._station = station = Station(
            self._window, self._opened, self.person, facts,
            self.runner, self.work, self._ticker, self._memory, self,
        )  # fmt: skip
        station.ticket_held.connect(self._on_held)
        self._slices = Slices(self._build(station), self)

    def _build(self, station: Station) -> Iterator[None]:
        self._window.prepare_for_trouble()
        yield
        yield from self._build_screens(station)
        first = self.work.screens()
        if first:
            self.work.show_screen(first[0])
        yield
        if station.may(Permission.SEE_ALARMS):
            self.alarms = AlarmsPlace(station, self._callbacks).alarms
        if self._offline is not None:
            from thirdring.app.screens.outbox import OutboxPlace

            calls = self.desk.desk if self.desk is not None else None
            self.outbox = OutboxPlace(station, self._offline, calls)
        yield
        app = QApplication.instance()
        if isinstance(app, QApplication) and self.person.has_password:
            minutes = station.facts.policy.integer(Key.IDLE_LOCK_MINUTES)
            IdleWatch(app, minutes, self).idle.connect(self.idle)
        self._watch_clock()
        # A window never waits for a server that may be away.
        on_server = self._offline is not None
        self._feed = follow_changes(
            self._opened.store, partial(self._gate.tell, self._committed.emit), self.person.id,
            may_look=station.may(Permission.KEEP_CALLBACKS), wait=not on_server,
        )  # fmt: skip
        self._built = True
        self.ready.emit()
        self._rest.start(_AT_REST_MS)
        for ring in self._rings:
            self.ring(ring)
        self._rings.clear()

    @Slot()
    def _on_at_rest(self) -> None:
        """The list is what is opened next, and has the most to load. Who calls first is no slower to
        save than who calls tenth.
        """
        self.work.prepare("tickets")
        if self._station is not None and self._station.may(Permission.LOG_CALL):
            self._rehearsals = iter(REHEARSALS)
            self._rehearse()

    @Slot()
    def _rehearse(self, _done: object = None) -> None:
        """One after the other, so that a save waits for one of them at most; none after one that was
        slow. What stands in its way is told when somebody saves.
        """
        slow = self._rehearsing.isValid() and self._rehearsing.hasExpired(_SLOW_MS)
        deed = next(self._rehearsals, None)
        if deed is not None and not slow:
            self._rehearsing.start()
            self.runner.run(deed, owner=self, then=self._rehearse, failed=lambda _error: None)

    def _watch_clock(self) -> None:
        """A file goes by this computer's clock, and there is nothing to be off from."""
        clock = self._opened.store.clock
        if clock is not None:
            drift = ClockDrift(lambda: clock.drift, self._ticker, self)
            self.work.add_line(drift.line)
            drift.look()

    def _build_screens(self, station: Station) -> Iterator[None]:
        """In the order of the rail."""
        desk = tickets = None
        if station.may(Permission.LOG_CALL):
            self._desk = desk = DeskPlace(station)
            yield from desk.build()
            self.desk, self.strip, self.phrases = desk.page, desk.strip, desk.phrases
            yield
        if station.may(Permission.SEE_TICKETS):
            self._tickets = tickets = TicketsPlace(station)
            if desk is not None:
                desk.strip.overdue_counted.connect(tickets.count_overdue)
        if station.may(Permission.FILE_COMPLAINT):
            self._reception = ReceptionPlace(station)
            VisitsPlace(station)
            InboxPlace(station)
        yield
        if station.may(Permission.KEEP_CALLBACKS):
            calls = desk.page.desk if desk is not None else None
            self._callbacks = CallbacksPlace(station, calls)
        if station.may(Permission.ESCALATE):
            self._review = ReviewPlace(station)
        if station.may(Permission.SEE_OWN_TALLY):
            self._month = MonthPlace(station)
        yield
        if station.may(Permission.SEE_REPORTS):
            self._reports = ReportsPlace(station)
        KeepingPlace(station)
        if station.may(Permission.IMPORT_COMPLAINTS):
            self._imports = ImportsPlace(station)
        self._day = DayPlace(station, desk.unfinished if desk is not None else list)
        fill_palette(station, tickets, desk)

    @Slot(object)
    def on_upkeep(self, report: Any) -> None:
        """A check found damage, the file could not be looked after, or the server was upgraded."""
        if isinstance(report, Refusal):  # nothing is saved any more: it stays in sight
            self.work.banner.say(_("This desk can't go on."), render(report))
            return
        if isinstance(report, ThirdRingError):
            self.work.undo.offer(render(report))
            return
        self._tell_ahead(ahead=report.ahead)
        if report.problems:
            offer = _("No good backup was found.")
            if report.good_backup is not None:
                offer = _(
                    "Quit, then restore the last good backup: thirdring db restore {file}"
                ).format(file=report.good_backup)
            self.work.banner.say(_("The center's file is damaged."), offer)

    def _tell_ahead(self, *, ahead: bool) -> None:
        if ahead and self._ahead is None:
            self._ahead = AheadLine(self.work)
            self.work.add_line(self._ahead)
            self._ahead.show()

    @Slot(object)
    def _on_heard(self, change: Change) -> None:
        """Who has what open is news for one panel at most, and keeps no other waiting."""
        if change.only_presence:
            self._on_changed(change)
        else:
            self._pace.add(change)

    @Slot(object, bool)
    def _on_held(self, ticket_id: Any, editing: bool) -> None:
        if self._feed is not None:
            self._feed.hold(ticket_id, editing=editing)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._station is not None:
            self._station.tell_followers(change)

    def open_ticket(self, which: object) -> None:
        """By its number or its id; for who may see tickets."""
        if self._station is not None:
            self._station.to_ticket(which)

    def ring(self, ring: dict[str, Any]) -> None:
        """A phone rings; before the desk is built, it waits for it."""
        if self._desk is None or self.desk is None:
            self._rings.append(ring)
            return
        self._desk.ring(ring)

    @property
    def tickets(self) -> "TicketScreen | None":
        return self._tickets.screen if self._tickets is not None else None

    @property
    def reception(self) -> "ReceptionScreen | None":
        return self._reception.screen if self._reception is not None else None

    @property
    def callbacks(self) -> "CallbacksScreen | None":
        return self._callbacks.screen if self._callbacks is not None else None

    @property
    def review(self) -> "ReviewScreen | None":
        return self._review.screen if self._review is not None else None

    @property
    def day(self) -> "DayScreen | None":
        return self._day.screen if self._day is not None else None

    @property
    def reports(self) -> "ReportsScreen | None":
        return self._reports.screen if self._reports is not None else None

    @property
    def month(self) -> "MonthScreen | None":
        return self._month.screen if self._month is not None else None

    @property
    def imports(self) -> "ImportsScreen | None":
        return self._imports.screen if self._imports is not None else None

    @property
    def settled(self) -> bool:
        """The screens are there, and nothing is under way."""
        still = self.runner.idle and not self._pace.waiting
        return self._built and self.work.settled and still

    @property
    def _away(self) -> bool:
        return self._offline is not None and self._offline.link.away

    def save_all(self) -> None:
        """Before a crash is shown: what was typed goes to the disk."""
        if self.desk is not None:
            self.desk.desk.flush()
        if self._reception is not None and self._reception.built:
            self._reception.screen.desk.flush()
        if self._day is not None and self._day.built:
            self._day.screen.flush()

    def end(self) -> None:
        """Save what is typed and let go of the database, also while the screens are being built."""
        self._rest.stop()
        if self._slices is not None and not self._built:
            self._slices.stop()
        if self._desk is not None:
            self._desk.close_down()
        if self._reception is not None and self._reception.built:
            self._reception.screen.close_down()
        if self._day is not None and self._day.built:
            self._day.screen.flush()
        if self._feed is not None:
            self._feed.stop(_PATIENCE_SECONDS if self._away else None)
        self._gate.shut()
        if self.alarms is not None:
            self.alarms.close_down()
        self.runner.shut_down(_PATIENCE_SECONDS if self._away else 5.0)
        if self.outbox is not None:
            self.outbox.watch.close_down()
        if self._offline is not None:
            self._offline.close()
        self.deleteLater()


def _post_of(person: SignedIn) -> str:
    """The most telling of the roles, for who has no post written down."""
    order = (Role.ADMIN, Role.SUPERVISOR, Role.HR, Role.AGENT)
    return next((_(label(role)) for role in order if role in person.roles), "")
