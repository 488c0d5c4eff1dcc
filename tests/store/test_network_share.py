"""A file on a network share is refused; mount tables are given as text."""

from pathlib import Path

import pytest

from thirdring.domain.errors import Refusal
from thirdring.store import network_share
from thirdring.store.network_share import bsd_mount_table, network_mount, refuse_network_share
from thirdring.store.upgrade import upgrade

MOUNTS = r"""sysfs /sys sysfs rw 0 0
/dev/vda1 / ext4 rw,relatime 0 0
nas:/home /home nfs4 rw,vers=4.2 0 0
/dev/vdb1 /home/local ext4 rw 0 0
//nas/team /mnt/team\040drive cifs rw 0 0
sshfs#x /mnt/ssh fuse.sshfs rw 0 0
/dev/vdc1 /srv ext4 rw 0 0
nas:/srv /srv nfs rw 0 0
drvfs /mnt/c 9p rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/center.db", None),
        ("/home/li/center.db", "nfs4"),
        ("/home", "nfs4"),
        ("/homes/center.db", None),
        ("/home/local/center.db", None),
        ("/mnt/team drive/center.db", "cifs"),
        ("/mnt/ssh/a/b/center.db", "fuse.sshfs"),
        ("/srv/center.db", "nfs"),  # mounted over a local disk
        ("/mnt/c/center.db", "9p"),
    ],
)
def test_the_mount_that_holds_the_file_decides(path: str, kind: str | None) -> None:
    assert network_mount(path, MOUNTS) == kind


def test_what_macs_mount_prints() -> None:
    printed = (
        "/dev/disk1s1 on / (apfs, local, journaled)\n"
        "//li@nas/team on /Volumes/Team Drive (smbfs, nodev, nosuid, mounted by li)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted)\n"
    )
    table = bsd_mount_table(printed)
    assert network_mount("/Volumes/Team Drive/center.db", table) == "smbfs"
    assert network_mount("/Users/li/center.db", table) is None


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the system's own table, as the program reads it, calls a network share."""
    folder = tmp_path / "share"
    folder.mkdir()
    table = tmp_path / "mounts"
    table.write_text(f"/dev/vda1 / ext4 rw 0 0\nnas:/x {folder} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(network_share, "_MOUNTS", table)
    return folder


def test_no_database_is_made_on_a_share(share: Path) -> None:
    with pytest.raises(Refusal, match=r"network share \(nfs4\).*PostgreSQL server"):
        upgrade(str(share / "center.db"))
    assert list(share.iterdir()) == []


def test_a_link_to_a_share_is_seen_through(share: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(share)
    with pytest.raises(Refusal, match="network share"):
        refuse_network_share(link / "center.db")
    refuse_network_share(tmp_path / "center.db")


@pytest.mark.parametrize(
    "path", ["\\\\nas\\team\\center.db", "//nas/team/center.db", "\\\\?\\UNC\\nas\\team\\center.db"]
)
def test_windows_names_of_shares(path: str) -> None:
    assert network_share._windows_share(path) == "UNC"


@pytest.mark.parametrize("path", ["C:\\data\\center.db", "\\\\?\\C:\\data\\center.db"])
def test_windows_names_of_local_disks(path: str) -> None:
    assert network_share._windows_share(path) is None
