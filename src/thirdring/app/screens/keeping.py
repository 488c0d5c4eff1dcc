"""The lines to say, and the settings: what is looked after rather than worked with."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.phrases.topics import TOPICS
from thirdring.ui.theme import theme_of
from thirdring.usecases.about_center import about_center, back_up_to

if TYPE_CHECKING:
    from thirdring.ui.phrases.phrases_screen import PhrasesScreen
    from thirdring.ui.settings.settings_screen import SettingsScreen


class KeepingPlace(QObject):
    """Both built when first shown."""

    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._station, self._work = station, station.work
        self._work.add_screen(
            "phrases", "message-2", N_("Phrases"), self._build_phrases,
            code="thirdring.ui.phrases.phrases_screen", needs=Permission.SEE_PHRASES,
        )  # fmt: skip
        self._work.add_screen(
            "settings",
            "settings",
            N_("Settings"),
            lambda: self.settings,
            code="thirdring.ui.settings.settings_screen",
        )
        self._work.shortcuts.on("settings", self._on_settings)
        station.settings_asked.connect(self._on_section_asked)

    def _build_phrases(self) -> "PhrasesScreen":
        from thirdring.ui.phrases.phrases_screen import PhrasesScreen

        station = self._station
        phrases = PhrasesScreen(station.runner, may_edit=station.may(Permission.EDIT_PHRASES))
        phrases.said.connect(self._work.undo.offer)
        station.follow(phrases.refresh, TOPICS)
        return phrases

    @cached_property
    def settings(self) -> "SettingsScreen":
        from thirdring.ui.settings.settings_screen import SettingsScreen

        station, store = self._station, self._station.opened.store
        settings = SettingsScreen(
            station.runner,
            station.granted,
            theme_of(station.window),
            station.memory,
            station.person.name,
            about=partial(about_center, store=store),
            back_up=partial(back_up_to, store=store),
        )
        settings.said.connect(self._work.undo.offer)
        settings.language_chosen.connect(station.window.language_changed)
        station.follow(settings.refresh)
        return settings

    @Slot()
    def _on_settings(self) -> None:
        self._work.show_screen("settings")

    @Slot(str)
    def _on_section_asked(self, name: str) -> None:
        self._work.show_screen("settings", then=lambda: self.settings.show_section(name))
