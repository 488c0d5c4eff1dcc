"""The style sheet: `assets/styles/thirdring.qss` with the tokens filled in."""

import re
from collections.abc import Callable
from functools import lru_cache

from thirdring.resources import assets
from thirdring.ui.theme_tokens import Scheme, Token, hex_of

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOR = re.compile(r"@([a-z][a-z0-9-]*)")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)u\b")


@lru_cache(maxsize=1)
def _template() -> str:
    text = (assets() / "styles" / "thirdring.qss").read_text(encoding="utf-8")
    return _COMMENT.sub("", text)


def style_sheet(scheme: Scheme, px: Callable[[float], int]) -> str:
    """`@token` becomes a colour of `scheme`; `8u` becomes 8 px scaled by `px`.

    Raises ValueError for a token the table does not have.
    """
    colored = _COLOR.sub(lambda found: hex_of(Token(found.group(1)), scheme), _template())
    return _LENGTH.sub(lambda found: f"{px(float(found.group(1)))}px", colored)
