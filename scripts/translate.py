"""Keep the catalogue in step with the code: extract, compile, check.

    python scripts/translate.py            take new sentences into assets/i18n/zh_CN.po, compile
    python scripts/translate.py --check    fail when a sentence is missing, fuzzy or not compiled

Needs Babel (among the test dependencies); run it with the checkout's own Python. The compiled
.mo is committed, so that the program needs no build step.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "i18n"
KEYWORDS = {"_": None, "N_": None, "say": None, "_c2": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")


def extracted() -> Catalog:
    """Every sentence marked in the code, in the order of the files."""
    catalog = Catalog(project="thirdring", charset="utf-8")
    found = extract_from_dir(
        str(ROOT / "src"),
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("i18n:",),
    )
    for file, _line, message, comments, context in found:
        catalog.add(message, None, [(f"src/{file}", 0)], auto_comments=comments, context=context)
    return catalog


def read(path: Path) -> Catalog:
    """The catalogue as it stands; empty when there is none."""
    if not path.exists():
        return Catalog(locale="zh_CN", project="thirdring", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN")


def compiled(catalog: Catalog) -> bytes:
    """The .mo file's bytes."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def problems(catalog: Catalog, wanted: Catalog) -> list[str]:
    """What keeps the catalogue from being whole, a line each."""
    found = []
    for message in wanted:
        if not message.id:
            continue
        have = catalog.get(message.id)
        if have is None:
            found.append(f"not in the catalogue: {message.id!r}")
        elif "fuzzy" in have.flags or not _filled(have):
            found.append(f"not translated: {message.id!r}")
        elif wrong := _placeholders(have):
            found.append(f"placeholders differ ({wrong}): {message.id!r}")
    return found


def _texts(value: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A message's forms: one, or one for each plural."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def _filled(message: Message) -> bool:
    texts = _texts(message.string)
    return bool(texts) and all(texts)


def _placeholders(message: Message) -> str:
    # A plural's forms share their placeholders, but for {n}, which Chinese always has.
    wanted = set().union(*(PLACEHOLDER.findall(text) for text in _texts(message.id)))
    given = set().union(*(PLACEHOLDER.findall(text) for text in _texts(message.string)))
    return ", ".join(sorted(wanted ^ given))


def main() -> int:
    path = FOLDER / "zh_CN.po"
    catalog, wanted = read(path), extracted()
    if "--check" in sys.argv:
        found = problems(catalog, wanted)
        if not (path.with_suffix(".mo").exists()) or path.with_suffix(
            ".mo"
        ).read_bytes() != compiled(catalog):
            found.append("zh_CN.mo is not what zh_CN.po compiles to: run scripts/translate.py")
        print("\n".join(found[:40]) or f"{len(wanted)} sentences, all translated")
        return 1 if found else 0
    catalog.update(wanted, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, sort_by_file=True, no_location=True)
    path.with_suffix(".mo").write_bytes(compiled(read(path)))
    missing = sum(1 for m in catalog if m.id and not _filled(m))
    print(f"{len(wanted)} sentences, {missing} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
