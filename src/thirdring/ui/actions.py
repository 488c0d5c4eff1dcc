"""Every action with a shortcut or a place in the command palette: one table, drawn from by all.

A screen connects to actions by id and never makes a shortcut of its own.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.i18n import _


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`keys` in Qt's portable text; "" for none. `mac_keys` where macOS needs others.

    `screen` "" works everywhere; `needs` None is for everybody. `more_keys` are never drawn.
    `in_palette` False keeps it out of Ctrl+K: it makes no sense without what has the focus.
    """

    id: str
    text: str
    keys: str = ""
    screen: str = ""
    needs: Permission | None = None
    icon: str = "command"
    mac_keys: str = ""
    more_keys: tuple[str, ...] = ()
    in_palette: bool = True


_P = Permission

ACTIONS: tuple[ActionSpec, ...] = (
    # Everywhere
    ActionSpec("palette", N_("Search or command"), "Ctrl+K", icon="search", in_palette=False),
    ActionSpec("shortcuts", N_("Show the shortcuts"), "F1", icon="keyboard", more_keys=("?", "Shift+?")),
    ActionSpec("phrases.toggle", N_("Search the phrases"), "F2", "desk", icon="quote"),
    ActionSpec("undo", N_("Undo the last deed"), "Ctrl+Z", icon="arrow-back-up", in_palette=False),
    ActionSpec("refresh", N_("Refresh"), "F5", icon="refresh"),
    ActionSpec("alarms", N_("Alarms"), "Ctrl+Shift+A", needs=_P.SEE_ALARMS, icon="bell"),
    ActionSpec("outbox", N_("Not on the server yet"), "Ctrl+Shift+U", icon="cloud-off"),
    ActionSpec("lock", N_("Lock the screen"), "Ctrl+L", icon="lock"),
    ActionSpec("switch_user", N_("Switch user"), icon="users"),
    ActionSpec("settings", N_("Settings"), "Ctrl+,", icon="settings"),
    ActionSpec("quit", N_("Quit"), "Ctrl+Q", icon="logout"),
    ActionSpec("theme.light", N_("Light colours"), icon="sun"),
    ActionSpec("theme.dark", N_("Dark colours"), icon="moon"),
    ActionSpec("theme.contrast", N_("High contrast"), icon="eye"),
    ActionSpec("theme.system", N_("Colours of the system"), icon="device-desktop"),
    ActionSpec("text.larger", N_("Larger text"), "Ctrl++", icon="typography", more_keys=("Ctrl+=",)),
    ActionSpec("text.smaller", N_("Smaller text"), "Ctrl+-", icon="typography"),
    ActionSpec("text.normal", N_("Text size 100 %"), "Ctrl+0", icon="typography"),
    ActionSpec("density.toggle", N_("Tighter or wider rows"), icon="list-details"),
    ActionSpec("language.toggle", N_("中文 / English"), icon="language"),
    # Screens, in the order of the rail
    ActionSpec("go.desk", N_("Desk"), "Alt+1", needs=_P.LOG_CALL, icon="headset", mac_keys="Meta+1"),
    ActionSpec("go.tickets", N_("Tickets"), "Alt+2", needs=_P.SEE_TICKETS, icon="ticket", mac_keys="Meta+2"),
    ActionSpec("go.callbacks", N_("Callbacks"), "Alt+3", needs=_P.KEEP_CALLBACKS, icon="clock-check", mac_keys="Meta+3"),
    ActionSpec("go.review", N_("Review"), "Alt+4", needs=_P.ESCALATE, icon="gavel", mac_keys="Meta+4"),
    ActionSpec("go.day", N_("Today"), "Alt+5", needs=_P.SEE_BRIEF, icon="calendar", mac_keys="Meta+5"),
    ActionSpec("go.month", N_("Month"), "Alt+7", needs=_P.SEE_OWN_TALLY, icon="calendar-stats", mac_keys="Meta+7"),
    ActionSpec("go.reports", N_("Reports"), "Alt+8", needs=_P.SEE_REPORTS, icon="chart-bar", mac_keys="Meta+8"),
    ActionSpec("go.phrases", N_("Phrases"), "Alt+6", needs=_P.SEE_PHRASES, icon="message-2", mac_keys="Meta+6"),
    # The desk
    ActionSpec("call.new", N_("Log a call"), "Ctrl+N", needs=_P.LOG_CALL, icon="phone-incoming"),
    ActionSpec("call.outbound", N_("Call a customer"), "Ctrl+Shift+N", needs=_P.LOG_CALL, icon="phone-outgoing"),
    ActionSpec("call.pile", N_("Unfinished calls"), "Ctrl+P", "desk", _P.LOG_CALL, "inbox"),
    ActionSpec("call.answer", N_("Pick up"), "F4", "desk", _P.LOG_CALL, "phone-call"),
    ActionSpec("call.ended", N_("The customer hung up"), "F7", "desk", _P.LOG_CALL, "phone-off"),
    ActionSpec("call.withheld", N_("The caller would not give it"), "Alt+W", "desk", _P.LOG_CALL, "circle-dashed", mac_keys="Meta+W", in_palette=False),
    ActionSpec("call.promise", N_("Promise a callback"), "Alt+P", "desk", _P.LOG_CALL, "clock-check", mac_keys="Meta+P"),
    ActionSpec("call.hold", N_("Hold or resume"), "F8", "desk", _P.LOG_CALL, "player-pause"),
    ActionSpec("call.confirm", N_("Customer confirmed"), "Ctrl+B", "desk", _P.LOG_CALL, "check"),
    ActionSpec("call.replace", N_("Replace the wording"), "Alt+R", "desk", _P.LOG_CALL, "ban", mac_keys="Meta+R"),
    ActionSpec("call.finish", N_("Finish call"), "Ctrl+Return", "desk", _P.LOG_CALL, "check", more_keys=("Ctrl+Enter",)),
    ActionSpec("call.no_audio", N_("No audio"), "F9", "desk", _P.LOG_CALL, "volume-off"),
    ActionSpec("call.misdial", N_("Misdial"), "F10", "desk", _P.LOG_CALL, "phone-x"),
    ActionSpec("call.abandoned", N_("Abandoned"), "F11", "desk", _P.LOG_CALL, "phone-off"),
    ActionSpec("call.cut_off", N_("Cut off"), "F12", "desk", _P.LOG_CALL, "unlink"),
    ActionSpec("phrase.said", N_("Mark the line as said"), "Alt+0", "desk", icon="check", mac_keys="Meta+0"),
    *(
        ActionSpec(f"phrase.{n}", N_("Use the phrase with this digit"), f"Ctrl+{n}", "desk", icon="quote", in_palette=False)
        for n in range(1, 10)
    ),
    # Complaints that come by another way than the telephone
    ActionSpec("complaint.new", N_("New complaint…"), "Ctrl+R", needs=_P.FILE_COMPLAINT, icon="edit"),
    ActionSpec("reception.file", N_("File it"), "Ctrl+Return", "reception", _P.FILE_COMPLAINT, "check", more_keys=("Ctrl+Enter",)),
    ActionSpec("reception.away", N_("Step away from the counter, or back"), "F8", "reception", _P.FILE_COMPLAINT, "door-enter"),
    ActionSpec("reception.withheld", N_("The customer would not give it"), "Alt+W", "reception", _P.FILE_COMPLAINT, "circle-dashed", mac_keys="Meta+W", in_palette=False),
    ActionSpec("reception.replace", N_("Replace the wording"), "Alt+R", "reception", _P.FILE_COMPLAINT, "ban", mac_keys="Meta+R"),
    # The callbacks
    ActionSpec("callback.call", N_("Call back now"), "F4", "callbacks", _P.LOG_CALL, "phone-outgoing"),
    ActionSpec("callback.ended", N_("The customer hung up"), "F7", "callbacks", _P.LOG_CALL, "phone-off"),
    ActionSpec("callback.not_reached", N_("Not reached"), "F9", "callbacks", _P.LOG_CALL, "phone-x"),
    ActionSpec("callback.next", N_("Take the next one"), "F6", "callbacks", _P.KEEP_CALLBACKS, "arrow-down"),
    ActionSpec("callback.hand_over", N_("Hand callbacks over"), screen="callbacks", needs=_P.HAND_OVER_CALLBACKS, icon="user-share"),
    ActionSpec("callback.finish", N_("Finish callback"), "Ctrl+Return", "callbacks", _P.LOG_CALL, "check", more_keys=("Ctrl+Enter",)),
    # What was sent up
    ActionSpec("review.decide", N_("Decide as the filled button says"), "Ctrl+Return", "review", _P.ESCALATE, "check", more_keys=("Ctrl+Enter",)),
    ActionSpec("review.take_over", N_("Take over"), "F3", "review", _P.REVIEW, "user-circle"),
    ActionSpec("review.next", N_("Take the next one"), "F6", "review", _P.REVIEW, "arrow-down"),
    ActionSpec("review.called_back", N_("I called back"), "F4", "review", _P.REVIEW, "phone-call"),
    ActionSpec("review.reassign", N_("Hand on…"), "F10", "review", _P.REASSIGN, "user-share"),
    ActionSpec("review.statement", N_("Use this statement"), "F7", "review", _P.USE_STATEMENTS, "news"),
    ActionSpec("review.raise", N_("One level up"), "F8", "review", _P.REVIEW, "arrow-up-right"),
    ActionSpec("review.refuse", N_("Refuse"), "F9", "review", _P.APPROVE_COUPONS, "x"),
    ActionSpec("review.replace", N_("Replace the wording"), "Alt+R", "review", _P.ESCALATE, "ban", mac_keys="Meta+R"),
    ActionSpec("go.imports", N_("Import from a file…"), needs=_P.IMPORT_COMPLAINTS, icon="file-import"),
    ActionSpec("imports.on", N_("Next step of the import"), "Ctrl+Return", "imports", _P.IMPORT_COMPLAINTS, "arrow-right", more_keys=("Ctrl+Enter",)),
    # Mail that waits to be sorted
    ActionSpec("go.inbox", N_("Inbox"), needs=_P.SORT_MAIL, icon="inbox"),
    ActionSpec("inbox.fetch", N_("Fetch mail"), "", "inbox", _P.IMPORT_MAIL, "download"),
    ActionSpec("inbox.complaint", N_("Mail: a complaint"), "1", "inbox", _P.SORT_MAIL, "alert-triangle", in_palette=False),
    ActionSpec("inbox.enquiry", N_("Mail: an enquiry"), "2", "inbox", _P.SORT_MAIL, "help", in_palette=False),
    ActionSpec("inbox.praise", N_("Mail: praise"), "3", "inbox", _P.SORT_MAIL, "heart", in_palette=False),
    ActionSpec("inbox.not_for_us", N_("Mail: not for us"), "4", "inbox", _P.SORT_MAIL, "ban", in_palette=False),
    ActionSpec("inbox.reply", N_("Mail: a reply to its ticket"), "5", "inbox", _P.SORT_MAIL, "arrow-back-up", in_palette=False),
    ActionSpec("go.visits", N_("Return visits"), needs=_P.WORK_TICKETS, icon="clipboard-check"),
    ActionSpec("visits.save", N_("Save the visit"), "Ctrl+Return", "visits", _P.WORK_TICKETS, "check"),
    # The day
    ActionSpec("day.sheet", N_("Day sheet"), needs=_P.KEEP_DAY_SHEET, icon="calendar"),
    ActionSpec("day.tasks", N_("Tasks"), needs=_P.KEEP_TASKS, icon="clipboard-check"),
    ActionSpec("day.team", N_("Day sheets of the team"), needs=_P.SEE_DAY_SHEETS, icon="users"),
    ActionSpec("day.brief", N_("Morning brief"), needs=_P.SEE_BRIEF, icon="speakerphone"),
    # The month
    ActionSpec("month.do", N_("Do as the filled button says"), "Ctrl+Return", "month", _P.SEE_OWN_TALLY, "check", more_keys=("Ctrl+Enter",)),
    ActionSpec("month.appeal", N_("Appeal against the complaint"), "F6", "month", _P.APPEAL, "scale"),
    ActionSpec("month.uphold", N_("Uphold what is contested"), "F8", "month", _P.SEE_TALLIES, "gavel"),
    ActionSpec("month.correct", N_("Correct what is contested"), "F9", "month", _P.SEE_TALLIES, "check"),
    ActionSpec("month.check", N_("Check quality…"), "F4", "month", _P.CHECK_QUALITY, "clipboard-check"),
    ActionSpec("month.verify", N_("Verify the month"), "F7", "month", _P.SEE_TALLIES, "shield-check"),
    ActionSpec("month.export", N_("Export the month"), "Ctrl+S", "month", _P.EXPORT_MONTH, "file-export"),
    ActionSpec("month.earlier", N_("The month before"), "Ctrl+PgUp", "month", icon="chevron-left"),
    ActionSpec("month.later", N_("The month after"), "Ctrl+PgDown", "month", icon="chevron-right"),
    # The reports
    ActionSpec("reports.quality", N_("Service quality"), needs=_P.SEE_REPORTS, icon="chart-bar"),
    ActionSpec("reports.complaints", N_("Complaint analysis"), needs=_P.SEE_REPORTS, icon="chart-bar"),
    ActionSpec("reports.enquiries", N_("Enquiry types"), needs=_P.SEE_REPORTS, icon="chart-bar"),
    # The ticket list
    ActionSpec("list.find", N_("Find in the list"), "Ctrl+F", icon="search", in_palette=False),
    ActionSpec("ticket.copy", N_("Copy the selected tickets"), "Ctrl+Shift+C", "tickets", _P.SEE_TICKETS, "copy"),
    ActionSpec("ticket.export", N_("Save the list as CSV"), "Ctrl+S", "tickets", _P.EXPORT_LISTS, "download"),
    ActionSpec("ticket.print", N_("Print the list"), "Ctrl+Shift+P", "tickets", _P.SEE_TICKETS, "printer"),
    ActionSpec("ticket.advance", N_("Record progress"), "Ctrl+Return", "tickets", _P.WORK_TICKETS, "check"),
    ActionSpec("ticket.step", N_("Next step"), "Ctrl+Shift+Return", "tickets", _P.WORK_TICKETS, "arrow-right"),
)  # fmt: skip


