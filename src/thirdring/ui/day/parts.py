"""The parts of the day, to be asked for before their screen is built."""

from enum import StrEnum


class Part(StrEnum):
    SHEET = "sheet"
    TASKS = "tasks"
    TEAM = "team"
    BRIEF = "brief"
