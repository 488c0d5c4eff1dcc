"""Wrong usage in the language spoken: the command line's library says it in English only.

Its errors carry ready sentences. Those people meet are read here and said in ours; one that is not
known is shown as it came.
"""

import os
import re
from typing import Any

from thirdring.domain.enums import Language
from thirdring.domain.errors import N_
from thirdring.i18n import _, use_language

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")

# In this order: the first that fits. Names of groups are the parameters of the sentence.
_SENTENCES = (
    (r"No such option: (?P<option>\S+) \(Possible options: (?P<others>.+)\)",
     N_("There is no option {option}; there is {others}.")),
    (r"No such option: (?P<option>\S+)", N_("There is no option {option}.")),
    (r"No such command '(?P<name>.*?)'\. Did you mean (?P<others>.+)\?",
     N_("There is no command {name}; there is {others}.")),
    (r"No such command '(?P<name>.*?)'\.", N_("There is no command {name}.")),
    (r"Missing (?:argument|option|parameter) '(?P<name>.*?)'\..*", N_("{name} is missing.")),
    (r"Missing command\.", N_("A command is missing.")),
    (r"Option '(?P<option>.*?)' requires .*", N_("{option} needs a value behind it.")),
    (r"Option '(?P<option>.*?)' does not take a value\.", N_("{option} takes no value.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<extra>.*)\)",
     N_("Nothing belongs there: {extra}.")),
    (r"Invalid value for '(?P<name>.*?)': .*valid integer.*", N_("{name} takes a whole number.")),
    (r"Invalid value for '(?P<name>.*?)': .*valid number.*", N_("{name} takes a number.")),
    (r"Invalid value for '(?P<name>.*?)': .*?'(?P<given>[^']*)' is not one of (?P<choices>.+?)\.?",
     N_("{name}: “{given}” is none of {choices}.")),
    (r"Invalid value for '(?P<name>.*?)': (?P<why>.*)", N_("{name} can't be that: {why}")),
)  # fmt: skip


def usage_text(error: Any) -> str:
    """What was wrong, how the command is called, and where to read more; lines of text.

    No center is open yet to say in which language: the terminal's own is taken.
    """
    use_language(_of_terminal())
    lines = [_sentence(" ".join(error.format_message().split()))]
    context = getattr(error, "ctx", None)
    if context is not None:
        usage = context.get_usage().partition(":")[2].strip()
        lines.append(_("Usage: {usage}").format(usage=usage))
        lines.append(_("“{command} --help” tells more.").format(command=context.command_path))
    return "\n".join(lines)


def _of_terminal() -> Language:
    kept = os.environ.get("THIRDRING_LANGUAGE", "")
    if kept in set(Language):
        return Language(kept)
    spoken = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    return Language.ZH_CN if spoken.lower().startswith("zh") else Language.EN


def _sentence(said: str) -> str:
    for pattern, ours in _SENTENCES:
        found = re.fullmatch(pattern, said)
        if found is not None:
            parts = {name: part.replace("'", "") for name, part in found.groupdict().items()}
            return _(ours).format(**parts)
    return said
