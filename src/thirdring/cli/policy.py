"""`policy show | set | effect | history | export | import`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from thirdring.cli.output import say_to_person, show
from thirdring.cli.session import Session
from thirdring.domain.policy import Key, Value, format_value

app = typer.Typer(help="The rulebook's figures.", no_args_is_help=True)
_RUNNING = typer.Option("--running", help="Move clocks that run already, too.")


@app.command("show")
def show_all(context: typer.Context) -> None:
    """Every figure, with its unit and its rules."""
    from thirdring.i18n import render
    from thirdring.usecases.change_policy import show_policy

    session: Session = context.obj
    rows = session.center().read(show_policy)
    data = [
        {
            "key": row.key,
            "value": row.value,
            "default": row.default,
            "unit": row.unit,
            "rules": row.rules,
            "changed": row.changed,
            "text": render(row.text),
        }
        for row in rows
    ]
    show(data, session.format, columns=("key", "value", "unit", "rules", "text"))


@app.command("set")
def set_value(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    reason: Annotated[str, typer.Option("--reason")],
    running: Annotated[bool, _RUNNING] = False,
) -> None:
    """Change one figure; the change and its reason are kept."""
    from thirdring.usecases.change_policy import set_policy

    session: Session = context.obj
    row = session.center().run(set_policy, key, value, reason, running=running)
    data = {"key": row.key, "value": _shown(row.key, row.value), "unit": row.unit}
    show(data | {"moved": row.moved}, session.format)


@app.command("effect")
def effect(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> None:
    """What --running would do to clocks that run; nothing is changed."""
    from thirdring.usecases.policy_effect import effect_lines, effect_of

    session: Session = context.obj
    found = session.center().read(effect_of, key, value)
    for line in effect_lines(found):
        say_to_person(line)
    show(
        {
            "key": found.key,
            "old": _shown(found.key, found.old),
            "new": _shown(found.key, found.new),
            "running": found.running,
            "moved": found.moved,
            "become_overdue": found.become_overdue,
            "cease_overdue": found.cease_overdue,
        },
        session.format,
    )


@app.command("history")
def history(
    context: typer.Context,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]")] = None,
) -> None:
    """Who changed which figure, when and why; newest first."""
    from thirdring.usecases.change_policy import policy_history

    session: Session = context.obj
    center = session.center()
    rows = [
        {"at": row.at, "key": row.key, "old": row.old, "new": row.new, "by": row.by,
         "reason": row.reason}
        for row in center.read(policy_history, key)
    ]  # fmt: skip
    show(
        rows, session.format, columns=("at", "key", "old", "new", "by", "reason"),
        time=center.read(lambda ctx: ctx.center.time),
    )  # fmt: skip


@app.command("export")
def export(context: typer.Context, file: Annotated[Path, typer.Argument()]) -> None:
    """Write every figure to a .toml or .yaml file."""
    from thirdring.usecases.policy_exchange import export_policy

    session: Session = context.obj
    written = session.center().run(export_policy, file)
    show({"file": str(file), "written": written}, session.format)


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument()],
    reason: Annotated[
        str, typer.Option("--reason", help="For figures whose reason the file doesn't give.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change.")] = False,
    running: Annotated[bool, _RUNNING] = False,
) -> None:
    """Take the figures of a .toml or .yaml file that differ: all of them or none."""
    from thirdring.usecases.policy_exchange import import_policy

    session: Session = context.obj
    report = session.center().run(
        import_policy, file, reason=reason, dry_run=dry_run, running=running
    )
    changes: list[dict[str, Any]] = [
        {"key": c.key, "old": _shown(c.key, c.old), "new": _shown(c.key, c.new),
         "reason": c.reason, "moved": c.moved, "would_move": c.effect.moved,
         "would_become_overdue": sum(c.effect.become_overdue.values())}
        for c in report.changes
    ]  # fmt: skip
    show({"read": report.read, "known": report.known, "changes": changes}, session.format)


def _shown(key: str, value: Value) -> str:
    return format_value(Key(key), value)
