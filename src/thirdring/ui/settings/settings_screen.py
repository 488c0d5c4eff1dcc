"""The settings: a column of sections, only those the person has a say or an interest in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.enums import Language
from thirdring.domain.roles import Permission
from thirdring.i18n import _
from thirdring.ui.late import Late
from thirdring.ui.runner import Runner
from thirdring.ui.settings.me_section import MeSection
from thirdring.ui.settings.section import Section
from thirdring.ui.settings.sections import About, BackUp, Makers
from thirdring.ui.shell.memory import Memory
from thirdring.ui.theme import Size, Theme, Token
from thirdring.ui.widgets import Ground, Styled
from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow

_TIGHT = 800
_TIGHT_SIDE = 124


class SettingsScreen(Styled, QWidget):
    """`said(sentence, undo or None)` for the foot of the window; `language_chosen` after a switch.

    `about` and `back_up` are the deeds of `usecases.about_center` on the open database.
    """

    language_chosen = Signal(Language)
    said = Signal(str, object)

    def __init__(
        self,
        runner: Runner,
        granted: frozenset[Permission],
        theme: Theme,
        memory: Memory,
        person: str,
        *,
        about: About | None = None,
        back_up: BackUp | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._person = person
        self._pages = QStackedWidget()
        makers = Makers(runner, granted, theme, memory, about, back_up)
        self.sections = Late(makers.offered(), self._place)
        self._lay()
        self.wire()

    def _lay(self) -> None:
        self._side = Ground(Token.BG_SIDE, edges=Qt.Edge.RightEdge)
        self.list = QuietTable(head=False, ground=Token.BG_SIDE, places=True)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 8, 1, 0)
        column.addWidget(self.list)
        ground = Ground(Token.BG_SURFACE)
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(ground, 1)
        self.list.chosen.connect(self._on_chosen)
        self.list.entered_row.connect(self._on_entered_row)

    def _place(self, _name: str, section: Section) -> None:
        """A section was just built."""
        self._pages.addWidget(section)
        section.said.connect(self.said)
        if isinstance(section, MeSection):
            section.language_chosen.connect(self.language_chosen)

    def restyle(self) -> None:
        tight = self.width() < self.theme.px(_TIGHT)
        width = self.theme.px(_TIGHT_SIDE) if tight else self.theme.size(Size.TICKET_VIEWS)
        self._side.setFixedWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def retranslate(self) -> None:
        titles = {
            "me": self._person or _("Me"),
            "people": _("People"),
            "rules": _("Rules"),
            "told": _("Who is told"),
            "departments": _("Departments"),
            "statements": _("Statements"),
            "improvement": _("Improvement"),
            "ledgers": _("Ledgers"),
            "access": _("Access log"),
            "retention": _("Retention"),
            "mailbox": _("The center's mailbox"),
            "center": _("This center"),
        }
        self.list.setAccessibleName(_("Sections of the settings"))
        self.list.set_headings([Heading("")])
        self.list.set_rows(
            [TableRow(name, (Cell(titles[name], Token.TEXT),)) for name in self.sections]
        )
        if self.list.key() is None:
            self.list.choose("me")

    def show_section(self, name: str) -> None:
        """Show it as if it had been chosen."""
        self.list.choose(name)
        self._on_chosen(name)

    def entered(self) -> None:
        """The screen is shown again."""
        self._on_chosen(self.list.key())

    def refresh(self) -> None:
        """Something was changed, here or at another desk: the shown section reads again."""
        section = self._pages.currentWidget()
        if self.isVisible() and isinstance(section, Section):
            section.refresh()

    def _on_chosen(self, name: object) -> None:
        section = self.sections[str(name)]
        self._pages.setCurrentWidget(section)
        section.entered()
        self.list.setFocus()  # the arrow keys go on to the next; Enter leads inside

    def _on_entered_row(self, name: object) -> None:
        self.sections[str(name)].entered()
