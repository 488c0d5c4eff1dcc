"""What a run was made on: figures say nothing without it."""

import os
import platform
from pathlib import Path
from typing import Any

from thirdring.store.address import Address


def machine() -> dict[str, Any]:
    """Processor, cores, memory, system, and the versions of what is measured; nothing that names
    the person or the computer.
    """
    import PySide6
    import sqlalchemy
    from sqlcipher3 import dbapi2

    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_mb": _memory_mb(),
        "load": _load(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": dbapi2.sqlite_version,
        "sqlalchemy": sqlalchemy.__version__,
        "qt": PySide6.__version__,
    }


def of_server(address: Address) -> dict[str, Any]:
    """What a server at `address` is, and what it keeps through a power cut."""
    from thirdring.store.postgres_connection import connect

    names = ("server_version", "fsync", "synchronous_commit", "shared_buffers", "wal_level")
    with connect(address, autocommit=True) as connection:
        said = {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in names}
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
    told = {f"postgresql_{name.removeprefix('server_')}": value for name, value in said.items()}
    return told | {"database_mb": round(size / 2**20)}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def _memory_mb() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (AttributeError, OSError, ValueError):
        return None


def _load() -> float | None:
    """How many others wanted the processors when the run began."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None
