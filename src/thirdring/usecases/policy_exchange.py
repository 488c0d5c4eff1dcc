"""The policy out to a file and in again: TOML or YAML, a dry run first, all or nothing."""

from dataclasses import dataclass
from pathlib import Path

from thirdring.domain.errors import Refusal, Refusals, say
from thirdring.domain.policy import Policy, Value
from thirdring.domain.policy_checks import refuse_contradiction
from thirdring.domain.roles import Permission
from thirdring.intake.open_files import explained, opened_file
from thirdring.intake.policy_files import LARGEST, WantedFigure, read_policy_file
from thirdring.reports.policy_files import written_policy
from thirdring.reports.whole_file import write_whole
from thirdring.usecases.change_policy import set_policy
from thirdring.usecases.context import Context
from thirdring.usecases.policy_effect import PolicyEffect, effect_of


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure that differs from the center's; `effect` is what moving running clocks would do,
    `moved` how many were moved.
    """

    key: str
    old: Value
    new: Value
    reason: str
    effect: PolicyEffect
    moved: int = 0


@dataclass(frozen=True, slots=True)
class PolicyImport:
    """An import's answer: `read` figures, of which `known` stand so already."""

    read: int
    known: int
    changes: tuple[FigureChange, ...]


def export_policy(ctx: Context, file: Path) -> int:
    """Write every figure to `file` (.toml, .yaml); how many.

    Raises:
        Refusal: another ending. Unavailable: the file can't be written.
    """
    ctx.require(Permission.SEE_POLICY)
    write_whole(file, written_policy(ctx.policy, file.name))
    return len(ctx.policy)


def import_policy(
    ctx: Context, file: Path, *, reason: str = "", dry_run: bool = False, running: bool = False
) -> PolicyImport:
    """Take the figures of `file` that differ; `reason` is for those whose file gives none.

    Raises:
        Refusals: a figure is unknown, out of bounds, or changes without a reason; nothing is
            written then. Refusal: figures contradict each other. NotPermitted: not a supervisor.
    """
    ctx.require(Permission.CHANGE_POLICY)
    wanted = read_policy_file(_bytes_of(file), file.name)
    fresh = [figure for figure in wanted if ctx.policy[figure.entry.key] != figure.value]
    unexplained = [
        Refusal(say("Say why this figure changes."), field=figure.entry.key.value)
        for figure in fresh
        if not (figure.reason or reason.strip())
    ]
    if unexplained and not dry_run:
        raise Refusals(unexplained)
    together = Policy({**ctx.policy, **{figure.entry.key: figure.value for figure in fresh}})
    for figure in fresh:
        refuse_contradiction(together, figure.entry.key)
    changes = [_change(ctx, figure, reason, dry_run, running) for figure in fresh]
    return PolicyImport(len(wanted), len(wanted) - len(fresh), tuple(changes))


def _change(
    ctx: Context, figure: WantedFigure, reason: str, dry_run: bool, running: bool
) -> FigureChange:
    key, why = figure.entry.key.value, figure.reason or reason.strip()
    old, effect, moved = ctx.policy[figure.entry.key], effect_of(ctx, key, figure.text), 0
    if not dry_run:
        moved = set_policy(ctx, key, figure.text, why, running=running, alone=False).moved
    return FigureChange(key, old, figure.value, why, effect, moved)


def _bytes_of(file: Path) -> bytes:
    try:
        with opened_file(file) as source:
            return source.read(LARGEST + 1)  # enough to see that it is too large
    except OSError as error:
        raise explained(error, file) from None
