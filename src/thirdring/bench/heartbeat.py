"""How long the window's thread was away from its event loop in a run, and during which step."""

from PySide6.QtCore import QObject, Slot

from thirdring.ui.stall_meter import StallMeter


class Heartbeat(QObject):
    """`longest`: milliseconds a key would have waited; `longest_cpu`: of the thread's own work,
    which is a stall of ours also on a machine that others keep busy. The program's own meter tells.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest = self.longest_cpu = 0.0
        self.during = self.during_cpu = ""
        self.step = ""
        self._meter = StallMeter(self)
        self._meter.answered.connect(self._on_answered)

    def close(self) -> None:
        """Before it goes: the meter's thread asks its object until then."""
        self._meter.close()

    @Slot(float, float)
    def _on_answered(self, took: float, worked: float) -> None:
        if took > self.longest:
            self.longest, self.during = took, self.step
        if worked > self.longest_cpu:
            self.longest_cpu, self.during_cpu = worked, self.step
