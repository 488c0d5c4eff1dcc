"""A service measure in figures, as people read it: percent, minutes and seconds, or "no data"."""

from thirdring.domain.indicators import Figure, Measured
from thirdring.i18n import _

_MINUTE = 60


def value_text(figure: Figure) -> str:
    """The value; what was not counted says so and is never 0 %."""
    if figure.value is None:
        return _("no data")
    return f"{figure.value:.1f} %" if figure.is_share else span_text(figure.value)


def target_text(figure: Figure) -> str:
    """The target with the side of it that is wanted."""
    sign = "≥" if figure.measured is Measured.SHARE else "≤"
    aim = f"{figure.target} %" if figure.is_share else span_text(figure.target)
    return f"{sign} {aim}"


def span_text(seconds: float) -> str:
    """Seconds up to a minute with a tenth where there is one; longer ones as 4:05."""
    if seconds < _MINUTE:
        return _("{n} s").format(n=f"{seconds:.1f}".removesuffix(".0"))
    whole = round(seconds)
    return f"{whole // _MINUTE}:{whole % _MINUTE:02}"
