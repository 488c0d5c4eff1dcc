"""Functions by which a login learns and changes its own account, whatever it may read otherwise."""

from thirdring.store.server.functions import Function

_HEAD = "LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp"

# One row, or none: the account of who is connected, also one that was taken out of use.
_ME = Function(
    "CREATE OR REPLACE FUNCTION thirdring_me() RETURNS TABLE (id uuid, login text, name text, "
    "post text, work_number text, active boolean, must_change_password boolean, draft_key bytea, "
    f"roles text[]) {_HEAD} STABLE "
    "AS $$ SELECT s.id, s.login, s.name, s.post, s.work_number, s.active, "
    "s.must_change_password, s.draft_key, "
    "ARRAY(SELECT r.role FROM staff_roles r WHERE r.staff_id = s.id ORDER BY r.role) "
    "FROM staff s WHERE s.login = session_user $$",
)

# After ALTER ROLE, which everybody may do for themselves: the first password is history.
_PASSWORD_CHANGED = Function(
    "CREATE OR REPLACE FUNCTION thirdring_password_changed() RETURNS void "
    f"{_HEAD} VOLATILE "
    "AS $$ UPDATE staff SET must_change_password = false, version = version + 1 "
    "WHERE id = thirdring_actor() AND must_change_password $$",
)

# What a login should be: read by the functions that make it so.
_STANDING = Function(
    "CREATE OR REPLACE FUNCTION thirdring_standing_of(the_login text) "
    f"RETURNS TABLE (active boolean, roles text[]) {_HEAD} STABLE "
    "AS $$ SELECT s.active, "
    "ARRAY(SELECT r.role FROM staff_roles r WHERE r.staff_id = s.id ORDER BY r.role) "
    "FROM staff s WHERE s.login = the_login $$",
    inner=True,
    kept=True,
)

ACCOUNT_FUNCTIONS: tuple[Function, ...] = (_ME, _PASSWORD_CHANGED, _STANDING)
