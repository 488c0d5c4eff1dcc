"""`tour --center`: two agents' desks and a supervisor's on one server; the plug is pulled on one."""
