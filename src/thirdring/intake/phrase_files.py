"""Reads phrases and wordings from YAML and CSV; says of each refused row which field and why.

Nothing is stored here: the caller gets frozen rows and decides (dry run, all or nothing).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from thirdring.domain.enums import Language
from thirdring.domain.errors import Message, Refusal, Refusals, say
from thirdring.domain.phrase_sheet import PhraseSheet
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import Wording, WordingLint
from thirdring.intake.phrase_csv import csv_rows
from thirdring.intake.phrase_rows import phrase_from, wording_from
from thirdring.intake.phrase_yaml import RawRow, yaml_rows
from thirdring.intake.text_encoding import decoded
from thirdring.reports.phrase_files import PHRASE
from thirdring.resources import assets

LARGEST = 5 * 1024 * 1024  # bytes; what is shipped has 100 kB


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """`row` is the line of the file (YAML) or the row as a spreadsheet counts it (CSV)."""

    row: int
    field: str
    reason: Message


@dataclass(frozen=True, slots=True)
class PhraseFile:
    """What was read: good rows, what is wrong with the others, and the encoding that was taken."""

    sheet: PhraseSheet
    refused: tuple[RefusedRow, ...]
    encoding: str

    @property
    def read(self) -> int:
        """Rows of the file, refused ones included."""
        good = len(self.sheet.phrases) + len(self.sheet.wordings)
        return good + len({one.row for one in self.refused})


def read_phrase_file(data: bytes, name: str, *, lint: WordingLint | None = None) -> PhraseFile:
    """The rows of a phrase file by its ending (.yaml, .yml, .csv).

    With a lint, phrases with forbidden wording are refused too. Raises Refusal when the file as a
    whole can't be read: too large, another ending, not text, broken YAML, unknown heading.
    """
    if len(data) > LARGEST:
        raise Refusal(say("The file has more than {n} MB.", n=LARGEST // 1024 // 1024))
    ending = PurePath(name).suffix.lower()
    if ending not in {".yaml", ".yml", ".csv"}:
        raise Refusal(say("Phrases are kept in .yaml or .csv files, not in {name}.", name=name))
    text, encoding = decoded(data, name)
    rows = csv_rows(text) if ending == ".csv" else yaml_rows(text)
    return _checked(rows, encoding, lint)


def shipped_phrases() -> PhraseSheet:
    """What comes with the program, in both languages. Reads four files."""
    sheet = PhraseSheet()
    for language in Language:
        for name in (f"{language}.yaml", f"wordings.{language}.yaml"):
            file = read_phrase_file((assets() / "phrases" / name).read_bytes(), name)
            if file.refused:
                raise AssertionError(f"{name}: {file.refused[0]}")
            sheet += file.sheet
    return sheet


def _checked(rows: Iterable[RawRow], encoding: str, lint: WordingLint | None) -> PhraseFile:
    phrases: list[Phrase] = []
    wordings: list[Wording] = []
    refused: list[RefusedRow] = []
    seen: dict[tuple[str, Language, str], int] = {}
    for raw in rows:
        try:
            if raw.broken is not None:
                raise raw.broken
            if raw.what == PHRASE:
                phrase = phrase_from(raw.values, lint)
                _once(seen, (PHRASE, phrase.language, phrase.key), raw.row, "key")
                phrases.append(phrase)
            else:
                wording = wording_from(raw.values)
                _once(seen, ("", wording.language, wording.text), raw.row, "text")
                wordings.append(wording)
        except Refusal as error:
            every = error.all if isinstance(error, Refusals) else (error,)
            refused += [RefusedRow(raw.row, one.field, one.message) for one in every]
    return PhraseFile(PhraseSheet(tuple(phrases), tuple(wordings)), tuple(refused), encoding)


def _once(
    seen: dict[tuple[str, Language, str], int],
    what: tuple[str, Language, str],
    row: int,
    field: str,
) -> None:
    if what in seen:
        message = say("The same as in row {row}.", row=seen[what])
        raise Refusal(message, field=field)
    seen[what] = row
