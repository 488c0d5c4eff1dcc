"""Keeps the embedded database off network shares: its write-ahead log needs memory shared by all
who have the file open, which two machines don't have, so the file would be damaged in time.
"""

import os
import re
import sys
from pathlib import Path

from thirdring.domain.errors import Refusal, say

NETWORK_TYPES = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs",
        "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb2", "smb3", "smbfs", "vboxsf", "webdav",
        "fuse.ceph", "fuse.curlftpfs", "fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
        "fuse.vmhgfs-fuse",
    }
)  # fmt: skip
_MOUNTS = Path("/proc/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4  # Windows' GetDriveType


def refuse_network_share(path: Path) -> None:
    """Raise Refusal when `path` lies, or would lie, on a network share."""
    kind = network_type(path)
    if kind is not None:
        raise Refusal(
            say(
                "{path} is on a network share ({kind}), where the embedded database would be "
                "damaged: keep it on a local disk, or use a PostgreSQL server.",
                path=str(path),
                kind=kind,
            )
        )


def network_type(path: Path) -> str | None:
    """The kind of network share `path` lies on, or None for a local disk."""
    if sys.platform == "win32":
        return _windows_share(str(path))
    real = os.path.realpath(path)
    if _MOUNTS.exists():
        return network_mount(real, _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    return _type_by_mount_command(real)


def network_mount(real_path: str, mount_table: str) -> str | None:
    """The network type of the mount that holds `real_path` (links resolved), by a table in the
    form of /proc/mounts: device, place, type, options, with octal escapes. None when local.
    """
    best, kind = "", ""
    for line in mount_table.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = _OCTAL.sub(lambda m: chr(int(m.group(1), 8)), parts[1])
        # A later mount hides an earlier one at the same place, hence >=.
        if len(place) >= len(best) and _is_below(real_path, place):
            best, kind = place, parts[2]
    return kind if kind in NETWORK_TYPES else None


def _is_below(path: str, place: str) -> bool:
    return path == place or path.startswith(place.rstrip("/") + "/")


def _windows_share(path: str) -> str | None:
    if path.startswith(("\\\\?\\UNC\\", "//?/UNC/")):
        return "UNC"
    if path.startswith(("\\\\", "//")) and not path.startswith(("\\\\?\\", "//?/")):
        return "UNC"
    import ctypes

    drive = os.path.splitdrive(path.removeprefix("\\\\?\\"))[0]
    windll = getattr(ctypes, "windll", None)
    if drive and windll and windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE:
        return drive
    return None


def _type_by_mount_command(real_path: str) -> str | None:
    """On macOS and the BSDs, `mount` prints `device on /place (type, options)`."""
    import subprocess

    done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
    return network_mount(real_path, bsd_mount_table(done.stdout))


def bsd_mount_table(text: str) -> str:
    """What BSD's `mount` prints, in the form of /proc/mounts."""
    found = re.findall(r"^(.+?) on (/.*) \((\w+)[,)]", text, flags=re.MULTILINE)
    lines = (f"- {place.replace(' ', chr(92) + '040')} {kind} -" for _, place, kind in found)
    return "\n".join(lines)
