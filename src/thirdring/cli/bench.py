"""`bench`: how fast the program is here, each figure beside the floor it is measured against."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import Format, say_to_person, show
from thirdring.cli.progress import progress_bar
from thirdring.cli.session import Session
from thirdring.domain.errors import Message
from thirdring.i18n import _, render

if TYPE_CHECKING:
    from thirdring.bench.figures import Figure, Report
    from thirdring.store.address import Address

_COLUMNS = ("name", "value", "p99", "unit", "floor", "ratio", "bar", "met", "note")
_LEAST = 100


def bench(
    context: typer.Context,
    tickets: Annotated[
        int, typer.Option("--tickets", min=100, max=2_000_000, help="How big a center.")
    ] = 1_000_000,
    center: Annotated[
        int | None,
        typer.Option(
            "--center",
            metavar="N",
            min=1,
            max=600,  # a center has 704 desk codes; some are taken before these come
            help="Instead: so many simulated desks at work against one PostgreSQL server, the one "
            "of --db (as its database administrator), else one started for it.",
        ),
    ] = None,
    server: Annotated[
        bool,
        typer.Option(
            "--server",
            help="Measure on PostgreSQL: on the server of --db (as its database administrator), "
            "in a database made for it, else on one started for it.",
        ),
    ] = False,
    soak: Annotated[
        bool,
        typer.Option("--soak", help="A day at the desk too: eight hours by keystrokes, in minutes."),
    ] = False,
    minutes: Annotated[
        float,
        typer.Option("--minutes", min=0.1, max=600, help="What the eight hours of --soak take."),
    ] = 15,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.json", help="Write the report here too.")
    ] = None,
    growth: Annotated[
        Path | None,
        typer.Option(
            "--growth", metavar="FILE.svg",
            help="Measure centers a tenth and a hundredth as big too, and draw how figures grow.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Measure the program on this machine, on a center with many tickets, made once and kept."""
    from thirdring.bench.growth import draw

    session: Session = context.obj
    if center is not None:
        report = _of_center(session, center)
    else:
        measure = _on_server if server or _names_server(session) else _in_a_file
        report = measure(session, tickets, minutes if soak else None)
        if growth is not None:
            sizes = [size for size in (tickets // 100, tickets // 10) if size >= _LEAST]
            smaller = [measure(session, size, None) for size in sizes]
            growth.write_text(draw([*smaller, report]), encoding="utf-8")
    _keep(report, out)
    _show(report, session.format)


def _names_server(session: Session) -> bool:
    """By the option, not by the setting that every command of a desk goes by."""
    return session.db is not None and session.address.on_server


def _in_a_file(_session: Session, tickets: int, soak: float | None) -> "Report":
    """A run, with what is going on told on stderr."""
    from thirdring.bench.run import run

    with progress_bar(_building(tickets)) as bar:
        report = run(tickets, bar, _tell, soak=soak)
    return _judged(report)


def _on_server(session: Session, tickets: int, soak: float | None) -> "Report":
    """The same on a server, that may hold a real center beside it."""
    from thirdring.bench.run import run_on_server

    def measure(server: "Address | None") -> "Report":
        with progress_bar(_building(tickets)) as bar:
            return run_on_server(tickets, server, bar, _say, _tell, soak=soak)

    if not _names_server(session):
        return _judged(measure(None))
    return _judged(session.with_password(session.server_address(), measure))


def _building(tickets: int) -> str:
    return _("Building a center of {tickets} tickets").format(tickets=tickets)


def _judged(report: "Report") -> "Report":
    """As it is, after saying what nobody should judge by it."""
    if report.machine["noisy"]:
        say_to_person(
            _(
                "The machine is too busy to judge {figures}: measured again, they would differ."
            ).format(figures=", ".join(report.machine["noisy"]))
        )
    return report


def _say(message: Message) -> None:
    say_to_person(render(message))


def _tell(one: "Figure") -> None:
    row = _row(one)
    say_to_person(f"{one.name}: {row['value']} {one.unit}  {row['met']}")


def _of_center(session: Session, desks: int) -> "Report":
    """In a database made for it, on a server that may hold a real center beside it."""
    from thirdring.bench.center.run import REAL_PACE, run

    if not session.address.on_server:
        return run(desks, None, REAL_PACE, _say)
    return session.with_password(
        session.server_address(), lambda known: run(desks, known, REAL_PACE, _say)
    )


def _keep(report: "Report", out: Path | None) -> None:
    if out is not None:
        text = json.dumps(report.to_json(), ensure_ascii=False, indent=2)
        out.write_text(text + "\n", encoding="utf-8")


def _show(report: "Report", form: Format) -> None:
    if form is Format.JSON:
        show(report.to_json(), form)
        return
    rows = [_row(one) for one in report.figures]
    show(rows, form, columns=_COLUMNS)


def _row(one: "Figure") -> dict[str, Any]:
    """A figure as people read it."""
    of = {"ratio": " ×", "value": "", "floor": _(" of the database")}[one.bar_on]
    bar = "–" if one.bar is None else f"≤ {_number(one.bar)}{of}"
    met = {True: _("met"), False: _("not met"), None: "–"}[one.met]
    return {
        "name": one.name,
        "value": _number(one.value),
        "p99": _number(one.p99),
        "unit": one.unit,
        "floor": _number(one.floor),
        "ratio": _number(one.ratio),
        "bar": bar,
        "met": met,
        "note": one.note,
    }


def _number(value: float | None) -> str:
    """Three figures that count."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"
