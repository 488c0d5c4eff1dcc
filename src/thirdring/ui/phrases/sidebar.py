"""The phrase sidebar: follows the stage of the call, with the line to say now on top."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from thirdring.domain.call_moment import CallMoment, stage_of
from thirdring.domain.enums import Language, Stage
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.festivals import festivals_on
from thirdring.domain.filling import fill, masked_values
from thirdring.domain.phrase_search import PhraseIndex
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.saying import SayNow, lines_for, offered, say_now
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.ui.actions import Actions
from thirdring.ui.phrases.do_not_say import DoNotSay
from thirdring.ui.phrases.line_list import Kind, LineDelegate, LineModel, Row
from thirdring.ui.phrases.say_now_box import SayNowBox
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.widgets import Ground, Label, SearchBox
from thirdring.ui.widgets.tabs import Tab, Tabs
from thirdring.usecases.edit_phrase import toggle_favourite
from thirdring.usecases.phrases import PhraseBook, phrase_book

_DIGITS = 9


class PhraseSidebar(Ground):
    """`insert_asked(text)` when a line is chosen by digit or Enter; `said(key)` when ticked off.

    It never takes the focus by itself.
    """

    insert_asked = Signal(str)
    said = Signal(str)
    noticed = Signal(str)

    def __init__(
        self, runner: Runner, actions: Actions, *, today: date, parent: QWidget | None = None
    ) -> None:
        """`today` is the center's day; the festivals of `set_day` follow it."""
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.LeftEdge, parent=parent)
        self._runner = runner
        self._day = today
        self._festivals: tuple[Any, ...] = ()
        self._book: PhraseBook | None = None
        self._index: PhraseIndex | None = None
        self._moment = CallMoment()
        self._values: Mapping[str, str] = {}
        self._stage: Stage | None = None  # chosen by hand; None follows the call
        self._due: SayNow | None = None
        self._title = Label(bold=True)
        self._search = SearchBox(keys=actions.keys("phrases.toggle"))
        self._tabs = Tabs(small=True, gap=14)
        self._now = SayNowBox(actions.keys("phrase.said"))
        self._model = LineModel(self)
        self._list = QListView()
        self._avoid = DoNotSay()
        self._lay_out()
        self._connect(actions)
        self.wire()
        self.reload()

    def _lay_out(self) -> None:
        view = self._list
        view.setModel(self._model)
        view.setItemDelegate(LineDelegate(self._model, view))
        view.setFrameShape(QListView.Shape.NoFrame)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setUniformItemSizes(False)
        view.setMouseTracking(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head = QHBoxLayout()
        head.setContentsMargins(16, 9, 16, 0)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._search, 1)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(16, 0, 8, 0)
        tabs.addWidget(self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(tabs)
        column.addWidget(self._now)
        column.addWidget(view, 1)
        column.addWidget(self._avoid)

    def _connect(self, actions: Actions) -> None:
        self._search.textChanged.connect(self._on_search)
        self._search.descended.connect(self._on_descended)
        self._search.returnPressed.connect(self._on_first)
        self._tabs.chosen.connect(self._on_tab)
        self._now.said.connect(self._on_said)
        self._list.activated.connect(self._on_activated)
        self._list.customContextMenuRequested.connect(self._on_menu)
        actions.on("phrase.said", self._on_said)
        for digit in range(1, _DIGITS + 1):
            actions.on(f"phrase.{digit}", self._on_digit)
            actions.action(f"phrase.{digit}").setProperty("digit", str(digit))

    def retranslate(self) -> None:
        self._title.setText(_("Phrases"))
        self._search.setPlaceholderText(_("Words or pinyin"))
        self._search.setAccessibleName(_("Search the phrases"))
        self._list.setAccessibleName(_("Lines of this stage"))
        self._tabs.set_tabs([Tab(stage, _(label(stage))) for stage in Stage])
        self._show()

    def restyle(self) -> None:
        palette = self._list.palette()
        palette.setColor(palette.ColorRole.Base, self.theme.color(Token.BG_SIDE))
        self._list.setPalette(palette)
        self._list.doItemsLayout()

    # --- what others tell it -----------------------------------------------------------------

    def reload(self) -> None:
        """Read the lines again: at the start, and when somebody changed them."""
        self._runner.read(read_book, self._day, owner=self, then=self._on_book, key="book")

    def set_moment(self, moment: CallMoment, values: Mapping[str, str]) -> None:
        """The call has moved on; `values` fill the placeholders."""
        moment = replace(moment, festivals=self._festivals)
        if moment == self._moment and values == self._values:
            return
        if stage_of(moment) is not stage_of(self._moment):
            self._stage = None
        self._moment, self._values = moment, values
        self._show()

    def entered(self) -> None:
        """F2: the cursor goes to the search line."""
        self._search.setFocus()
        self._search.selectAll()

    # --- drawing -----------------------------------------------------------------------------

    @Slot(object)
    def _on_book(self, answer: tuple[PhraseBook, PhraseIndex, tuple[Any, ...]]) -> None:
        self._book, self._index, self._festivals = answer
        self._moment = replace(self._moment, festivals=self._festivals)
        self._avoid.set_pairs(
            [
                (row.wording.text, self.filled(row.wording.instead))
                for row in self._book.wordings
                if row.wording.rule == "B10"
            ]
        )
        self._show()

    def _show(self) -> None:
        if self._book is None:
            return
        lines = [row.line for row in self._book.lines]
        stage = self._stage or stage_of(self._moment)
        self._tabs.set_value(stage)
        self._due = say_now(lines, self._moment)
        if self._due is None:
            self._now.show_line("", "", "")
        else:
            self._now.show_line(
                self.filled(self._due.phrase.text), render(self._due.reason), self._due.rule
            )
        wanted = self._search.text().strip()
        if wanted and self._index is not None:
            found = [one for one in self._index.find(wanted) if offered(one, self._moment)]
            self._model.set_rows(self._rows(found, grouped=False))
        else:
            self._model.set_rows(self._rows(lines_for(lines, self._moment, stage), grouped=True))

    def _rows(self, lines: Iterable[Phrase], *, grouped: bool) -> list[Row]:
        rows: list[Row] = []
        favourites = (
            {row.line.key for row in self._book.lines if row.favourite} if self._book else set()
        )
        lines = sorted(lines, key=lambda one: one.key not in favourites) if grouped else list(lines)
        heading = ""
        for digit, line in enumerate(lines, 1):
            group = _("Favourites") if line.key in favourites else _(label(line.group))
            if grouped and group != heading:
                heading = group
                rows.append(Row(Kind.HEADING, heading, key=f"#{heading}"))
            rows.append(
                Row(
                    Kind.LINE,
                    self.filled(line.text),
                    key=line.key,
                    digit=str(digit) if digit <= _DIGITS else "",
                    rule=line.rules[0] if line.rules else "",
                    said=line.key in self._moment.said,
                    favourite=line.key in favourites,
                )
            )
        return rows

    def filled(self, text: str) -> str:
        """`text` with the names of this call; personal data masked as C8 asks."""
        language = self._book.language if self._book else Language.ZH_CN
        return fill(text, masked_values(self._values, self._moment), language)

    # --- what the person does ----------------------------------------------------------------

    @Slot()
    def _on_search(self) -> None:
        self._show()

    @Slot()
    def _on_descended(self) -> None:
        self._list.setFocus()
        first = next(
            (i for i in range(self._model.rowCount()) if self._model.flags(self._model.index(i))),
            -1,
        )
        if first >= 0:
            self._list.setCurrentIndex(self._model.index(first))

    @Slot()
    def _on_first(self) -> None:
        row = self._model.line_of("1")
        if row is not None:
            self._use(row)

    @Slot(object)
    def _on_tab(self, stage: Stage) -> None:
        self._stage = stage
        self._search.clear()
        self._show()

    @Slot()
    def _on_said(self) -> None:
        if self._due is not None:
            self.said.emit(self._due.phrase.key)

    @Slot()
    def _on_digit(self) -> None:
        row = self._model.line_of(str(self.sender().property("digit")))
        if row is not None:
            self._use(row)

    @Slot(object)
    def _on_activated(self, index: Any) -> None:
        self._use(self._model.row_at(index))

    def _use(self, row: Row) -> None:
        self.insert_asked.emit(row.text)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        index = self._list.indexAt(at)
        if not index.isValid() or self._model.row_at(index).kind is not Kind.LINE:
            return
        row = self._model.row_at(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(_("Copy"))
        star = menu.addAction(
            _("Take from favourites") if row.favourite else _("Add to favourites")
        )
        copy.setData(row.text)
        star.setData(row.key)
        copy.triggered.connect(self._on_copy)
        star.triggered.connect(self._on_star)
        menu.popup(self._list.viewport().mapToGlobal(at))

    @Slot()
    def _on_copy(self) -> None:
        self.copy(str(self.sender().data()))  # type: ignore[attr-defined]

    def copy(self, text: str) -> None:
        """To the clipboard, and say so."""
        QGuiApplication.clipboard().setText(text)
        self.noticed.emit(_("Line copied."))

    @Slot()
    def _on_star(self) -> None:
        key = self.sender().data()  # type: ignore[attr-defined]
        row = next((r for r in self._book.lines if r.line.key == key), None) if self._book else None
        if row is not None:
            self._runner.run(
                toggle_favourite, row.id, owner=self, then=self._on_starred, failed=self._on_failed
            )

    @Slot(object)
    def _on_starred(self, _on: object) -> None:
        self.reload()

    @Slot(object)
    def _on_failed(self, error: ThirdRingError) -> None:
        self.noticed.emit(render(error))


def read_book(ctx: Any, day: date) -> tuple[PhraseBook, PhraseIndex, tuple[Any, ...]]:
    """On a reading thread: the book, its search index (loads the readings), the day's festivals."""
    book = phrase_book(ctx)
    return book, PhraseIndex([row.line for row in book.lines]), festivals_on(day)
