"""What a signed-in person works in: rail, top bar, banner, the screens, the phrase sidebar."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import KeptHere, ThirdRingError, Unavailable
from thirdring.domain.roles import Permission
from thirdring.i18n import _, render
from thirdring.ui.actions import Actions
from thirdring.ui.rules import is_rule
from thirdring.ui.runner import Runner
from thirdring.ui.shell.coming import ComingPage
from thirdring.ui.shell.drawer_place import DrawerPlace
from thirdring.ui.shell.memory import Memory
from thirdring.ui.shell.palette import Palette
from thirdring.ui.shell.palette_items import Command, CommandProvider
from thirdring.ui.shell.rail import Link, Rail
from thirdring.ui.shell.shortcuts_sheet import ShortcutsSheet
from thirdring.ui.shell.top_bar import TopBar
from thirdring.ui.slices import Slices
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Banner, Label, Styled, UndoLine

NARROW = 1280
_SIDE_WIDTH = "phrases.width"


@dataclass(slots=True)
class _Screen:
    made: QWidget | Callable[[], QWidget]
    code: str
    text: str
    phrases: bool
    rail: str
    coming: bool = False
    asked: bool = False
    then: list[Callable[[], object]] = field(default_factory=list)


class Work(Styled, QWidget):
    """Screens are added once; which of them a person sees follows from what they may do."""

    screen_shown = Signal(str)
    narrow_changed = Signal(bool)

    def __init__(
        self, runner: Runner, ticker: Ticker, memory: Memory, granted: frozenset[Permission]
    ) -> None:
        """`granted` is what the person signed in may do (`domain.roles.permissions_of`)."""
        super().__init__()
        self.shortcuts = Actions(self)
        self.shortcuts.set_granted(granted)
        self._runner, self._memory, self._granted = runner, memory, granted
        self._screens: dict[str, _Screen] = {}
        self._phrases: QWidget | None = None
        self._current = ""
        self._narrow: bool | None = None
        self.person = ""
        self._away = False
        self.rail = Rail()
        self.top_bar = TopBar(self.shortcuts, ticker)
        self.banner = Banner(icon="cloud-off")
        self.banner.hide()
        self.place = DrawerPlace()
        self._coming = ComingPage()
        self.place.body.addWidget(self._coming)
        self._lay_out()
        self.undo = UndoLine(self)
        self.top_bar.told.add(self.undo)
        self.finder = Palette(runner, self)
        self._sheet = ShortcutsSheet(self.shortcuts, self)
        self._connect(ticker)
        self.wire()

    def _lay_out(self) -> None:
        right = self._right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self.banner)
        right.addWidget(self.place, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self, ticker: Ticker) -> None:
        self.rail.chosen.connect(self.show_screen)
        self.top_bar.palette_asked.connect(self.finder.open_with)
        self.place.dragged.connect(self._on_dragged)
        self._runner.refused.connect(self._on_refused)
        ticker.tick.connect(self.top_bar.tick)
        self.shortcuts.on("palette", self._on_palette_asked)
        self.shortcuts.on("shortcuts", self._on_sheet_asked)
        self.shortcuts.on("phrases.toggle", self._on_phrases_asked)
        self.shortcuts.on("undo", self.undo.take_back)

    def add_screen(
        self,
        screen: str,
        icon: str,
        text: str,
        made: QWidget | Callable[[], QWidget],
        *,
        code: str = "",
        needs: Permission | None = None,
        phrases: bool = False,
        under: str = "",
    ) -> None:
        """Add a screen at the end of the rail if the person may see it.

        `text` is a msgid; `made`: the screen, or what builds it when it is prepared or first shown,
        `code` the module that needs, which is loaded before, beside the window; `phrases`: the
        sidebar stands beside it; `under`: it belongs to that screen and has no place of its own on
        the rail. A screen may have `entered()` (put the cursor where it belongs, refresh) and
        `left()`.
        """
        if needs is not None and needs not in self._granted:
            if isinstance(made, QWidget):
                made.deleteLater()
            return
        go = f"go.{screen}"
        keys = ""
        if self.shortcuts.has(go):
            keys = self.shortcuts.keys(go)
            self.shortcuts.on(go, self._on_go)
        self._screens[screen] = _Screen(made, code, text, phrases, under or screen)
        if not under:
            self.rail.add(screen, icon, text, keys)
        if isinstance(made, QWidget):
            self.place.body.addWidget(made)

    def screens(self) -> tuple[str, ...]:
        """Ids in the order of the rail."""
        return tuple(self._screens)

    def add_line(self, line: QWidget) -> None:
        """Put a quiet line of its own under the banner; it shows and hides itself."""
        line.hide()
        self._right.insertWidget(2, line)

    def add_commands(self) -> None:
        """Put the commands behind the groups added so far: call it last."""
        self.finder.add_provider(CommandProvider(self._commands, self.shortcuts.trigger))

    def show_screen(self, screen: str, *, then: Callable[[], object] | None = None) -> None:
        """Show it, and let it put the cursor where it belongs; `then` follows when it is there.
        Unknown ids are ignored.

        What was shown before is there at once. Else title and rail answer, and the screen comes in
        the next turns of the event loop: no key waits for more than one of them.
        """
        shown = self._screens.get(screen)
        if shown is None:
            return
        if then is not None:
            shown.then.append(then)
        if self._current != screen:
            self._leave()
        self._current = screen
        there = shown.made if isinstance(shown.made, QWidget) else None
        self.place.body.setCurrentWidget(there or self._coming)
        self.place.show_side(on=shown.phrases)
        self.rail.set_current(shown.rail)
        self.top_bar.set_title(_(shown.text))
        self.top_bar.set_context(None)
        self.shortcuts.set_screen(screen)
        if there is not None:
            self._arrive(screen, shown)
            return
        shown.asked = True
        self._coming.setFocus()
        if not shown.coming:
            self._bring(screen, shown)

    def prepare(self, screen: str) -> None:
        """Build it while nobody waits for it, in turns of the event loop too: it is there at once when
        it is asked for. Unknown ids are ignored.
        """
        shown = self._screens.get(screen)
        if shown is not None and not shown.coming and not self.is_built(screen):
            self._bring(screen, shown)

    def is_built(self, screen: str) -> bool:
        """Whether it is there."""
        return isinstance(self._screens[screen].made, QWidget)

    def _leave(self) -> None:
        self._coming.forget()
        left = self._screens.get(self._current)
        if left is not None and isinstance(left.made, QWidget):
            _tell(left.made, "left")

    def _bring(self, screen: str, shown: _Screen) -> None:
        """Load its code, then build it."""
        shown.coming = True
        build = partial(self._build, screen, shown)
        if not shown.code or shown.code in sys.modules:
            build()
        else:
            self._runner.load(shown.code, owner=self, then=build)

    def _build(self, screen: str, shown: _Screen, _module: object = None) -> None:
        Slices(self._pieces(screen, shown), self)

    def _pieces(self, screen: str, shown: _Screen) -> Iterator[None]:
        if isinstance(shown.made, QWidget):
            return
        try:
            made = shown.made()
        except BaseException:
            shown.coming = False
            raise
        yield
        self.place.body.addWidget(made)  # it is given its style
        yield
        made.ensurePolished()
        yield
        shown.made, shown.coming = made, False
        if self._current == screen:
            self.place.body.setCurrentWidget(made)
        self._arrive(screen, shown)

    def _arrive(self, screen: str, shown: _Screen) -> None:
        """It can be used; somebody may have gone elsewhere while it came."""
        if self._current == screen:
            _tell(shown.made, "entered")
            self.screen_shown.emit(screen)
            self._coming.hand_on()
        then, shown.then = shown.then, []
        for one in then:
            one()

    @property
    def settled(self) -> bool:
        """No screen that somebody asked for is on its way."""
        return not any(shown.coming and shown.asked for shown in self._screens.values())

    @property
    def current(self) -> str:
        return self._current

    def set_phrases(self, widget: QWidget) -> None:
        """The sidebar beside the screens that asked for it. It may have `entered()` (F2)."""
        kept = self._memory.read(_SIDE_WIDTH)
        self._phrases = widget
        self.place.set_side(widget, int(kept) if kept.isdecimal() else 0)

    def set_person(self, name: str, post: str) -> None:
        self.person = name
        self.top_bar.set_person(name, post)

    def set_badge(
        self, screen: str, count: int, *, most: int | None = None, urgent: bool = False
    ) -> None:
        self.rail.set_badge(screen, count, most=most, urgent=urgent)

    def set_away(self, *, on: bool) -> None:
        """The server can't be reached, and a line says so: no read that fails says it again."""
        self._away = on

    def tell(self, error: ThirdRingError) -> None:
        """A refusal or an outage no form has a place for."""
        known = self._away and isinstance(error, Unavailable) and error.gone
        if not known or isinstance(error, KeptHere):
            self.undo.offer(render(error))

    def set_link(self, link: Link, waiting: int = 0) -> None:
        self.rail.set_link(link, waiting)

    @property
    def narrow(self) -> bool:
        """Below 1280 px at text size 100 %: the sidebar is a drawer, panels fold."""
        return bool(self._narrow)

    def retranslate(self) -> None:
        if self._current:
            self.top_bar.set_title(_(self._screens[self._current].text))

    def restyle(self) -> None:
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        for overlay in (self.finder, self._sheet):
            overlay.place()

    def _measure(self) -> None:
        narrow = self.width() < self.theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.place.set_narrow(on=narrow)
            self.narrow_changed.emit(narrow)

    def _commands(self) -> list[Command]:
        return [
            Command(spec.id, _(spec.text), self.shortcuts.keys(spec.id), spec.icon)
            for spec in self.shortcuts.usable()
            if spec.in_palette
        ]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.shortcuts.retranslate()
        super().changeEvent(event)

    def _on_go(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.show_screen(sender.objectName().removeprefix("go."))

    def _on_palette_asked(self) -> None:
        self.finder.open_with()

    def _on_sheet_asked(self) -> None:
        shown = self._screens.get(self._current)
        self._sheet.show_for(self._current, _(shown.text) if shown else "", self._rules_on_screen())

    def _rules_on_screen(self) -> list[str]:
        """Ids that stand alone in a label, or that a painted widget names in its property "rule"."""
        seen = [widget for widget in self.findChildren(QWidget) if widget.isVisible()]
        texts = [label.text() for label in seen if isinstance(label, Label)]
        named = [str(widget.property("rule") or "") for widget in seen]
        return [text for text in [*texts, *named] if is_rule(text)]

    def _on_phrases_asked(self) -> None:
        if self.place.toggle() and self._phrases is not None:
            _tell(self._phrases, "entered")

    def _on_refused(self, error: ThirdRingError) -> None:
        self.tell(error)

    def _on_dragged(self, width: int) -> None:
        self._memory.write(_SIDE_WIDTH, str(width))


def _tell(widget: object, name: str) -> None:
    """Call an optional method of a screen."""
    told = getattr(widget, name, None)
    if callable(told):
        told()
