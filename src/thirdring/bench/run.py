"""A whole run of `thirdring bench`."""

from thirdring.bench.figures import Report
from thirdring.bench.machine import machine


def run(tickets: int) -> Report:
    """Build the center of `tickets` tickets if it isn't there yet, and measure on it."""
    return Report(machine() | {"tickets": tickets}, ())
