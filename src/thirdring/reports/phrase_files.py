"""Writes phrases and wordings to files that people edit and that `intake.phrase_files` reads back.

Both ways are exact: what is exported and imported again is the same, also after a spreadsheet has
refused to run a cell as a formula.
"""

import csv
import io
from pathlib import PurePath

import yaml

from thirdring.domain.conditions import When
from thirdring.domain.errors import Refusal, say
from thirdring.domain.phrase_sheet import EXCEPTION_MARK, PhraseSheet
from thirdring.domain.phrase_types import Phrase
from thirdring.domain.wording import Wording
from thirdring.reports.formula_safe import guarded

COLUMNS = (
    "what", "key", "language", "group", "stage", "text", "rules", "when", "position", "kind",
    "instead", "match", "except",
)  # fmt: skip
PHRASE, WORDING = "phrase", "wording"


def _when_cell(when: When) -> str:
    parts = []
    for name, value in when.to_json().items():
        values = value if isinstance(value, list) else [value]
        text = ",".join(str(one).lower() if isinstance(one, bool) else str(one) for one in values)
        parts.append(f"{name}={text}")
    return "; ".join(parts)


def _phrase_row(phrase: Phrase) -> dict[str, object]:
    row: dict[str, object] = {
        "key": phrase.key,
        "language": phrase.language.value,
        "group": phrase.group.value,
        "stage": phrase.stage.value,
        "text": phrase.text,
        "position": phrase.position,
    }
    if phrase.rules:
        row["rules"] = list(phrase.rules)
    if when := phrase.when.to_json():
        row["when"] = when
    return row


def _wording_row(wording: Wording) -> dict[str, object]:
    row: dict[str, object] = {
        "text": wording.text,
        "language": wording.language.value,
        "kind": wording.kind.value,
        "rule": wording.rule,
        "match": wording.match.value,
        "instead": wording.instead,
        "position": wording.position,
    }
    if wording.exceptions:
        row["except"] = list(wording.exceptions)
    return row


def to_yaml(sheet: PhraseSheet) -> bytes:
    """The sheet as YAML, UTF-8."""
    document = {
        "phrases": [_phrase_row(phrase) for phrase in sheet.phrases],
        "wordings": [_wording_row(wording) for wording in sheet.wordings],
    }
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000)
    return text.encode()


def to_csv(sheet: PhraseSheet) -> bytes:
    """The sheet as CSV: UTF-8 with BOM, CRLF, one table for both, cells safe for spreadsheets."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for phrase in sheet.phrases:
        row = _phrase_row(phrase) | {
            "what": PHRASE,
            "rules": " ".join(phrase.rules),
            "when": _when_cell(phrase.when),
        }
        writer.writerow({name: guarded(str(cell)) for name, cell in row.items()})
    for wording in sheet.wordings:
        row = _wording_row(wording) | {
            "what": WORDING,
            "rules": wording.rule,
            "except": EXCEPTION_MARK.join(wording.exceptions),
        }
        del row["rule"]
        writer.writerow({name: guarded(str(cell)) for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig")


def written(sheet: PhraseSheet, name: str) -> bytes:
    """The sheet in the format of the file's ending. Raises Refusal for another ending."""
    ending = PurePath(name).suffix.lower()
    if ending in {".yaml", ".yml"}:
        return to_yaml(sheet)
    if ending == ".csv":
        return to_csv(sheet)
    raise Refusal(say("Phrases are kept in .yaml or .csv files, not in {name}.", name=name))
