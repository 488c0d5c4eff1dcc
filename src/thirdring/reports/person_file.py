"""A person's file on the disk (J6): JSON for machines, a PDF for people, evidence and mails beside.

A name that ends in .zip makes one file, any other a new folder; whole or not at all.
"""

import io
import json
import shutil
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.i18n import _
from thirdring.labels import CATEGORIES, label
from thirdring.reports.person_words import DONE, PARTS, VALUES
from thirdring.reports.plain_values import plain
from thirdring.reports.tables import Column, Document, Table
from thirdring.reports.whole_file import lay_beside
from thirdring.usecases.center import Center
from thirdring.usecases.export_person import PersonFile, export_person, record_person_export

_JSON, _PDF = "person.json", "person.pdf"
_LISTED = "events"  # by the program's own names: for machines


def save_person(center: Center, which: uuid.UUID | str, reason: str, out: Path) -> PersonFile:
    """Read a person's file, write it, enter it in the access log, then give it its name: there is
    neither an entry without a file nor a file without an entry (H5).

    Raises:
        As `export_person`; Refusal: the folder is there already. Unavailable: it can't be written.
    """
    refuse_taken(out)
    file = center.read(export_person, which, reason)
    parts = dict(person_parts(file))
    if out.suffix.lower() == ".zip":
        laid = lay_beside(out, _zipped(parts))
        try:
            center.run(record_person_export, file)
            laid.give_name()
        finally:
            laid.discard()
        return file
    part = out.with_name(f".{uuid.uuid4().hex}.part")
    try:
        _lay(part, parts)
        center.run(record_person_export, file)
        part.rename(out)
    except OSError as error:
        raise Unavailable(
            say("{path} can’t be written ({why}).", path=str(out),
                why=error.strerror or str(error))
        ) from None  # fmt: skip
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return file


def refuse_taken(out: Path) -> None:
    """Refuse a place where something stands, before anything is read.

    Raises:
        Refusal: it does.
    """
    if out.exists():
        raise Refusal(
            say("{path} is there already: name a new file or folder.", path=str(out)), field="out"
        )


def person_parts(file: PersonFile) -> Iterator[tuple[str, bytes]]:
    """Each file by its name; evidence and mails in folders of their own."""
    values = {
        "company": file.company, "at": file.at, "reason": file.reason,
        **{name: list(rows) for name, rows in file.sections.items()},
    }  # fmt: skip
    text = json.dumps(plain(values, file.time), ensure_ascii=False, indent=2)
    yield _JSON, (text + "\n").encode()
    from thirdring.reports.table_pdf import pdf_of

    yield _PDF, pdf_of(person_document(file))
    yield from file.files


def person_document(file: PersonFile) -> Document:
    """The file for people, in the language spoken now."""
    return Document(
        title=_("All that is kept of {name}").format(name=file.name or _("this number")),
        company=file.company,
        author=file.company,
        zone=file.time.zone,
        facts=(
            (_("As of"), file.time.text(file.at)),
            (_("Why it was made"), file.reason),
            (_("Not in it"), _("What is about employees: quality checks, appeals, day sheets. Numbers "
                              "of other people are masked.")),
        ),
        tables=[_table(file, name) for name in PARTS if file.sections[name] and name != _LISTED],
        warning=_("Personal data: for {name} alone.").format(name=file.name or _("this number")),
    )  # fmt: skip


def _table(file: PersonFile, part: str) -> Table:
    rows = []
    for row in file.sections[part]:
        names = list(row)
        first = _shown(names[0], row[names[0]], file)
        rest = [
            f"{_(VALUES[name])}: {_shown(name, row[name], file)}"
            for name in names[1:]
            if row[name] not in (None, "", [])
        ]
        rows.append([first, "\n".join(rest)])
    head = _(VALUES[next(iter(file.sections[part][0]))])
    return Table(_(PARTS[part]), (Column(head), Column(_("What is kept"))), rows)


def _shown(name: str, value: Any, file: PersonFile) -> str:
    match value:
        case datetime():
            return file.time.text(value)
        case bool():
            return _("yes") if value else _("no")
        case StrEnum():
            return _(label(value))
        case Mapping():
            given = (one for one in value.items() if one[1] not in (None, "", []))
            return "; ".join(f"{_(VALUES.get(key, key))}: {told}" for key, told in given)
        case list():
            return ", ".join(_(VALUES.get(one, one)) for one in value)
    known = {"action": DONE, "category": CATEGORIES}.get(name, {})
    return _(known[value]) if value in known else "" if value is None else str(value)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _lay(folder: Path, parts: Mapping[str, bytes]) -> None:
    for name, content in parts.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
