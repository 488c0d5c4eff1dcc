"""The lines to say, as supervisors keep them and agents read them; and the wordings to keep off."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.enums import Language, PhraseGroup, Stage
from thirdring.domain.errors import ThirdRingError
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.phrases.line_editor import LineEditor
from thirdring.ui.phrases.phrase_files import PhraseFiles
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.widgets import (
    Button,
    ComboBox,
    EmptyState,
    Ground,
    SearchBox,
    Segments,
    Tab,
    Tabs,
)
from thirdring.ui.widgets.quiet_table import Cell, Heading, QuietTable, TableRow
from thirdring.usecases.edit_phrase import add_phrase, edit_phrase, move_phrase
from thirdring.usecases.phrases import PhraseRow, WordingRow, find_phrases, find_wordings

_TYPING_MS = 120
_TIGHT = 560
_STAGES = list(Stage)


class PhrasesScreen(Ground):
    """`said(sentence, undo or None)` for the foot of the window. Alt+Up and Alt+Down move a line."""

    said = Signal(str, object)

    def __init__(self, runner: Runner, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._runner, self._may_edit = runner, may_edit
        self._rows: dict[Any, PhraseRow] = {}
        self._wordings: list[WordingRow] = []
        self.tabs = Tabs()
        self.search = SearchBox()
        self.language = Segments([(Language.ZH_CN, "中文"), (Language.EN, "English")])
        self.stage, self.group = ComboBox(), ComboBox()
        self.everything = Button()
        self._nothing = EmptyState("message-2", self.everything)
        self.table, self.avoided = QuietTable(empty=self._nothing), QuietTable()
        self.editor = LineEditor(may_edit=may_edit)
        self.add = Button(icon="plus")
        self.importing, self.exporting = Button(icon="upload"), Button(icon="download")
        self.files = PhraseFiles(runner, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_TYPING_MS)
        self._first = True
        self._lay()
        self._connect()
        self.wire()

    def _lay(self) -> None:
        for button in (self.add, self.importing):
            if not self._may_edit:  # shown without a parent it would be a window of its own
                button.hide()
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(8)
        head.addWidget(self.tabs, 1)
        for button in (self.importing, self.exporting, self.add):
            head.addWidget(button)
        self._filters = QWidget()
        self._bar = QGridLayout(self._filters)
        self._bar.setContentsMargins(16, 4, 16, 8)
        self._bar.setSpacing(8)
        self._tight: bool | None = None
        self._place_filters()
        lines = QWidget()
        row = QHBoxLayout(lines)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._filters)
        left.addWidget(self.table, 1)
        row.addLayout(left, 1)
        row.addWidget(self.editor)
        self._pages = QStackedWidget()
        self._pages.addWidget(lines)
        self._pages.addWidget(self.avoided)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def _place_filters(self) -> None:
        """In one row, or where there is no room for that in two."""
        tight = self.width() - self.editor.width() < self.theme.px(_TIGHT)
        if tight is self._tight:
            return
        self._tight = tight
        places = ((0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)) if tight else (
            (0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1)
        )  # fmt: skip
        parts = (self.search, self.language, self.stage, self.group)
        for part, (row, column, span) in zip(parts, places, strict=True):
            self._bar.addWidget(part, row, column, 1, span)
        for column in range(2):  # a combo box asks for its longest choice, and has to do with less
            self._bar.setColumnStretch(column, 1 if tight or not column else 0)
        least = self.theme.px(100) if tight else 0
        for box in (self.stage, self.group):
            box.setMinimumWidth(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_filters()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.search.textChanged.connect(self._settle.start)
        self.search.descended.connect(self._on_descended)
        self._settle.timeout.connect(self.reload)
        self.language.chosen.connect(self._on_language)
        for box in (self.stage, self.group):
            box.chosen.connect(self._show)
        self.table.chosen.connect(self._on_chosen)
        self.table.entered_row.connect(self._on_entered_row)
        self.table.installEventFilter(self)
        self.add.clicked.connect(self._on_add)
        self.everything.clicked.connect(self._on_everything)
        self.editor.saved.connect(self._on_save)
        self.editor.retire_asked.connect(self._on_retire)
        self.importing.clicked.connect(self.files.ask_import)
        self.exporting.clicked.connect(self.files.ask_export)
        self.files.done.connect(self._say)
        self.files.imported.connect(self.reload)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Words or pinyin"))
        self.search.setAccessibleName(_("Search the phrases"))
        self.language.setAccessibleName(_("Language"))
        self.stage.setAccessibleName(_("Stage of the call"))
        self.group.setAccessibleName(_("Group"))
        self.add.setText(_("New line"))
        self.everything.setText(_("Show all lines"))
        self._nothing.set_text(_("Nothing found"), _("Try fewer words, or all stages and groups."))
        self.importing.setText(_("Import…"))
        self.exporting.setText(_("Export…"))
        stage, group = self.stage.value(), self.group.value()
        self.stage.set_options([("", _("All stages")), *((s, _(label(s))) for s in Stage)])
        self.group.set_options([("", _("All groups")), *((g, _(label(g))) for g in PhraseGroup)])
        self.stage.set_value(stage or "")
        self.group.set_value(group or "")
        self.table.setAccessibleName(_("Lines to say"))
        self.avoided.setAccessibleName(_("Wordings to keep off"))
        self.table.set_headings(
            [
                Heading(_("Stage"), 96),
                Heading(_("Group"), 110),
                Heading(_("Words to say"), kept=True),
                Heading(_("Rules"), 76),
                Heading(_("State"), 84),
            ]
        )
        self.avoided.set_headings(
            [
                Heading(_("Wording"), 260),
                Heading(_("Kind"), 150),
                Heading(_("Say instead"), kept=True),
                Heading(_("Rule"), 64),
            ]
        )
        self._show()

    def entered(self) -> None:
        """Read again, and wait in the search."""
        self.reload()
        self.search.setFocus()

    def refresh(self) -> None:
        """Something was changed, here or at another desk: read again; what is typed stays."""
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read the lines and wordings again."""
        language = self.language.value()
        self._runner.read(
            _book, None if self._first else Language(str(language)), self.search.value(),
            self._may_edit, owner=self, then=self._on_book, key="book",
        )  # fmt: skip

    def _on_book(
        self, found: tuple[Language, list[PhraseRow], list[WordingRow], list[WordingRow]]
    ) -> None:
        language, rows, self._wordings, every = found
        if self._first:
            self._first = False
            self.language.set_value(language)
        if not self.search.value():
            # Alt+Up moves within a stage: the list shows stages one after the other.
            rows = sorted(rows, key=lambda row: _STAGES.index(row.line.stage))
        self._rows = {row.id: row for row in rows}
        self.editor.set_lint(WordingLint([row.wording for row in every]))
        self._show()
        if self.editor.row is not None:
            self.editor.follow(self._rows.get(self.editor.row.id))

    def _show(self, _chosen: object = None) -> None:
        stage, group = self.stage.value(), self.group.value()
        rows = [
            row
            for row in self._rows.values()
            if stage in {"", None, row.line.stage} and group in {"", None, row.line.group}
        ]
        self.tabs.set_tabs(
            [
                Tab("lines", _("Lines to say"), len(rows), counted=True),
                Tab("avoid", _("Wordings to keep off"), len(self._wordings), counted=True),
            ]
        )
        self.table.set_rows([_line(row) for row in rows])
        self.avoided.set_rows([_avoided(row) for row in self._wordings])
        if self.table.key() is None and rows and self.editor.row is None and not self._typing():
            self.table.choose(rows[0].id)
            self._on_chosen(rows[0].id)

    def _typing(self) -> bool:
        return bool(self.editor.words.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            self._may_edit
            and watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        ):
            self._move(up=event.key() == Qt.Key.Key_Up)
            return True
        return super().eventFilter(watched, event)

    def _move(self, *, up: bool) -> None:
        key = self.table.key()
        if key is not None and not self.search.value() and not self.group.value():
            self._runner.run(move_phrase, key, up=up, owner=self, then=self._on_moved)

    def _on_moved(self, _nothing: object) -> None:
        self.reload()

    def _on_tab(self, tab: object) -> None:
        self._pages.setCurrentIndex(1 if tab == "avoid" else 0)

    def _on_language(self, _language: object) -> None:
        self.reload()

    def _on_everything(self) -> None:
        self.stage.set_value("")
        self.group.set_value("")
        self.search.clear()
        self.reload()
        self.search.setFocus()

    def _on_descended(self) -> None:
        self.table.setFocus()
        if self.table.key() is None and self.table.rows.rows:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _on_chosen(self, key: object) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.editor.show_row(row, row.line.language, row.line.stage)

    def _on_entered_row(self, _key: object) -> None:
        self.editor.words.setFocus()

    def _on_add(self) -> None:
        self.tabs.set_value("lines")
        self._on_tab("lines")
        self.table.choose(None)
        stage = self.stage.value()
        self.editor.show_row(
            None,
            Language(str(self.language.value())),
            stage if isinstance(stage, Stage) else Stage.OPENING,
        )
        self.editor.words.setFocus()

    def _on_save(self) -> None:
        editor = self.editor
        text, stage = editor.words.value(), Stage(str(editor.stage.value()))
        group = PhraseGroup(str(editor.group.value()))
        if editor.row is None:
            language = Language(str(editor.language.value()))
            self._runner.run(
                add_phrase, language, group, stage, text,
                owner=self, then=self._on_saved, failed=self._on_refused,
            )  # fmt: skip
            return
        self._runner.run(
            edit_phrase, editor.row.id, editor.row.version, text=text, group=group, stage=stage,
            owner=self, then=self._on_saved, failed=self._on_refused,
        )  # fmt: skip

    def _on_saved(self, row: PhraseRow) -> None:
        self._rows[row.id] = row
        self._show()
        self.table.choose(row.id)
        self.editor.show_row(row, row.line.language, row.line.stage)
        self._say(_("The line is saved."))
        self.reload()

    def _on_retire(self) -> None:
        if self.editor.row is not None:
            self._switch(self.editor.row)

    def _switch(self, row: PhraseRow) -> None:
        """Retire `row`, or take it back into use; as an undo it means that row, chosen or not."""
        self._runner.run(
            edit_phrase, row.id, row.version, retired=not row.retired,
            owner=self, then=self._on_retired, failed=self._on_refused,
        )  # fmt: skip

    def _on_retired(self, row: PhraseRow) -> None:
        self._rows[row.id] = row
        self._show()
        self.table.choose(row.id)
        self.editor.show_row(row, row.line.language, row.line.stage)
        said = _("The line is retired.") if row.retired else _("The line is back in use.")
        self.said.emit(said, partial(self._switch, row) if row.retired else None)

    def _on_refused(self, error: ThirdRingError) -> None:
        self.editor.show_error(error)

    def _say(self, sentence: str) -> None:
        self.said.emit(sentence, None)


