"""What arrives by electronic mail (D13, D16): its lists of values, and which kind it seems to be.

A proposal only orders the keys a person presses; nothing counts before they have sorted it.
"""

import re
from enum import StrEnum

from thirdring.domain import ticket_numbers
from thirdring.domain.errors import Refusal


class MailState(StrEnum):
    WAITING = "waiting"  # nobody has sorted it yet
    SORTED = "sorted"  # it became a ticket, or joined one
    SET_ASIDE = "set_aside"  # a bounce, an automatic answer, not for us; may be taken back


class MailKind(StrEnum):
    """What a person sorts a mail into, by the names of the command line; and what joins by itself."""

    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    PRAISE = "praise"
    NOT_FOR_US = "not_for_us"
    REPLY = "reply"  # it names its ticket


class Automatic(StrEnum):
    """Mail that no person wrote to us."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    MAILING_LIST = "list"


class MailProblem(StrEnum):
    """What was wrong with a mail as it came; told to the reader, never a reason to lose it."""

    CHARSET = "charset"  # it isn't in the encoding it says; another one fits
    LOST = "lost"  # some characters can't be read in any encoding
    BOUNDARY = "boundary"  # its parts aren't marked as they should be
    TRANSFER = "transfer"  # a part arrived damaged
    DATE = "date"
    SENDER = "sender"
    CUT = "cut"  # longer than what is shown; the message itself is whole
    CLEANED = "cleaned"  # invisible or turning characters were taken out
    UNREADABLE = "unreadable"


_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])[{''.join(ticket_numbers.LETTERS.values())}]\d{{6}}-?[0-9A-Za-z]{{2}}\d{{3,9}}"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_IN_SUBJECT = 3  # what stands there counts as often
_WORDS = {
    MailKind.COMPLAINT: (
        "投诉", "举报", "不满", "退款", "退货", "退钱", "赔偿", "维权", "差评", "欺骗", "欺诈", "虚假",
        "态度差", "态度恶劣", "质量问题", "破损", "坏了", "损坏", "消协", "12315", "曝光", "失望", "投訴",
        "退貨", "complain", "refund", "damaged", "broken", "defective", "disappointed",
        "unacceptable", "rude", "terrible", "awful", "faulty", "compensation",
    ),
    MailKind.PRAISE: (
        "表扬", "感谢信", "点赞", "好评", "非常满意", "很满意", "服务周到", "热情", "表揚", "感謝信",
        "praise", "excellent", "commend", "well done", "great service", "compliment", "grateful",
    ),
    MailKind.ENQUIRY: (
        "请问", "咨询", "想了解", "想问", "询问", "怎么", "如何", "多少钱", "营业时间", "是否", "能否",
        "請問", "諮詢", "enquir", "inquir", "question", "how do", "how can", "could you", "do you",
        "opening hours", "would like to know", "is it possible",
    ),
    MailKind.NOT_FOR_US: (
        "代开发票", "发票代开", "推广", "退订", "unsubscribe", "seo", "newsletter", "webinar",
        "business proposal", "lottery", "winner",
    ),
}  # fmt: skip


def proposed(subject: str, text: str, automatic: Automatic | None = None) -> MailKind | None:
    """The kind its words speak for; None when none does. A tie goes to the graver one."""
    if automatic is not None:
        return MailKind.NOT_FOR_US
    subject, text = subject.casefold(), text[:20_000].casefold()
    points = {
        kind: sum(_IN_SUBJECT * (word in subject) + (word in text) for word in words)
        for kind, words in _WORDS.items()
    }
    best = max(points, key=lambda kind: points[kind])  # of equals the first
    return best if points[best] else None


def numbers_in(subject: str) -> tuple[str, ...]:
    """The ticket numbers a subject names, as they are kept, in the order they stand there."""
    found = []
    for match in _NUMBER.finditer(subject):
        try:
            found.append(str(ticket_numbers.parse(match[0])))
        except Refusal:
            continue
    return tuple(dict.fromkeys(found))
