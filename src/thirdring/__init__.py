"""Third Ring 三声: the desk of a call center that keeps its promises."""

__version__ = "0.1.0"
