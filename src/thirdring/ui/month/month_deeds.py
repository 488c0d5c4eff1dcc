"""What the screen of the month has done on the database threads: files read and written around a deed."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Refusal, say
from thirdring.reports.whole_file import write_whole
from thirdring.usecases.file_appeal import EvidenceFile, file_appeal
from thirdring.usecases.show_appeal import AppealDetail, read_appeal_file


def appeal_with_files(ctx: Any, number: str, reason: str, paths: Sequence[Path]) -> AppealDetail:
    """File an appeal with what the files hold now.

    Raises:
        Refusal: a file can't be read, or as `file_appeal`.
    """
    return file_appeal(ctx, number, reason, [_read(path) for path in paths])


def save_appeal_file(ctx: Any, file_id: uuid.UUID, path: Path) -> int:
    """Write one file of evidence to the disk; the access log keeps it."""
    _name, content = read_appeal_file(ctx, file_id)
    return write_whole(path, content)


def _read(path: Path) -> EvidenceFile:
    try:
        return EvidenceFile(path.name, path.read_bytes())
    except OSError as error:
        raise Refusal(
            say("{file} can't be read: {reason}.", file=path.name,
                reason=error.strerror or str(error)),
            field="file",
        ) from error  # fmt: skip
