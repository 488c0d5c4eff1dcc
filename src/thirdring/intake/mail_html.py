"""HTML mail as plain text: what a reader would see, in lines. Nothing remote is ever loaded.

Scripts, styles and comments are dropped; a picture is its alternative text.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# In characters; longer mails are cut, the message itself stays whole.
_MOST = 4_000_000
# The parser's time grows with the square of this; no mail a person wrote comes near.
_DEEPEST = 2_000
_DROPPED = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "object", "iframe", "svg",
     "-comment", "!doctype"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
     "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
     "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"}
)  # fmt: skip
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# Where a block begins or ends, one after the other make one line end.
_LINE = "\x1e"
_LINES = re.compile(f"[ \t]*{_LINE}[ \t{_LINE}]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,20})([^<>]*)>")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDDEN = re.compile(r"<(script|style|head|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BLANKS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def charset_in(page: bytes) -> str | None:
    """The charset a page names in its own head; some mails name it nowhere else."""
    found = _META.search(page[:8192])
    return found[1].decode("ascii", "replace") if found else None


def plain_text(page: str) -> str:
    """What a reader would see of `page`."""
    page = page[:_MOST].replace("\0", "").replace(_LINE, "")
    if _depth(page) > _DEEPEST:
        return _tidy(html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", page))))
    root = LexborHTMLParser(page).root
    return "" if root is None else _tidy("".join(_seen(root)))


def _depth(page: str) -> int:
    deepest = depth = 0
    for closes, name, more in _TAG.findall(page):
        if more.endswith("/") or name.lower() in _VOID:
            continue
        depth = max(depth + (-1 if closes else 1), 0)
        deepest = max(deepest, depth)
    return deepest


def _seen(root: LexborNode) -> list[str]:
    """The text in document order, without recursion: a page may be nested deeper than that."""
    out: list[str] = []
    node: LexborNode | None = root
    pre = 0
    while node is not None:
        tag = node.tag or ""
        dropped = tag in _DROPPED
        if not dropped:
            out.append(_text(node, pre=pre > 0) if node.is_text_node else _opening(node, tag))
            pre += tag == "pre"
        below = None if dropped else node.first_child
        if below is not None:
            node = below
            continue
        while node is not None:
            tag = node.tag or ""
            if tag not in _DROPPED and not node.is_text_node:
                out.append(_closing(tag))
                pre -= tag == "pre"
            if node.mem_id == root.mem_id:
                return out
            if node.next is not None:
                node = node.next
                break
            node = node.parent
    return out


def _text(node: LexborNode, *, pre: bool) -> str:
    text = node.text_content or ""
    return text.replace("\xa0", " ") if pre else _SPACE.sub(" ", text)


def _opening(node: LexborNode, tag: str) -> str:
    if tag == "br":
        return "\n"
    if tag == "img":
        alt = (node.attributes.get("alt") or "").strip()
        return f"[{_SPACE.sub(' ', alt)}]" if alt else ""
    if tag == "li":
        return f"{_LINE}• "
    if tag in {"td", "th"}:
        return " "
    return _closing(tag)


def _closing(tag: str) -> str:
    return "\n\n" if tag in _APART else _LINE if tag in _BLOCKS else ""


def _tidy(text: str) -> str:
    """Lines without blanks around them, at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LINES.sub("\n", re.sub(r"[ \t]{2,}", " ", text))
    text = "\n".join(line.strip(" \t") for line in text.split("\n"))
    return _BLANKS.sub("\n\n", text).strip()