def keys_of(spec: ActionSpec, platform: str = sys.platform) -> str:
    """The keys to draw and to listen to on `platform`."""
    return spec.mac_keys if platform == "darwin" and spec.mac_keys else spec.keys


class Actions(QObject):
    """The table brought to life on `window`; it rests while that widget is hidden.

    `changed` when what may be done changed.
    """

    changed = Signal()

    def __init__(self, window: QWidget, specs: tuple[ActionSpec, ...] = ACTIONS) -> None:
        super().__init__(window)
        self._specs = {spec.id: spec for spec in specs}
        self._actions: dict[str, QAction] = {}
        self._connected: set[str] = set()
        self._off: set[str] = set()
        self._screen = ""
        self._granted: frozenset[Permission] = frozenset()
        for spec in specs:
            action = QAction(self)
            action.setObjectName(spec.id)
            sequences = [QKeySequence(k) for k in (keys_of(spec), *spec.more_keys) if k]
            action.setShortcuts(sequences)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            window.addAction(action)
            self._actions[spec.id] = action
        self.retranslate()
        self._update()

    def on(self, action_id: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the action is triggered by keys, palette or menu."""
        self._actions[action_id].triggered.connect(slot)
        self._connected.add(action_id)
        self._show(self._specs[action_id])
        self.changed.emit()

    def trigger(self, action_id: str) -> None:
        """Do it, if it may be done now."""
        self._actions[action_id].trigger()

    def action(self, action_id: str) -> QAction:
        """For menus."""
        return self._actions[action_id]

    def keys(self, action_id: str) -> str:
        """What to draw as key caps on a button that does the same."""
        return keys_of(self._specs[action_id])

    def set_enabled(self, action_id: str, *, on: bool) -> None:
        """Switch one action off while it makes no sense."""
        (self._off.discard if on else self._off.add)(action_id)
        self._show(self._specs[action_id])
        self.changed.emit()

    def set_screen(self, screen: str) -> None:
        """Which screen is shown: actions of other screens rest."""
        self._screen = screen
        self._update()

    def set_granted(self, granted: frozenset[Permission]) -> None:
        """What the person signed in may do."""
        self._granted = granted
        self._update()

    def has(self, action_id: str) -> bool:
        return action_id in self._specs

    def usable(self) -> list[ActionSpec]:
        """What can be triggered now, in the table's order."""
        return [spec for spec in self._specs.values() if self._actions[spec.id].isEnabled()]

    def offered(self, screen: str) -> list[ActionSpec]:
        """What `screen` and every screen offer this person by shortcut: for the sheet (F1)."""
        return [
            spec
            for spec in self._specs.values()
            if spec.screen in {"", screen}
            and spec.id in self._connected
            and self._permitted(spec)
            and keys_of(spec)
        ]

    def retranslate(self) -> None:
        for spec in self._specs.values():
            self._actions[spec.id].setText(_(spec.text))

    def _permitted(self, spec: ActionSpec) -> bool:
        return spec.needs is None or spec.needs in self._granted

    def _update(self) -> None:
        for spec in self._specs.values():
            self._show(spec)
        self.changed.emit()

    def _show(self, spec: ActionSpec) -> None:
        """Menus show what somebody listens for; a line that stays grey for ever says nothing."""
        offered = spec.id in self._connected and self._permitted(spec)
        here = spec.id not in self._off and spec.screen in {"", self._screen}
        action = self._actions[spec.id]
        action.setEnabled(offered and here)
        action.setVisible(offered)
