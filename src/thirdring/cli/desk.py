"""The desk itself, the tour through it, and a ringing phone. Qt is loaded only here, and late."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from thirdring.cli.session import Session
from thirdring.domain.enums import Language


def open_desk(session: Session, *, demo: bool = False) -> int:
    """Open the desk; returns its exit code when it is closed."""
    from thirdring.app import run_desk

    return run_desk(session.named, session.login, demo=demo)


def tour(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the pictures go.")],
    language: Annotated[Language | None, typer.Option("--language")] = None,
    theme: Annotated[str | None, typer.Option("--theme", help="light, dark or contrast.")] = None,
    center: Annotated[
        bool, typer.Option("--center", help="Three desks on one server; the plug is pulled on one.")
    ] = False,
) -> None:
    """A working day in the real windows on a throw-away database; a picture of each step."""
    _offscreen_without_a_screen()
    from thirdring.app import run_center_tour, run_tour

    if center:
        session: Session = context.obj
        raise typer.Exit(
            run_center_tour(
                out, session.named if session.db else None, language=language, theme=theme
            )
        )
    raise typer.Exit(run_tour(out, language=language, theme=theme))


def incoming(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER")] = "",
    call_id: Annotated[str | None, typer.Option("--call-id")] = None,
    name: Annotated[str | None, typer.Option("--name")] = None,
) -> None:
    """Tell the running desk that a phone rings; start the desk when none runs."""
    from thirdring.app import announce_call

    session: Session = context.obj
    raise typer.Exit(announce_call(session.named, number, call_id=call_id, name=name))


def _offscreen_without_a_screen() -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
