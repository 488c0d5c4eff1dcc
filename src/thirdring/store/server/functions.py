"""The functions of a secured database. Each runs as the owner, with a search path of its own."""

from dataclasses import dataclass

# First ours, and what a session makes for itself last: nothing of it can stand in for ours.
SEARCH_PATH = "public, pg_temp"


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how it is named in GRANT, and the statement that makes it."""

    signature: str
    create: str


_ACTOR = Function(
    "thirdring_actor()",
    "CREATE OR REPLACE FUNCTION thirdring_actor() RETURNS uuid "
    "LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = " + SEARCH_PATH + " "
    "AS $$ SELECT id FROM staff WHERE login = session_user AND active $$",
)

FUNCTIONS: tuple[Function, ...] = (_ACTOR,)
