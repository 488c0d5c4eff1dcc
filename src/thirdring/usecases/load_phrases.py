"""The shipped phrases and wordings, put into a new center's database."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from thirdring.domain.enums import Language
from thirdring.domain.ids import new_id
from thirdring.resources import assets
from thirdring.store.tables import Phrase, Wording


def load_shipped_phrases(session: Session, now: datetime) -> int:
    """Insert every shipped phrase and wording of both languages; returns how many lines to say.

    Only for a center that has none yet; later changes of the shipped files reach a center by
    import, because its supervisors own their lines.
    """
    folder = assets() / "phrases"
    phrases: list[dict[str, Any]] = []
    wordings: list[dict[str, Any]] = []
    for language in Language:
        phrases += _phrases(_read(folder / f"{language.value}.yaml")["phrases"], language, now)
        wordings += _wordings(
            _read(folder / f"wordings.{language.value}.yaml")["wordings"], language, now
        )
    session.execute(insert(Phrase), phrases)
    session.execute(insert(Wording), wordings)
    return len(phrases)


def _read(path: Any) -> Any:
    import yaml  # late: most centers were begun long ago

    # The C loader where it is built: the files have some 500 entries.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)  # noqa: S506 - a safe loader either way


def _phrases(rows: list[dict[str, Any]], language: Language, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "key": row["key"],
            "language": language,
            "group": row["group"],
            "stage": row["stage"],
            "text": row["text"],
            "rules": row.get("rules", []),
            "conditions": row.get("when", {}),
            "position": position,
            "shipped": True,
            "created_at": now,
            "updated_at": now,
        }
        for position, row in enumerate(rows)
    ]


def _wordings(
    rows: list[dict[str, Any]], language: Language, now: datetime
) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "language": language,
            "kind": row["kind"],
            "text": row["text"],
            "instead": row["instead"],
            "rule": row["rule"],
            "matching": {"match": row.get("match", "literal"), "except": row.get("except", [])},
            "shipped": True,
            "position": position,
            "created_at": now,
        }
        for position, row in enumerate(rows)
    ]
