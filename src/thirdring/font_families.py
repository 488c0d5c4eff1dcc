"""Which faces are asked for: the system's own, Chinese or Latin first by the language spoken."""

import sys

from thirdring.domain.enums import Language

_CHINESE = {
    "win32": ["Microsoft YaHei UI", "Microsoft YaHei"],
    "darwin": ["PingFang SC"],
}
_CHINESE_ELSEWHERE = ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
_LATIN = {
    "win32": ["Segoe UI"],
    "darwin": [".AppleSystemUIFont"],
}
_LATIN_ELSEWHERE = ["Noto Sans", "Cantarell", "Ubuntu"]
_FIXED = {"win32": ["Consolas"], "darwin": ["Menlo"]}


def families(language: Language, platform: str = sys.platform) -> list[str]:
    """Family names in the order they are tried for each character; the last is any sans serif.

    Noto Sans CJK carries Latin letters of the same design, so on a Linux desktop without
    Noto Sans the English interface still gets one even face.
    """
    chinese = _CHINESE.get(platform, _CHINESE_ELSEWHERE)
    latin = _LATIN.get(platform, _LATIN_ELSEWHERE)
    ordered = [*latin, *chinese] if language is Language.EN else [*chinese, *latin]
    return [*ordered, "sans-serif"]


def fixed_families(platform: str = sys.platform) -> list[str]:
    """For digests and keys that are compared character by character."""
    return [*_FIXED.get(platform, ["Noto Sans Mono CJK SC", "DejaVu Sans Mono"]), "monospace"]
