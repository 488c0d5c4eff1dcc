"""One line to say: its words, place and group; what is wrong with it while it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.enums import Language, PhraseGroup, Stage
from thirdring.domain.errors import Conflict, Refusal, Refusals, ThirdRingError
from thirdring.domain.filling import check_phrase
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.ui.settings.panel import EditPanel
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    ComboBox,
    Field,
    Label,
    Segments,
    TextArea,
    VersionChoice,
    VersionChoices,
)
from thirdring.ui.widgets.version_choice import both_sentence
from thirdring.usecases.phrases import PhraseRow


class LineEditor(EditPanel):
    """`row` None: a line to be added. Without `may_edit` everything is there to read."""

    saved = Signal()
    retire_asked = Signal()

    def __init__(self, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: PhraseRow | None = None
        self._may_edit = may_edit
        self._lint: WordingLint | None = None
        self.words = TextArea(lines=5)
        self.words.setReadOnly(not may_edit)
        self.language = Segments([(one, one.value) for one in Language])
        self.stage, self.group = ComboBox(), ComboBox()
        self.fields = {
            "text": Field(self.words, above=True, required=True, lines=3),
            "language": Field(self.language, above=True),
            "stage": Field(self.stage, above=True),
            "group": Field(self.group, above=True),
        }
        self.both = VersionChoices(
            {
                "text": VersionChoice(self.words.toPlainText, self.words.setPlainText),
                "stage": VersionChoice(lambda: str(self.stage.value()), self.stage.set_value),
                "group": VersionChoice(lambda: str(self.group.value()), self.group.set_value),
            }
        )
        self._both_said = Label(step=Type.CAPTION, tone=Token.SOON, wrap=True)
        self._both_said.hide()
        self.save, self.retire = Button(kind=ButtonKind.PRIMARY), Button()
        for name, field in self.fields.items():
            self.column.addWidget(field)
            if name in self.both.choices:
                self.column.addWidget(self.both.choices[name])
        self.column.addWidget(self._both_said)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.retire)
        self.column.addLayout(buttons)
        self.column.addStretch(1)
        for box in (self.stage, self.group, self.language):
            box.setEnabled(may_edit)
        self.words.textChanged.connect(self._on_typed)
        self.save.clicked.connect(self.saved)
        self.retire.clicked.connect(self.retire_asked)
        self.wire()

    def set_lint(self, lint: WordingLint) -> None:
        """The wordings every line has to keep off."""
        self._lint = lint
        self._on_typed()

    def retranslate(self) -> None:
        self.language.set_options([(Language.ZH_CN, "中文"), (Language.EN, "English")])
        self.stage.set_options([(one, _(label(one))) for one in Stage])
        self.group.set_options([(one, _(label(one))) for one in PhraseGroup])
        for name, text in (
            ("text", _("Words to say")),
            ("language", _("Language")),
            ("stage", _("Stage of the call")),
            ("group", _("Group")),
        ):
            self.fields[name].set_label(text)
        self._show()

    def show_row(self, row: PhraseRow | None, language: Language, stage: Stage) -> None:
        """Show `row`; None: an empty form for `language` and `stage`."""
        self.row = row
        self.both.withdraw()
        self._both_said.hide()
        self.words.setPlainText(row.line.text if row else "")
        self.language.set_value(row.line.language if row else language)
        self.stage.set_value(row.line.stage if row else stage)
        self.group.set_value(row.line.group if row else PhraseGroup.GREETING)
        self._show()

    def follow(self, row: PhraseRow | None) -> None:
        """The line was read again: show it, unless somebody is typing over what was there."""
        shown = self.row
        if row is None or shown is None or row == shown:
            return
        typed = (self.words.toPlainText(), self.stage.value(), self.group.value())
        if typed == (shown.line.text, shown.line.stage, shown.line.group):
            self.show_row(row, row.line.language, row.line.stage)

    def _show(self) -> None:
        row, edits = self.row, self._may_edit
        self.title.setText(_("Scripted line") if row else _("New line"))
        self.text.setText(" ".join(row.line.rules) if row else "")
        self.text.setVisible(bool(row and row.line.rules))
        self.fields["language"].setVisible(row is None)
        self.save.setVisible(edits)
        self.save.setText(_("Save the line") if row else _("Add the line"))
        self.retire.setVisible(edits and row is not None)
        self.retire.setText(_("Restore") if row and row.retired else _("Retire"))
        self._on_typed()

    def _on_typed(self) -> None:
        typed = self.words.toPlainText().strip()
        found = check_phrase(typed, self._lint) if typed and self._may_edit else []
        self._tell(found)

    def _tell(self, refusals: list[Refusal]) -> None:
        said = dict.fromkeys(render(one) for one in refusals)
        rules = " ".join(dict.fromkeys(one.rule for one in refusals if one.rule))
        self.fields["text"].set_problem("\n".join(said), rules)

    def show_error(self, error: ThirdRingError) -> None:
        """What the deed refused, under the words. After a conflict: both versions, to choose from."""
        if isinstance(error, Conflict) and isinstance(error.theirs, PhraseRow) and self.row:
            self._show_both(self.row, error.theirs)
            return
        every = error.all if isinstance(error, Refusals) else (error,)
        refusals = [one if isinstance(one, Refusal) else Refusal(one.message) for one in every]
        self._tell(refusals)
        self.words.setFocus()

    def _show_both(self, seen: PhraseRow, theirs: PhraseRow) -> None:
        names = {"text": _("Words to say"), "stage": _("Stage of the call"), "group": _("Group")}
        asked = self.both.ask(_values_of(seen), _values_of(theirs), names=names, shown=_shown)
        self.row = theirs
        self._both_said.setText(both_sentence(asked=asked))
        self._both_said.show()


def _values_of(row: PhraseRow) -> dict[str, str]:
    return {"text": row.line.text, "stage": str(row.line.stage), "group": str(row.line.group)}


def _shown(field: str, value: str) -> str:
    if field == "text":
        return value
    return _(label(Stage(value) if field == "stage" else PhraseGroup(value)))
