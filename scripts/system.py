"""What the system must have beside Python: Qt's libraries, a Chinese font, and a screen.

On Debian and its kin, as root, what is missing is added by apt; elsewhere it is named and the
start goes on. Standard library only.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.environment import SetupError, can_make, say

# What PySide6's own files ask for and a bare Debian 12 lacks (ldd over Qt's libraries and the
# platform plugins "offscreen" and "xcb"): the library to load, the package that brings it.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
CHINESE_FONT = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
CHINESE_FONT_FILES = ("cjk", "wqy", "sourcehan", "source-han", "uming", "ukai", "droidsansfallback")
# Programs that only the tests use: a screen in memory, and keys typed into it.
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool"}
# Beside the one out of a wheel: with TLS, and an older version.
POSTGRES, POSTGRES_PACKAGE = "/usr/lib/postgresql", "postgresql"


def _is_unix_desktop() -> bool:
    return sys.platform not in {"win32", "cygwin", "darwin"}


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    if lister := shutil.which("fc-list"):
        found = subprocess.run(
            [lister, ":lang=zh-cn", "file"], check=False, capture_output=True, text=True
        )
        return bool(found.stdout.strip())
    for folder in FONT_FOLDERS:
        for file in Path(folder).expanduser().rglob("*.[to]t[cf]"):
            if any(part in file.name.lower() for part in CHINESE_FONT_FILES):
                return True
    return False


def missing_packages(*, for_tests: bool, postgres: bool = False) -> list[str]:
    """Debian's names of what this system lacks; empty on Windows and macOS."""
    if not _is_unix_desktop():
        return []
    missing = [package for library, package in LIBRARIES.items() if not _can_load(library)]
    if not _has_chinese_font():
        missing.append(CHINESE_FONT)
    if for_tests:
        missing += [package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)]
    if postgres and not list(Path(POSTGRES).glob("*/bin/postgres")):
        missing.append(POSTGRES_PACKAGE)
    return missing


def _is_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _may_install() -> bool:
    return _is_debian() and os.geteuid() == 0


def _apt(*arguments: str) -> bool:
    command = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *arguments]
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip
    return done.returncode == 0


def _install(packages: list[str]) -> bool:
    say("Adding to the system: " + " ".join(packages) + " …")
    wanted = ("install", "--no-install-recommends", *packages)
    # The lists may be absent or old; they are fetched only if it does not work without.
    return _apt(*wanted) or (_apt("update") and _apt(*wanted))


def complete(*, for_tests: bool = False, postgres: bool = False) -> None:
    """Add what the system lacks, or name it; `postgres`: a PostgreSQL of the system's too."""
    packages = missing_packages(for_tests=for_tests, postgres=postgres)
    if not packages or (_may_install() and _install(packages)):
        return
    if _is_debian():
        say("This system lacks packages; install them with: apt-get install " + " ".join(packages))
    else:
        say("This system lacks what Debian calls: " + " ".join(packages))


def complete_python() -> None:
    """Debian keeps the makings of virtual environments in a package of their own.

    Raises SetupError naming it when it can't be added.
    """
    if can_make():
        return
    package = f"python3.{sys.version_info[1]}-venv"
    if _may_install() and _install([package]) and can_make():
        return
    if _is_debian():
        raise SetupError(f"Python's venv module is missing; install it: apt-get install {package}")
    raise SetupError("This Python lacks venv or ensurepip; install Python from python.org.")


def has_screen() -> bool:
    """Whether a window could be seen. Windows and macOS always have a screen."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in {"offscreen", "minimal"}:
        return False
    if not _is_unix_desktop() or platform not in {"", "xcb", "wayland"}:
        return True
    return _has_wayland() or _has_x11()


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return (Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / name).exists()


def _has_x11() -> bool:
    """A display that is named may be gone, or refuse us: ask it."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True  # can't ask; Qt will say what it lacks
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    x11.XCloseDisplay(ctypes.c_void_p(display))
    return True
