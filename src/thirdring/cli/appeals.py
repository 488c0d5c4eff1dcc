"""`appeals list | show | file | add | decide | dispute | take-back | evidence | save` (G3)."""

import uuid
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thirdring.cli.output import show
from thirdring.cli.session import Session
from thirdring.domain.appeals import AppealDecision
from thirdring.domain.enums import AgainstKind
from thirdring.domain.errors import NotFound, Refusal, say

if TYPE_CHECKING:
    from thirdring.usecases.center import Center
    from thirdring.usecases.file_appeal import EvidenceFile
    from thirdring.usecases.show_appeal import AppealDetail

app = typer.Typer(help="Contest what is counted, and decide on it.", no_args_is_help=True)
_COLUMNS = ("id", "month", "number", "login", "state", "correction", "filed_at", "due_at")
_Id = Annotated[str, typer.Argument(metavar="ID", help="The appeal's id, as listed.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why.")]
_Files = Annotated[list[Path], typer.Option("--file", help="Evidence; may be given again.")]


@app.command("list")
def list_appeals(
    context: typer.Context,
    month: Annotated[str | None, typer.Option("--month", metavar="YYYY-MM")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only undecided ones.")] = False,
    own: Annotated[bool, typer.Option("--own", help="Only one's own.")] = False,
) -> None:
    """The appeals one may see: one's own; all of them for supervisors and HR."""
    from thirdring.usecases.show_appeal import find_appeals

    session: Session = context.obj
    center = session.center()
    lines = center.read(find_appeals, month=month, own=own, only_open=only_open)
    time = center.read(lambda ctx: ctx.center.time)
    show([asdict(line) for line in lines], session.format, columns=_COLUMNS, time=time)


@app.command("show")
def show_one(context: typer.Context, appeal: _Id) -> None:
    """One appeal with its story."""
    from thirdring.usecases.show_appeal import show_appeal

    session: Session = context.obj
    center = session.center()
    _answer(session, center, center.read(show_appeal, _id(appeal)))


@app.command("file")
def file(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The complaint's number.")],
    reason: _Reason,
    files: _Files = [],  # noqa: B006 - typer reads it
) -> None:
    """Appeal against a complaint that is counted against oneself."""
    from thirdring.usecases.file_appeal import file_appeal

    session: Session = context.obj
    center = session.center()
    _answer(session, center, center.run(file_appeal, number, reason, _read(files)))


@app.command("add")
def add(
    context: typer.Context,
    appeal: _Id,
    reason: _Reason,
    files: _Files = [],  # noqa: B006 - typer reads it
) -> None:
    """Add reasons or evidence to one's appeal."""
    from thirdring.usecases.file_appeal import add_to_appeal

    session: Session = context.obj
    center = session.center()
    _answer(session, center, center.run(add_to_appeal, _id(appeal), reason, _read(files)))


@app.command("decide")
def decide(
    context: typer.Context,
    appeal: _Id,
    decision: Annotated[AppealDecision, typer.Option("--decision")],
    reason: _Reason,
    kind: Annotated[
        AgainstKind | None,
        typer.Option("--kind", help="Whom it is against instead; else it is unfounded."),
    ] = None,
    against: Annotated[str | None, typer.Option("--against", help="A login or a name.")] = None,
) -> None:
    """Mediate as a supervisor, or decide for HR what is still disputed."""
    from thirdring.usecases.decide_appeal import decide_appeal

    session: Session = context.obj
    center = session.center()
    found = center.run(
        decide_appeal, _id(appeal), decision, reason, against_kind=kind, against=against
    )
    _answer(session, center, found)


@app.command("dispute")
def dispute(context: typer.Context, appeal: _Id, reason: _Reason) -> None:
    """Take one's appeal to HR."""
    from thirdring.usecases.file_appeal import dispute_appeal

    session: Session = context.obj
    center = session.center()
    _answer(session, center, center.run(dispute_appeal, _id(appeal), reason))


@app.command("take-back")
def take_back(context: typer.Context, appeal: _Id, reason: _Reason) -> None:
    """Take one's appeal back."""
    from thirdring.usecases.file_appeal import take_back_appeal

    session: Session = context.obj
    center = session.center()
    _answer(session, center, center.run(take_back_appeal, _id(appeal), reason))


@app.command("evidence")
def evidence(context: typer.Context, appeal: _Id, reason: _Reason) -> None:
    """HR: open the customer's data of a disputed complaint; the access log keeps it."""
    from thirdring.usecases.decide_appeal import open_evidence

    session: Session = context.obj
    show(asdict(session.center().run(open_evidence, _id(appeal), reason)), session.format)


@app.command("save")
def save(
    context: typer.Context,
    file_id: Annotated[str, typer.Argument(metavar="FILE-ID")],
    out: Annotated[Path, typer.Option("--out", help="Where to; nothing is overwritten.")],
) -> None:
    """Write one file of evidence to the disk; the access log keeps it."""
    from thirdring.reports.whole_file import write_new
    from thirdring.usecases.show_appeal import read_appeal_file

    session: Session = context.obj
    name, content = session.center().run(read_appeal_file, _id(file_id))
    write_new(out, content)
    show({"name": name, "file": out, "size": len(content)}, session.format)


def _read(files: list[Path]) -> "tuple[EvidenceFile, ...]":
    from thirdring.usecases.file_appeal import EvidenceFile

    found = []
    for path in files:
        try:
            found.append(EvidenceFile(path.name, path.read_bytes()))
        except OSError as error:
            raise Refusal(
                say("{file} can't be read: {reason}.", file=str(path),
                    reason=error.strerror or str(error))
            ) from error  # fmt: skip
    return tuple(found)


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        raise NotFound(say("There is no such appeal that you may see."), field="appeal") from None


def _answer(session: Session, center: "Center", detail: "AppealDetail") -> None:
    row: dict[str, Any] = asdict(detail.line) | {
        "version": detail.version,
        "steps": [asdict(one) for one in detail.steps],
        "files": [asdict(one) for one in detail.files],
        "may": sorted(step.value for step in detail.may),
    }
    show(row, session.format, time=center.read(lambda ctx: ctx.center.time))
