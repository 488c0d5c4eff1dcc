"""What shows phrases reads again after."""

TOPICS = frozenset({"phrases", "phrase_versions", "phrase_favourites", "wordings"})
