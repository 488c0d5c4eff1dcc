"""How figures grow with the center, as a picture: one small plot for each, both axes logarithmic."""

import math
from collections.abc import Sequence
from html import escape

from thirdring.bench.figures import Report

# Medians may differ by so much without the center's size having to do with it.
_TOLERANCE = 1.6
_WIDTH, _HEIGHT, _ACROSS = 250, 120, 4
_LEFT, _RIGHT, _TOP, _FOOT = 44, 12, 26, 22
_INK, _LINE, _QUIET = "#1f2937", "#0f766e", "#9ca3af"


def rows(reports: Sequence[Report]) -> dict[str, list[tuple[int, float]]]:
    """By figure: (tickets, milliseconds), as `Report.time_of`; not what a program is judged by at
    one size alone.
    """
    found: dict[str, list[tuple[int, float]]] = {}
    for report in sorted(reports, key=lambda one: one.tickets):
        for one in report.figures:
            value = report.time_of(one)
            if value is not None and value > 0:
                found.setdefault(one.name, []).append((report.tickets, value))
    return found


def outgrows(points: Sequence[tuple[int, float]]) -> bool:
    """Whether it grew faster than the logarithm of the center's size."""
    (small, first), (big, last) = points[0], points[-1]
    if small == big:
        return False
    return last / first > _TOLERANCE * math.log(big) / math.log(small)


def draw(reports: Sequence[Report]) -> str:
    """An SVG of every figure that was measured at each size; what outgrows log n is marked."""
    grown = {name: points for name, points in rows(reports).items() if len(points) == len(reports)}
    width = _ACROSS * _WIDTH
    height = max(1, math.ceil(len(grown) / _ACROSS)) * _HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for n, (name, points) in enumerate(grown.items()):
        x, y = n % _ACROSS * _WIDTH, n // _ACROSS * _HEIGHT
        parts.append(f'<g transform="translate({x},{y})">{_plot(name, points)}</g>')
    return "\n".join([*parts, "</svg>", ""])


def _plot(name: str, points: Sequence[tuple[int, float]]) -> str:
    title = f"{name} ▲" if outgrows(points) else name
    low, high = min(v for _, v in points), max(v for _, v in points)
    bottom, top = math.log10(low) - 0.3, math.log10(high) + 0.3
    left, right = math.log10(points[0][0]), math.log10(points[-1][0])
    inner, room = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _FOOT

    def place(tickets: int, value: float) -> tuple[float, float]:
        share = (math.log10(tickets) - left) / (right - left or 1)
        up = (math.log10(value) - bottom) / (top - bottom)
        return _LEFT + inner * share, _TOP + room * (1 - up)

    spots = [place(*point) for point in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    drawn = [
        f'<text x="8" y="16" fill="{_INK}">{escape(title)}</text>',
        f'<path d="M{_LEFT} {_TOP}V{_TOP + room}H{_LEFT + inner}" fill="none" stroke="{_QUIET}"/>',
        f'<polyline points="{line}" fill="none" stroke="{_LINE}" stroke-width="2"/>',
    ]
    for (tickets, value), (x, y) in zip(points, spots, strict=True):
        drawn += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_LINE}"/>',
            f'<text x="{x:.1f}" y="{y - 6:.1f}" fill="{_INK}" text-anchor="middle" '
            f'font-size="9">{_short(value)}</text>',
            f'<text x="{x:.1f}" y="{_HEIGHT - 8}" fill="{_QUIET}" text-anchor="middle" '
            f'font-size="9">{short_size(tickets)}</text>',
        ]
    return "".join(drawn)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def short_size(tickets: int) -> str:
    """10k, 1M."""
    if tickets >= 1_000_000:
        return f"{tickets // 1_000_000}M"
    return f"{tickets // 1_000}k" if tickets >= 1_000 else str(tickets)
