"""Colours, text size, density and language: changed while running, and remembered."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from thirdring import i18n
from thirdring.domain.enums import Language
from thirdring.ui.actions import Actions
from thirdring.ui.shell.memory import Memory
from thirdring.ui.speech import switch_language
from thirdring.ui.theme import Density, Theme, ThemeChoice

TEXT_SIZES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class LookActions(QObject):
    """Connects the actions of the look. `language_changed` for whoever keeps the choice."""

    language_changed = Signal(Language)

    def __init__(self, actions: Actions, theme: Theme, memory: Memory) -> None:
        super().__init__(actions)
        self._theme, self._memory = theme, memory
        actions.on("theme.light", self._on_light)
        actions.on("theme.dark", self._on_dark)
        actions.on("theme.contrast", self._on_contrast)
        actions.on("theme.system", self._on_system)
        actions.on("text.larger", self._on_larger)
        actions.on("text.smaller", self._on_smaller)
        actions.on("text.normal", self._on_normal)
        actions.on("density.toggle", self._on_density)
        actions.on("language.toggle", self._on_language)

    def _wear(self, choice: ThemeChoice) -> None:
        self._theme.change(choice=choice)
        self._memory.write("theme", choice)

    def _on_light(self) -> None:
        self._wear(ThemeChoice.LIGHT)

    def _on_dark(self) -> None:
        self._wear(ThemeChoice.DARK)

    def _on_contrast(self) -> None:
        self._wear(ThemeChoice.CONTRAST)

    def _on_system(self) -> None:
        self._wear(ThemeChoice.SYSTEM)

    def _scale(self, scale: float) -> None:
        self._theme.change(text_scale=scale)
        self._memory.write("text_scale", str(scale))

    def _on_larger(self) -> None:
        larger = [s for s in TEXT_SIZES if s > self._theme.text_scale]
        self._scale(larger[0] if larger else TEXT_SIZES[-1])

    def _on_smaller(self) -> None:
        smaller = [s for s in TEXT_SIZES if s < self._theme.text_scale]
        self._scale(smaller[-1] if smaller else TEXT_SIZES[0])

    def _on_normal(self) -> None:
        self._scale(1.0)

    def _on_density(self) -> None:
        compact = self._theme.density is Density.COMPACT
        density = Density.COMFORTABLE if compact else Density.COMPACT
        self._theme.change(density=density)
        self._memory.write("density", density)

    def _on_language(self) -> None:
        other = Language.EN if i18n.language() is Language.ZH_CN else Language.ZH_CN
        app = QApplication.instance()
        if isinstance(app, QApplication):
            switch_language(app, other)
            self._memory.write("language", other)
            self.language_changed.emit(other)


def remembered_theme(memory: Memory) -> Theme:
    """The theme as the person left it; anything unreadable counts as not chosen."""
    choice, density, scale = (memory.read(n) for n in ("theme", "density", "text_scale"))
    return Theme(
        choice=ThemeChoice(choice) if choice in set(ThemeChoice) else ThemeChoice.SYSTEM,
        density=Density(density) if density in set(Density) else Density.COMPACT,
        text_scale=float(scale) if scale in {str(s) for s in TEXT_SIZES} else 1.0,
    )
