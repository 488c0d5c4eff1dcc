"""What one signed-in person works in: the screens, wired to each other and to the database."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from thirdring.domain.enums import Role
from thirdring.domain.errors import N_, ThirdRingError
from thirdring.domain.policy import Key
from thirdring.domain.roles import Permission, permissions_of
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.ui.alarms.alarms import Alarms
from thirdring.ui.callbacks.callbacks_screen import CallbacksScreen
from thirdring.ui.calls.call_page import CallPage
from thirdring.ui.calls.desk_page import DeskPage, build_desk_page
from thirdring.ui.calls.pile_strip import entry_text
from thirdring.ui.complaints.reception_screen import ReceptionScreen
from thirdring.ui.complaints.tickets_context import TicketsContext
from thirdring.ui.complaints.visits_screen import VisitsScreen
from thirdring.ui.day.day_screen import DayScreen, Part
from thirdring.ui.day.offer import DayOffer
from thirdring.ui.phrases.phrases_screen import PhrasesScreen
from thirdring.ui.phrases.sidebar import PhraseSidebar
from thirdring.ui.review.review_screen import ReviewScreen
from thirdring.ui.runner import Runner
from thirdring.ui.settings.settings_screen import SettingsScreen
from thirdring.ui.shell.idle import IdleWatch
from thirdring.ui.shell.memory import Memory
from thirdring.ui.shell.palette_sources import CustomerSource, PhraseSource, TicketSource
from thirdring.ui.shell.rail import Link
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.theme import theme_of
from thirdring.ui.ticker import Ticker
from thirdring.ui.tickets.ticket_screen import TOPICS, TicketScreen
from thirdring.ui.tickets.ticket_strip import TicketStrip
from thirdring.usecases.about_center import about_center, back_up_to
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import DeskFacts, desk_facts
from thirdring.usecases.drafts import open_drafts, open_reception_drafts
from thirdring.usecases.find_customers import CustomerHit
from thirdring.usecases.follow_changes import follow_changes
from thirdring.usecases.opening import Opened
from thirdring.usecases.sign_in import SignedIn

_SETTLE_MS = 150


class WorkingDay(QObject):
    """Built once per sign-in, taken apart by `end`. `ready` when the screens can be used."""

    ready = Signal()
    idle = Signal()
    _committed = Signal()

    def __init__(
        self,
        window: MainWindow,
        opened: Opened,
        person: SignedIn,
        center: Center,
        ticker: Ticker,
        memory: Memory,
    ) -> None:
        super().__init__(window)
        self.person = person
        self._window, self._opened, self._ticker, self._memory = window, opened, ticker, memory
        self.runner = Runner(center, self)
        self.work = window.start_work(self.runner, permissions_of(person.roles))
        self.work.set_person(person.name, person.post or _post_of(person))
        self.work.set_link(Link.LOCAL)
        self.desk: DeskPage | None = None
        self.strip: TicketStrip | None = None
        self.tickets: TicketScreen | None = None
        self.reception: ReceptionScreen | None = None
        self.callbacks: CallbacksScreen | None = None
        self.alarms: Alarms | None = None
        self.review: ReviewScreen | None = None
        self.day: DayScreen | None = None
        self.phrases: PhraseSidebar | None = None
        self._rings: list[dict[str, Any]] = []
        self._feed: Any = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._committed.connect(self._settle.start)
        self._followers: list[Any] = []
        self.runner.read(desk_facts, owner=self, then=self._on_facts)

    @Slot(object)
    def _on_facts(self, facts: DeskFacts) -> None:
        """The center is known: build the screens the person may see."""
        granted = permissions_of(self.person.roles)
        if Permission.LOG_CALL in granted:
            self._build_desk(facts)
        if Permission.SEE_TICKETS in granted:
            self._build_tickets()
        if Permission.FILE_COMPLAINT in granted:
            self._build_reception(facts)
            self._build_visits(facts, granted)
        if Permission.KEEP_CALLBACKS in granted:
            self._build_callbacks(facts)
        if Permission.ESCALATE in granted:
            self._build_review(facts, granted)
        self._build_keeping(granted)
        self._build_day(facts, granted)
        self._fill_palette(granted)
        self.work.add_commands()
        first = self.work.screens()
        if first:
            self.work.show_screen(first[0])
        if Permission.KEEP_CALLBACKS in granted:
            self._build_alarms(facts)
        minutes = facts.policy.integer(Key.IDLE_LOCK_MINUTES)
        app = QApplication.instance()
        if isinstance(app, QApplication) and self.person.has_password:
            IdleWatch(app, minutes, self).idle.connect(self.idle)
        self._feed = follow_changes(self._opened.store, self._committed.emit)
        self.ready.emit()
        for ring in self._rings:
            self.ring(ring)
        self._rings.clear()

    def _build_desk(self, facts: DeskFacts) -> None:
        """The form and its customer, the list below, the phrases beside."""
        actions, person = self.work.shortcuts, self.person
        self.strip = TicketStrip(self.runner, actions, self._ticker)
        self.desk = build_desk_page(
            facts,
            self.runner,
            actions,
            self._ticker,
            partial(open_drafts, person.id, person.draft_key),
            below=self.strip,
        )
        page = self.desk.calls
        page.clocks_changed.connect(self._on_clocks)
        self.desk.desk.logged.connect(self._on_logged)
        self.desk.noticed.connect(self._on_noticed)
        self.desk.call_back_asked.connect(self._on_call_back_asked)
        self.desk.customer.ticket_asked.connect(self._on_ticket_asked)
        self.strip.opened.connect(self._on_line_opened)
        self.strip.said.connect(self._on_noticed)
        self.strip.failed.connect(self._on_failed)
        self.strip.new_call_asked.connect(page.new_call)
        self.work.top_bar.resume_pressed.connect(page.toggle_hold)
        self.work.narrow_changed.connect(self.desk.set_narrow)
        self.desk.set_narrow(self.work.narrow)
        self._build_phrases(facts, page)
        self.work.add_screen(
            "desk", "headset", N_("Desk"), self.desk, needs=Permission.LOG_CALL, phrases=True
        )
        self.desk.desk.start()
        self.strip.start()
        self._followers.append(partial(self.strip.on_touched, TOPICS))

    def _fill_palette(self, granted: frozenset[Permission]) -> None:
        """What Ctrl+K finds besides the commands."""
        finder = self.work.finder
        if Permission.SEE_TICKETS in granted:
            finder.add_provider(TicketSource(self._on_ticket_asked))
        if self.desk is not None:
            finder.add_provider(CustomerSource(self._call_customer))
        if self.phrases is not None:
            finder.add_provider(PhraseSource(self._on_insert_asked, self.phrases.filled))

    def _call_customer(self, hit: CustomerHit) -> None:
        if self.desk is not None:
            self.work.show_screen("desk")
            self.desk.calls.new_outbound()
            self.desk.desk.current.call.set_text("number", hit.number)
            self.desk.desk.look_up(hit.number, self.desk.desk.current)

    def _build_tickets(self) -> None:
        self.tickets = TicketScreen(self.runner, self.work.shortcuts, self._ticker)
        self.tickets.said.connect(self._on_noticed)
        self.tickets.undoable.connect(self.work.undo.offer)
        self.tickets.failed.connect(self._on_failed)
        self.tickets.overdue_counted.connect(self._on_overdue)
        self.tickets.new_call_asked.connect(self._on_new_call)
        self.work.add_screen(
            "tickets", "ticket", N_("Tickets"), self.tickets, needs=Permission.SEE_TICKETS
        )
        self._followers.append(partial(self.tickets.on_touched, TOPICS))

    def _build_callbacks(self, facts: DeskFacts) -> None:
        """Who waits for a call (C1 to C3, B8)."""
        desk = self.desk.desk if self.desk is not None else None
        self.callbacks = CallbacksScreen(
            facts, self.runner, self.work.shortcuts, self._ticker, desk,
            supervises=Permission.HAND_OVER_CALLBACKS in permissions_of(self.person.roles),
        )  # fmt: skip
        self.callbacks.ticket_asked.connect(self._on_ticket_asked)
        self.callbacks.said.connect(self._on_noticed)
        self.callbacks.failed.connect(self._on_failed)
        self.callbacks.overdue_counted.connect(self._on_callbacks_overdue)
        self.work.add_screen(
            "callbacks", "clock-check", N_("Callbacks"), self.callbacks,
            needs=Permission.KEEP_CALLBACKS,
        )  # fmt: skip
        self.callbacks.refresh()
        self._followers.append(self.callbacks.on_touched)

    def _build_review(self, facts: DeskFacts, granted: frozenset[Permission]) -> None:
        """What was sent up (C4): decided by superiors, tracked by whoever sent it."""
        self.review = ReviewScreen(facts, granted, self.runner, self.work.shortcuts, self._ticker)
        self.review.said.connect(self._on_noticed)
        self.review.failed.connect(self._on_failed)
        self.review.ticket_asked.connect(self._on_ticket_asked)
        self.review.counted.connect(self._on_review_counted)
        context = self.review.context
        context.brief_asked.connect(partial(self._on_day_asked, Part.BRIEF))
        self.work.narrow_changed.connect(context.set_narrow)
        context.set_narrow(self.work.narrow)
        self.work.screen_shown.connect(self._on_review_shown)
        self.work.add_screen(
            "review", "gavel", N_("Review"), self.review, needs=Permission.ESCALATE
        )
        self.review.refresh()
        self._followers.append(self.review.on_touched)

    def _build_day(self, facts: DeskFacts, granted: frozenset[Permission]) -> None:
        """The day sheet, tasks, the team's sheets and the morning brief (F1 to F5)."""
        self.day = DayScreen(
            granted, self.runner, self.work.shortcuts, self._ticker, facts.time,
            self._day_unfinished,
        )  # fmt: skip
        self.day.said.connect(self._on_noticed)
        self.day.failed.connect(self._on_failed)
        self.day.ticket_asked.connect(self._on_ticket_asked)
        screens = self.work.screens()
        self.work.add_screen(
            "day", "calendar", N_("Today"), self.day, needs=Permission.SEE_BRIEF,
            under=screens[0] if screens else "",
        )  # fmt: skip
        for part in Part:
            self.work.shortcuts.on(f"day.{part.value}", partial(self._on_day_asked, part))
        self._followers.append(self.day.on_touched)
        if Permission.KEEP_DAY_SHEET in granted:
            offer = DayOffer(self.runner, self._ticker, self)
            self.work.add_line(offer.line)
            offer.accepted.connect(self._on_day_offer)
            self.day.sheet.opened.connect(offer.done)
            offer.ask()

    def _on_day_asked(self, part: Part, *_checked: object) -> None:
        self.work.show_screen("day")
        if self.day is not None:
            self.day.show_part(part)

    @Slot(object)
    def _on_day_offer(self, offer: Any) -> None:
        self._on_day_asked(Part.SHEET)
        if self.day is not None:
            self.day.sheet.show_offer(offer)

    def _day_unfinished(self) -> list[str]:
        """Records still open on this desk; the database doesn't know them (F2)."""
        if self.desk is None:
            return []
        return [entry_text(entry) for entry in self.desk.desk.pile.unfinished()]

    @Slot(str)
    def _on_review_shown(self, screen: str) -> None:
        if screen == "review" and self.review is not None:
            self.work.top_bar.set_context(self.review.context)

    @Slot(int, bool)
    def _on_review_counted(self, count: int, urgent: bool) -> None:
        self.work.set_badge("review", count, urgent=urgent)

    def _build_reception(self, facts: DeskFacts) -> None:
        """What arrives by another way than the telephone (D13)."""
        person = self.person
        screen = self.reception = ReceptionScreen(
            facts,
            self.runner,
            self.work.shortcuts,
            self._ticker,
            partial(open_reception_drafts, person.id, person.draft_key),
        )
        screen.said.connect(self._on_noticed)
        screen.discarded.connect(self.work.undo.offer)
        screen.failed.connect(self._on_failed)
        screen.ticket_asked.connect(self._on_ticket_asked)
        self.work.add_screen(
            "reception", "edit", N_("Reception"), screen,
            needs=Permission.FILE_COMPLAINT, under="tickets",
        )  # fmt: skip
        self.work.shortcuts.on("complaint.new", self._on_new_complaint)
        screen.desk.start()

    def _build_visits(self, facts: DeskFacts, granted: frozenset[Permission]) -> None:
        """Who is owed a return visit (D10), and the way there from the tickets."""
        actions = self.work.shortcuts
        visits = VisitsScreen(
            facts, self.runner, self._ticker, reviews=Permission.REVIEW in granted
        )
        context = TicketsContext(actions.keys("complaint.new"), self.work)
        context.hide()
        visits.said.connect(self._on_noticed)
        visits.failed.connect(self._on_failed)
        visits.ticket_asked.connect(self._on_ticket_asked)
        visits.counted.connect(context.set_owed)
        self.work.add_screen(
            "visits", "clipboard-check", N_("Return visits"), visits,
            needs=Permission.WORK_TICKETS, under="tickets",
        )  # fmt: skip
        actions.on("visits.save", visits.send)
        self.work.narrow_changed.connect(context.set_narrow)
        context.set_narrow(self.work.narrow)
        context.complaint_asked.connect(self._on_new_complaint)
        context.visits_asked.connect(partial(self.work.show_screen, "visits"))
        self.work.screen_shown.connect(partial(self._on_screen_shown, context))
        self._followers.append(visits.on_touched)
        visits.refresh()

    def _on_screen_shown(self, context: TicketsContext, screen: str) -> None:
        if screen == "tickets":
            self.work.top_bar.set_context(context)

    @Slot()
    def _on_new_complaint(self) -> None:
        if self.reception is not None:
            self.work.show_screen("reception")
            self.reception.new()

    def _build_alarms(self, facts: DeskFacts) -> None:
        """The bell: what is due, overdue or went up (C2, C3, C6)."""
        self.alarms = Alarms(self.runner, self.work, self._ticker, self._memory, facts.time)
        self.alarms.opened.connect(self._on_alarm_opened)
        self.alarms.failed.connect(self._on_failed)
        if self.callbacks is not None:  # what became overdue meanwhile counts on the rail
            self.alarms.ticked.connect(self.callbacks.refresh)
        self.alarms.start()
        self._followers.append(self.alarms.watch.refresh)

    @Slot(object)
    def _on_call_back_asked(self, callback_id: Any) -> None:
        if self.callbacks is not None:
            self.work.show_screen("callbacks")
            self.callbacks.show_callback(callback_id, call=True)

    @Slot(object)
    def _on_alarm_opened(self, row: Any) -> None:
        """To what it is about: the callback, else its ticket."""
        if row.callback_id is not None and self.callbacks is not None:
            self.work.show_screen("callbacks")
            self.callbacks.show_callback(row.callback_id)
        elif row.visit_id is not None and "visits" in self.work.screens():
            self.work.show_screen("visits")
        elif row.ticket_id is not None:
            self._on_ticket_asked(row.ticket_id)

    def _build_keeping(self, granted: frozenset[Permission]) -> None:
        """The lines to say, and the settings: what is looked after rather than worked with."""
        store = self._opened.store
        phrases = PhrasesScreen(self.runner, may_edit=Permission.EDIT_PHRASES in granted)
        settings = SettingsScreen(
            self.runner,
            granted,
            theme_of(self._window),
            self._memory,
            self.person.name,
            about=partial(about_center, store=store),
            back_up=partial(back_up_to, store=store),
        )
        for screen in (phrases, settings):
            screen.said.connect(self.work.undo.offer)
            self._followers.append(screen.refresh)
        settings.language_chosen.connect(self._window.language_changed)
        self.work.add_screen(
            "phrases", "message-2", N_("Phrases"), phrases, needs=Permission.SEE_PHRASES
        )
        self.work.add_screen("settings", "settings", N_("Settings"), settings)
        self.work.shortcuts.on("settings", self._on_settings)

    @Slot()
    def _on_settings(self) -> None:
        self.work.show_screen("settings")

    def _build_phrases(self, facts: DeskFacts, page: CallPage) -> None:
        today = facts.time.day_of(self._ticker.now())
        self.phrases = PhraseSidebar(self.runner, self.work.shortcuts, today=today)
        page.moment_changed.connect(self._on_moment)
        self.phrases.insert_asked.connect(self._on_insert_asked)
        self.phrases.said.connect(page.mark_said)
        self.phrases.noticed.connect(self._on_noticed)
        self.work.set_phrases(self.phrases)
        self._followers.append(self.phrases.reload)

    @Slot(object)
    def _on_moment(self, moment: Any) -> None:
        if self.desk is not None and self.phrases is not None:
            self.phrases.set_moment(moment, self.desk.calls.values())

    @Slot(str)
    def _on_insert_asked(self, text: str) -> None:
        """Into the answer where the form has one, else to the clipboard."""
        if self.desk is None or self.phrases is None:
            return
        form = self.desk.calls.form
        if self.work.current == "desk" and form.matter.answer.isVisibleTo(form):
            self.desk.calls.insert_answer(text)
        else:
            self.phrases.copy(text)

    @Slot(object)
    def _on_ticket_asked(self, which: Any) -> None:
        if self.tickets is not None:
            self.work.show_screen("tickets")
            self.tickets.open_ticket(which)

    @Slot(object)
    def _on_line_opened(self, line: Any) -> None:
        self._on_ticket_asked(line.number)

    @Slot()
    def _on_new_call(self) -> None:
        if self.desk is not None:
            self.work.show_screen("desk")
            self.desk.calls.new_call()

    @Slot(int)
    def _on_overdue(self, count: int) -> None:
        self.work.set_badge("tickets", count, urgent=True)

    @Slot(int)
    def _on_callbacks_overdue(self, count: int) -> None:
        self.work.set_badge("callbacks", count, urgent=True)

    @Slot(object)
    def _on_failed(self, error: ThirdRingError) -> None:
        self.work.undo.offer(render(error))

    @Slot(object, object, object)
    def _on_clocks(self, on_call: Any, on_hold: Any, limit: Any) -> None:
        self.work.top_bar.set_call(on_call)
        self.work.top_bar.set_hold(on_hold, limit)

    @Slot(object)
    def _on_logged(self, row: Any) -> None:
        text = _("Call saved.")
        if row.ticket_number:
            text = _("Call saved; ticket {number}.").format(number=row.ticket_number)
        self.work.undo.offer(text)

    @Slot(str)
    def _on_noticed(self, sentence: str) -> None:
        self.work.undo.offer(sentence)

    @Slot(object)
    def on_upkeep(self, report: Any) -> None:
        """A check found damage, or the file could not be looked after."""
        if isinstance(report, ThirdRingError):
            self.work.undo.offer(render(report))
            return
        if report.problems:
            offer = _("No good backup was found.")
            if report.good_backup is not None:
                offer = _(
                    "Quit, then restore the last good backup: thirdring db restore {file}"
                ).format(file=report.good_backup)
            self.work.banner.say(_("The center's file is damaged."), offer)

    @Slot()
    def _on_settled(self) -> None:
        for follower in self._followers:
            follower()

    def ring(self, ring: dict[str, Any]) -> None:
        """A phone rings: a fresh record; the one being typed stays."""
        if self.desk is None:
            self._rings.append(ring)
            return
        number = ring.get("number")
        name = ring.get("name")
        self.desk.desk.ring(
            number if isinstance(number, str) else None,
            anonymous=bool(ring.get("anonymous")),
            name=name if isinstance(name, str) else "",
        )
        self.work.show_screen("desk")

    @property
    def settled(self) -> bool:
        """The screens are there, and nothing is under way."""
        return bool(self.work.screens()) and self.runner.idle and not self._settle.isActive()

    def save_all(self) -> None:
        """Before a crash is shown: what was typed goes to the disk."""
        if self.desk is not None:
            self.desk.desk.flush()
        if self.reception is not None:
            self.reception.desk.flush()
        if self.day is not None:
            self.day.flush()

    def end(self) -> None:
        """Save what is typed and let go of the database."""
        if self.desk is not None:
            self.desk.close_down()
        if self.reception is not None:
            self.reception.close_down()
        if self.day is not None:
            self.day.flush()
        if self._feed is not None:
            self._feed.stop()
        if self.alarms is not None:
            self.alarms.close_down()
        self.runner.shut_down()
        self.deleteLater()


def _post_of(person: SignedIn) -> str:
    """The most telling of the roles, for who has no post written down."""
    order = (Role.ADMIN, Role.SUPERVISOR, Role.HR, Role.AGENT)
    return next((_(label(role)) for role in order if role in person.roles), "")
