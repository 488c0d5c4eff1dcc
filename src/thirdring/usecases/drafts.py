"""The door to the drafts of the person signed in, for windows (which never touch the store)."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from thirdring.domain.errors import Message, say
from thirdring.store.address import data_folder
from thirdring.store.drafts import Draft, DraftFile, DraftsDamaged, DraftState, set_aside

__all__ = [
    "Draft",
    "DraftBox",
    "DraftState",
    "draft_file_of",
    "open_drafts",
    "open_reception_drafts",
]


def draft_file_of(staff_id: uuid.UUID, folder: Path | None = None) -> Path:
    """Where this person's unfinished records are kept on this computer."""
    return (folder or data_folder() / "drafts") / f"{staff_id}.db"


@dataclass(slots=True)
class DraftBox:
    """A drafts file that puts a broken one aside and goes on with a new one.

    `notice` is what the person should be told once: that an unreadable file was kept aside.
    Used from one thread at a time.
    """

    path: Path
    key: bytes
    file: DraftFile
    notice: Message | None = None

    def all(self) -> tuple[Draft, ...]:
        """Every draft, oldest first; none after the file was found damaged."""
        try:
            return self.file.all()
        except DraftsDamaged:
            self._begin_anew()
            return ()

    def put(self, *drafts: Draft) -> bool:
        """Save. False: the file was damaged and a new one begun, which holds only these.

        Raises:
            Unavailable: the disk is full or fails; keep them in memory and try again.
        """
        try:
            self.file.put(*drafts)
        except DraftsDamaged:
            self._begin_anew()
            self.file.put(*drafts)
            return False
        return True

    def remove(self, *ids: uuid.UUID) -> None:
        """Forget drafts; a damaged file is put aside, which forgets them too."""
        try:
            self.file.remove(*ids)
        except DraftsDamaged:
            self._begin_anew()

    def close(self) -> None:
        self.file.close()

    def _begin_anew(self) -> None:
        self.file.close()
        self.file, self.notice = _opened(self.path, self.key)


def open_drafts(staff_id: uuid.UUID, key: bytes, folder: Path | None = None) -> DraftBox:
    """The drafts of `staff_id` on this computer; `key` is `SignedIn.draft_key`.

    Raises:
        Unavailable: another desk has them open, the disk is full, the folder is read-only.
    """
    path = draft_file_of(staff_id, folder)
    file, notice = _opened(path, key)
    return DraftBox(path, key, file, notice)


def _opened(path: Path, key: bytes) -> tuple[DraftFile, Message | None]:
    try:
        return _readable(path, key), None
    except DraftsDamaged:
        kept = set_aside(path, datetime.now(UTC))
        notice = say(
            "The file with your unfinished records could not be read; it is kept as {path}, and a "
            "new one was begun.",
            path=str(kept),
        )
        return DraftFile(path, key), notice


def _readable(path: Path, key: bytes) -> DraftFile:
    file = DraftFile(path, key)
    try:
        file.all()
    except BaseException:
        file.close()
        raise
    return file


def open_reception_drafts(staff_id: uuid.UUID, key: bytes, folder: Path | None = None) -> DraftBox:
    """The unfinished receptions of `staff_id`: a file of their own beside the calls'.

    Raises:
        Unavailable: as `open_drafts`.
    """
    return open_drafts(staff_id, key, (folder or data_folder() / "drafts") / "reception")
