"""What a morning brief says, in every form it is given out in."""

import json
from typing import Any

from thirdring.cli.brief import _json, _rows
from thirdring.reports.brief_text import plain_text


def everything_said(brief: Any) -> str:
    """As text, as JSON and as rows."""
    data = json.dumps([_json(brief), _rows(brief)], ensure_ascii=False, default=str)
    return plain_text(brief) + data
