"""What stands in the reception form, as the drafts file keeps it. No Qt."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from thirdring.domain.ids import new_id

VERSION = 1


@dataclass(slots=True)
class ReceptionRecord:
    """Texts as typed, choices by their stored values; times aware UTC.

    `opened_at`: when the form was begun, which is when the matter arrived unless another time is
    typed. `away`: from when to when nobody was with the person at the counter (D14). `files`:
    evidence on this computer's disk, read when the matter is filed.
    """

    id: uuid.UUID = field(default_factory=new_id)
    texts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    customer_id: uuid.UUID | None = None
    opened_at: datetime | None = None
    counter_since: datetime | None = None
    settled_at: datetime | None = None
    away_since: datetime | None = None
    away: list[tuple[datetime, datetime]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    cursor: tuple[str, int] = ("channel", 0)
    typed: bool = False

    def text(self, name: str) -> str:
        """What is typed, outer spaces off; nothing where it is withheld."""
        return "" if name in self.withheld else self.texts.get(name, "").strip()

    def choice(self, name: str) -> str | None:
        return self.choices.get(name)

    def to_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "texts": dict(self.texts),
            "choices": dict(self.choices),
            "withheld": sorted(self.withheld),
            "customer_id": str(self.customer_id) if self.customer_id else None,
            "times": {
                name: at.isoformat() for name in _TIMES if (at := getattr(self, name)) is not None
            },
            "away": [[left.isoformat(), back.isoformat()] for left, back in self.away],
            "files": list(self.files),
            "cursor": list(self.cursor),
        }

    @classmethod
    def from_json(cls, record_id: uuid.UUID, data: dict[str, Any]) -> "ReceptionRecord":
        """Raises ValueError, TypeError or KeyError when `data` is something else."""
        if data["version"] != VERSION:
            raise ValueError("a draft of another version")
        return cls(
            id=record_id,
            texts={str(k): str(v) for k, v in data["texts"].items()},
            choices={str(k): str(v) for k, v in data["choices"].items()},
            withheld=set(map(str, data["withheld"])),
            customer_id=uuid.UUID(data["customer_id"]) if data["customer_id"] else None,
            **{name: datetime.fromisoformat(at) for name, at in data["times"].items()},
            away=[(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in data["away"]],
            files=[str(one) for one in data.get("files", ())],
            cursor=(str(data["cursor"][0]), int(data["cursor"][1])),
            typed=True,
        )


_TIMES = ("opened_at", "counter_since", "settled_at", "away_since")