def _line(row: PhraseRow) -> TableRow:
    tone = Token.TEXT_3 if row.retired else Token.TEXT
    quiet = Token.TEXT_3 if row.retired else Token.TEXT_2
    return TableRow(
        row.id,
        (
            Cell(_(label(row.line.stage)), quiet),
            Cell(_(label(row.line.group)), quiet),
            Cell(row.line.text, tone),
            Cell(" ".join(row.line.rules), Token.TEXT_3),
            Cell(_("Retired") if row.retired else "", quiet),
        ),
    )


def _avoided(row: WordingRow) -> TableRow:
    wording = row.wording
    return TableRow(
        row.id,
        (
            Cell(wording.text, Token.OVER),
            Cell(_(label(wording.kind))),
            Cell(wording.instead, Token.TEXT),
            Cell(wording.rule, Token.TEXT_3),
        ),
    )


def _book(
    ctx: Any, language: Language | None, search: str, retired: bool
) -> tuple[Language, list[PhraseRow], list[WordingRow], list[WordingRow]]:
    """On a reading thread; the center's language where none is chosen yet."""
    language = language or Language(ctx.center.language)
    every = find_wordings(ctx)
    return (
        language,
        find_phrases(ctx, language=language, search=search, retired=retired),
        [row for row in every if row.wording.language is language],
        every,
    )
