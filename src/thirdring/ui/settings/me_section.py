"""How the desk looks and speaks for this person, and their own password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.enums import Language
from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.ui.runner import Runner
from thirdring.ui.settings.password_form import PasswordForm
from thirdring.ui.settings.section import Section
from thirdring.ui.shell.language_choice import LanguageChoice
from thirdring.ui.shell.look_actions import TEXT_SIZES
from thirdring.ui.shell.memory import ALARM_SOUND, SOUND_OFF, Memory
from thirdring.ui.speech import switch_language
from thirdring.ui.theme import Density, Theme, ThemeChoice
from thirdring.ui.widgets import Field, Hairline, SectionHead, Segments, align_labels
from thirdring.usecases.manage_staff import change_own_password


class MeSection(Section):
    """Every choice applies at once and is remembered. `language_chosen` after a switch."""

    language_chosen = Signal(Language)

    def __init__(
        self, runner: Runner, theme: Theme, memory: Memory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._worn, self._memory = runner, theme, memory
        self.language = LanguageChoice()
        self.colours = Segments([(choice, choice.value) for choice in ThemeChoice])
        self.density = Segments([(density, density.value) for density in Density])
        self.text_size = Segments([(size, f"{size:.0%}") for size in TEXT_SIZES])
        self.sound = Segments([("on", "on"), (SOUND_OFF, SOUND_OFF)])
        self.password = PasswordForm()
        self._looks, self._secret = SectionHead(), SectionHead()
        self._fields = {
            "language": Field(self.language),
            "colours": Field(self.colours),
            "density": Field(self.density),
            "text_size": Field(self.text_size),
            "sound": Field(self.sound),
        }
        self._lay()
        self.language.language_chosen.connect(self._on_language)
        self.colours.chosen.connect(self._on_colours)
        self.density.chosen.connect(self._on_density)
        self.text_size.chosen.connect(self._on_text_size)
        self.sound.chosen.connect(self._on_sound)
        self.password.submitted.connect(self._on_password)
        self.wire()

    def _lay(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        column.addWidget(self._looks)
        for field in self._fields.values():
            column.addWidget(field)
        column.addWidget(Hairline())
        column.addSpacing(8)
        column.addWidget(self._secret)
        column.addWidget(self.password)
        column.addStretch(1)
        plain = QWidget()
        plain.setObjectName("plain")
        row = QHBoxLayout(plain)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(plain)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def restyle(self) -> None:
        self._column.setFixedWidth(self.theme.px(640))
        self._align()
        # Colours and sizes also change by keys, while this is on screen.
        self.colours.set_value(self._worn.choice)
        self.density.set_value(self._worn.density)
        scale = self._worn.text_scale
        self.text_size.set_value(scale if scale in TEXT_SIZES else None)

    def retranslate(self) -> None:
        self._looks.set_text(_("Look and language"))
        self._secret.set_text(_("Password"))
        self.colours.set_options(
            [
                (ThemeChoice.SYSTEM, _("As the system")),
                (ThemeChoice.LIGHT, _("Light")),
                (ThemeChoice.DARK, _("Dark")),
                (ThemeChoice.CONTRAST, _("High contrast")),
            ]
        )
        self.density.set_options(
            [(Density.COMPACT, _("Compact")), (Density.COMFORTABLE, _("Comfortable"))]
        )
        for name, text in (
            ("language", _("Language")),
            ("colours", _("Colours")),
            ("density", _("Density")),
            ("text_size", _("Text size")),
            ("sound", _("Sound of alarms")),
        ):
            self._fields[name].set_label(text)
        self.sound.set_options([("on", _("Ring once")), (SOUND_OFF, _("Silent"))])
        self.colours.set_value(self._worn.choice)
        self.density.set_value(self._worn.density)
        self.sound.set_value(self._memory.read(ALARM_SOUND) or "on")
        self._align()

    def _align(self) -> None:
        align_labels([*self._fields.values(), *self.password.labelled()])

    def entered(self) -> None:
        self.language.setFocus()

    def _on_language(self, language: Language) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            switch_language(app, language)
            self._memory.write("language", language.value)
            self.language_chosen.emit(language)

    def _on_colours(self, value: object) -> None:
        choice = ThemeChoice(str(value))
        self._memory.write("theme", choice.value)
        self._worn.change(choice=choice)

    def _on_density(self, value: object) -> None:
        density = Density(str(value))
        self._memory.write("density", density.value)
        self._worn.change(density=density)

    def _on_text_size(self, value: object) -> None:
        scale = float(str(value))
        self._memory.write("text_scale", str(scale))
        self._worn.change(text_scale=scale)

    def _on_sound(self, value: object) -> None:
        self._memory.write(ALARM_SOUND, str(value))

    def _on_password(self, old: str, new: str) -> None:
        self._runner.run(
            change_own_password, old, new,
            owner=self, then=self._on_changed, failed=self._on_refused,
        )  # fmt: skip

    def _on_changed(self, _nothing: object) -> None:
        self.password.clear()
        self.say(_("Your password is changed."))

    def _on_refused(self, error: ThirdRingError) -> None:
        self.password.show_refusal(error)
