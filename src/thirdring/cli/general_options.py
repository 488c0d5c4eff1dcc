"""The options before the subcommand, taken after it too: `calls list --format json`."""

import copy
from typing import Any

from thirdring.cli.output import Format
from thirdring.cli.session import Session

# What `Session` calls the value of each; a command's own option of that name goes first.
_GENERAL = {
    "db": "db",
    "login": "login",
    "form": "format",
    "masked": "masked",
    "allow_plain": "allow_plain",
}


def take_everywhere(root: Any) -> Any:
    """Give every command below `root` its general options; the innermost one counts.

    They are parsed as the command's own, so that neither another option's value nor what stands
    after `--` is ever taken for one. Returns `root`.
    """
    for command in root.commands.values():
        _add(command, [option for option in root.params if option.name in _GENERAL])
    return root


def _add(command: Any, options: list[Any]) -> None:
    taken = {text for parameter in command.params for text in parameter.opts}
    command.params = [
        *command.params,
        *(_hidden(option) for option in options if not taken.intersection(option.opts)),
    ]
    for below in getattr(command, "commands", {}).values():
        _add(below, options)


def _hidden(option: Any) -> Any:
    """The option once more: not in the help of each command, silent where it is not given."""

    def keep(context: Any, _parameter: Any, value: Any) -> None:
        session = context.find_object(Session)
        if session is not None and value:
            name = _GENERAL[option.name]
            setattr(session, name, Format(value) if name == "format" else value)

    again = copy.copy(option)
    # A name no command uses for itself: `staff add --login` must not be heard as `--as`.
    again.name = f"general_{option.name}"
    again.callback, again.expose_value = keep, False
    again.default, again.hidden = None, True
    return again
