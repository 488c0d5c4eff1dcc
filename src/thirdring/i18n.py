"""One catalogue of sentences for windows, command line and use cases (GNU gettext).

Qt's own translations can't be used below the windows, and two catalogues would drift apart.
The source language is English; `assets/i18n/zh_CN.po` holds the Chinese.
"""

import gettext
from pathlib import Path

from thirdring.domain.enums import Language
from thirdring.domain.errors import Message, ThirdRingError

_current: gettext.NullTranslations = gettext.NullTranslations()
_language: Language = Language.EN


def use_language(language: Language, folder: Path | None = None) -> None:
    """Speak `language` from now on. `folder` holds `<language>.mo` (default: the shipped one)."""
    global _current, _language  # noqa: PLW0603 - the one switch of the process, as gettext means it
    _language = language
    if language is Language.EN:
        _current = gettext.NullTranslations()
        return
    if folder is None:
        from thirdring.resources import assets

        folder = assets() / "i18n"
    with (folder / f"{language.value}.mo").open("rb") as file:
        _current = gettext.GNUTranslations(file)


def language() -> Language:
    """The language spoken now."""
    return _language


def _(text: str) -> str:
    """`text` in the language spoken now."""
    return _current.gettext(text) if text else ""  # the empty key holds the catalogue's header


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` by `count`, with `{n}` filled in."""
    return _current.ngettext(one, many, count).format(n=count)


def render(message: Message | ThirdRingError | str) -> str:
    """A domain sentence for people; parameters that are messages themselves are rendered too."""
    if isinstance(message, ThirdRingError):
        message = message.message
    if isinstance(message, str):
        return _(message)
    params = {k: render(v) if isinstance(v, Message) else v for k, v in message.params.items()}
    return _(message.msgid).format(**params)
