"""Who may do what: every deed refuses every role that isn't named for it.

A function of `usecases/` that takes `ctx` and stands in none of the three lists fails the test: say
which permission it asks for, that anybody may, or that it is a part of other deeds.
"""

import ast
import dataclasses
import datetime as dt
import enum
import importlib
import inspect
import types
import typing
import uuid
from collections import abc
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.usecases.conftest import NOON, House, open_store_at
from thirdring.domain.enums import Language, Role
from thirdring.domain.errors import Message, NotPermitted
from thirdring.domain.roles import Permission, may
from thirdring.labels import label
from thirdring.usecases.center import Center
from thirdring.usecases.context import Context
from thirdring.usecases.set_up import FirstStart, set_up

USECASES = Path(__file__).resolve().parents[2] / "src" / "thirdring" / "usecases"

# Permission by permission, the deeds that ask for it first.
_DEEDS = {
    Permission.LOG_CALL: """
        log_call.log_call
        rehearse.rehearse_complaint
        rehearse.rehearse_promise
    """,
    Permission.CORRECT_CALL: """
        correct_call.correct_call
    """,
    Permission.SEE_CALLS: """
        correct_call.earlier_versions
        find_calls.find_calls
        find_calls.show_call
        print_call.print_call
    """,
    Permission.IMPORT_COMPLAINTS: """
        import_steps.check_import
        import_steps.look_at_file
        import_steps.write_import
    """,
    Permission.SEE_CUSTOMERS: """
        caller_history.caller_history
        find_callers.find_callers
        find_coupons.coupon_history
        find_customers.find_customers
        find_customers.owed_number
    """,
    Permission.EDIT_CUSTOMERS: """
        edit_customer.edit_customer
    """,
    Permission.MERGE_CUSTOMERS: """
        merge_customers.merge_customers
        merge_customers.unmerge_customers
    """,
    Permission.UNMASK: """
        attach_file.read_attachment
        files_on_disk.save_to_disk
        unmask.unmask
        unmask_ticket.unmask_ticket
        unmask_visit.unmask_visit
    """,
    Permission.KEEP_CALLBACKS: """
        callback_board.callback_board
        callback_board.callback_sheet
        callback_board.overdue_callbacks
        find_callbacks.callback_counts
        find_callbacks.find_callbacks
        find_callbacks.show_callback
        keep_callback.keep_callback
        raise_alarms.alarms_due
        raise_alarms.raise_alarms
        take_next_callback.take_next_callback
    """,
    Permission.SEE_ALARMS: """
        raise_alarms.my_alarms
        raise_alarms.see_alarm
    """,
    Permission.HAND_OVER_CALLBACKS: """
        callback_board.callback_takers
        find_callbacks.unowned_promises
        hand_over_callbacks.hand_over_callbacks
    """,
    Permission.SEE_TICKETS: """
        attach_file.list_attachments
        case_library.find_lessons
        find_coupons.coupons_before
        find_coupons.ticket_coupons
        find_tickets.anchors
        find_tickets.count_tickets
        find_tickets.list_for_people
        find_tickets.page
        find_tickets.plan_of
        find_tickets.view_counts
        merge_tickets.likely_duplicates
        saved_views.find_saved_view
        saved_views.remove_view
        saved_views.save_view
        saved_views.saved_views
        show_case.show_case
        show_ticket.show_for_people
        show_ticket.show_ticket
        ticket_presence.who_else
        ticket_access.load_ticket
        ticket_desk.all_keys
        ticket_desk.lines_out
        ticket_desk.snapshot
    """,
    Permission.SEE_ALL_TICKETS: """
        merge_tickets.likely_before_filing
    """,
    Permission.WORK_TICKETS: """
        acknowledge.acknowledge
        add_note.add_note
        advance_ticket.advance_ticket
        ask_coupon.ask_coupon
        assess_complaint.assess_complaint
        attach_file.attach_file
        compose_notice.compose_notice
        compose_notice.lint_notice
        edit_ticket.edit_ticket
        files_on_disk.attach_from_disk
        issue_coupon.cancel_coupon
        issue_coupon.issue_coupon
        merge_tickets.merge_ticket
        merge_tickets.unmerge_ticket
        print_record.print_record
        reassign_ticket.reassign_ticket
        return_visits.find_visits
        return_visits.plan_visit
        return_visits.record_visit
        route_ticket.await_customer
        route_ticket.customer_answered
        route_ticket.pass_on
        tell_notice.change_notice
        tell_notice.keep_notice
        tell_notice.owed_notices
        tell_notice.tell_notice
        tell_notice.ticket_notices
        ticket_desk.colleagues
        word_and_tell.keep_or_change
        word_and_tell.tell_worded
    """,
    Permission.FILE_COMPLAINT: """
        file_complaint.file_complaint
        reception_facts.reception_facts
    """,
    Permission.REASSIGN: """
        reassign_ticket.reassign_tickets
    """,
    Permission.ESCALATE: """
        escalate_ticket.escalate_ticket
        find_review.sent_up_by_me
        record_transfer.record_transfer
        report_back.report_back
    """,
    Permission.REVIEW: """
        case_library.mark_example
        change_against.change_against
        decide_complaint.decide_complaint
        decide_review.decide_review
        decide_reviews.decide_reviews
        undo_decision.undo_decision
        find_review.queue_for_people
        find_review.review_counts
        find_review.review_queue
        measures.add_measure
        measures.give_measure
        review_detail.review_detail
        take_next_review.take_next_review
    """,
    Permission.APPROVE_COUPONS: """
        decide_coupon.decide_coupon
    """,
    Permission.USE_STATEMENTS: """
        statements.add_statement
        statements.list_statements
        statements.retire_statement
        statements.use_statement
    """,
    Permission.IMPORT_MAIL: """
        import_mail.permit
        mailbox_settings.keep_position
        mailbox_settings.position_of
        mailbox_settings.show_mailbox
        receive_mail.receive_mail
    """,
    Permission.SORT_MAIL: """
        find_inbox.find_inbox
        find_inbox.inbox_counts
        find_inbox.read_mail_file
        find_inbox.save_mail_file
        find_inbox.show_inbox_item
        search_inbox.search_inbox
        sort_mail.restore_mail
        sort_mail.sort_mail
    """,
    Permission.SEE_PHRASES: """
        edit_phrase.toggle_favourite
        edit_phrase.versions_of
        phrase_exchange.export_phrases
        phrases.find_phrases
        phrases.find_wordings
        phrases.phrase_book
    """,
    Permission.EDIT_PHRASES: """
        edit_phrase.add_phrase
        edit_phrase.edit_phrase
        edit_phrase.keep_wording
        edit_phrase.move_phrase
        phrase_exchange.import_phrases
    """,
    Permission.SEE_POLICY: """
        change_policy.policy_history
        change_policy.show_policy
        policy_exchange.export_policy
        route_ticket.list_routes
    """,
    Permission.CHANGE_POLICY: """
        change_policy.set_policy
        manage_contacts.retire_contact
        manage_contacts.save_contact
        policy_effect.effect_of
        policy_exchange.import_policy
        route_ticket.remove_route
        route_ticket.set_route
    """,
    Permission.KEEP_DAY_SHEET: """
        day_sheet.close_sheet
        day_sheet.my_sheets
        day_sheet.offered_sheet
        day_sheet.open_sheet
        day_sheet.reopen_sheet
        day_sheet.write_sheet
    """,
    Permission.SEE_DAY_SHEETS: """
        day_sheet.team_sheets
    """,
    Permission.SEE_BRIEF: """
        morning_brief.morning_brief
    """,
    Permission.KEEP_TASKS: """
        tasks.add_task
        tasks.cancel_task
        tasks.finish_task
        tasks.list_tasks
    """,
    Permission.GIVE_TASKS: """
        tasks.give_task
    """,
    Permission.SET_SHIFTS: """
        shifts.clear_shift
        shifts.set_shift
    """,
    Permission.EXPORT_MONTH: """
        export_month.export_month
        export_month.record_month_export
    """,
    Permission.SEE_TALLIES: """
        verify_month.verify_month
    """,
    Permission.APPEAL: """
        file_appeal.add_to_appeal
        file_appeal.dispute_appeal
        file_appeal.file_appeal
        file_appeal.take_back_appeal
        show_appeal.find_appeals
        show_appeal.read_appeal_file
        show_appeal.show_appeal
    """,
    Permission.DECIDE_APPEALS: """
        decide_appeal.open_evidence
    """,
    Permission.CHECK_QUALITY: """
        check_quality.check_quality
        find_quality_checks.work_to_check
        withdraw_quality_check.withdraw_quality_check
    """,
    Permission.CLOSE_MONTH: """
        close_month.close_month
        reopen_month.reopen_month
    """,
    Permission.SEE_REPORTS: """
        export_report.export_report
        export_report.read_report
        find_coupons.coupon_ledger
        report_complaints.report_complaints
        report_enquiries.report_enquiries
        report_quality.report_quality
        show_indicators.show_indicators
    """,
    Permission.SIGN_OFF: """
        sign_off.show_ledgers
        sign_off.sign_ledger
    """,
    Permission.SEE_STAFF: """
        manage_staff.list_staff
        shifts.list_shifts
        shifts.show_shift
    """,
    Permission.MANAGE_STAFF: """
        import_staff.import_staff
        manage_staff.add_staff
        manage_staff.change_staff
        manage_staff.deactivate
        manage_staff.reactivate
        manage_staff.reset_password
    """,
    Permission.MARK_ABSENT: """
        mark_absent.mark_absent
        mark_absent.mark_present
        mark_absent.what_is_owed
    """,
    Permission.MANAGE_CENTER: """
        mailbox_settings.set_mailbox
    """,
    Permission.BACKUP: """
        about_center.back_up_to
        about_center.note_backup
    """,
    Permission.SEE_ACCESS_LOG: """
        read_access_log.read_access_log
    """,
    Permission.ERASE_PERSONAL_DATA: """
        retention.erase_old
        retention.keep_periods
        retention.preview_retention
    """,
    Permission.EXPORT_PERSON: """
        export_person.export_person
        export_person.record_person_export
    """,
    Permission.ANONYMISE_PERSON: """
        anonymise_person.anonymise_person
        anonymise_person.preview_anonymise
    """,
}

# These ask otherwise: for one's own, for either of two permissions, or nothing at all, being what
# every window needs to draw itself.
_FREE = """
    about_center.about_center
    decide_appeal.decide_appeal
    desk_facts.desk_facts
    manage_contacts.list_contacts
    manage_contacts.list_posts
    manage_staff.change_own_password
    manage_staff.signs_in_by_server
    measures.close_measure
    measures.follow_up
    measures.list_measures
    month_evidence.month_complaints
    month_keys.key_named
    find_quality_checks.find_quality_checks
    month_sheet.month_sheet
    settle_undecided.settle_undecided
    month_trends.month_causes
    month_trends.month_trends
    preferences.read_preference
    preferences.save_preference
    ticket_desk.list_facts
"""

# No deeds but their parts: they are given a transaction whose deed has asked already.
_PARTS = {
    "advance_ticket": "end_all move_on",
    "alarm_rows": "alarm_rows for_me owners_of",
    "announce": "announce",
    "appeal_access": "dispute_days load_appeal sees_all_appeals standpoint start_appeal_clock step write_step",
    "appeal_rows": "appeal_lines line lines_where",
    "assess_complaint": "assess",
    "attach_file": "keep_file most_bytes",
    "beside_call": "add_beside left_beside",
    "brief_issues": "frequent_issues",
    "callback_access": "give_callback line_of load_callback load_owed person_of refuse_changed_callback refuse_others there ticket_of",
    "callback_rows": "callback_line kept_page known_name open_page",
    "call_figures": "call_figures",
    "carry_step": "bring start_over",
    "case_file": "case_facts detail_of escalations_of facts_of_goods unlooked unsatisfied visit_of",
    "change_against": "name_certainly name_other",
    "clock_keeping": "add_clock calendar_of cancel_clocks clocks_about meet_clocks meet_each pause_clock reopen_clocks refresh_due resume_clock start_clock ticket_clocks",
    "close_month": "refuse_own_month",
    "coupon_rows": "coupon_rows load_coupon one_coupon refuse_employees_number spending waiting_escalation",
    "day_due": "campaigns_ahead due_items open_callbacks open_counts tasks_due",
    "day_sums": "day_sums",
    "edit_phrase": "change_line insert_line phrase_lint",
    "edit_ticket": "edit_fields fields_of",
    "export_person": "refuse_own",
    "find_inbox": "inbox_lines",
    "find_review": "order_of_queue",
    "find_tickets": "days_back hides shown_lines",
    "give_number": "free_number give_number give_numbers",
    "hand_over_callbacks": "refuse_taker",
    "import_walk": "judge_rows write_rows",
    "imported_customers": "customers_of",
    "join_mail": "join_ticket keep_evidence settled",
    "judged_call": "judge",
    "judged_complaint": "refuse_complaint",
    "keep_callback": "moment_of write_down",
    "kept_in_call": "keep_in_call owed_in_call",
    "lacking_facts": "lacking",
    "known_customer": "customer_of",
    "ledger_sums": "ledger_sums",
    "look_up_call": "look_up",
    "manage_staff": "by_login staff_row",
    "month_adjustments": "adjustment_lines",
    "month_checks": "month_checks",
    "month_evidence": "evidence_lines",
    "month_names": "names_of people_named",
    "month_parts": "close_by closing_in_force closing_rows closings_in_force is_over sees_whole_month standing_now tallied_of versions_of",
    "month_people": "employee_lines flags",
    "month_traces": "traces_apart",
    "names": "names_of",
    "notice_rows": "notice_rows wording_lint",
    "notice_values": "customer_values department_values report_values",
    "open_ticket": "give_away open_ticket set_going",
    "owe_notices": "owe_notices",
    "owed_reports": "give_report give_reports_of reports_of teller tellers",
    "post_holders": "holders",
    "decide_complaint": "complete",
    "find_quality_checks": "criteria_weights",
    "quality_rows": "check_row check_rows quality_of",
    "raise_level": "raise_level",
    "one_at_a_time": "take_free_turn take_turn",
    "receive_matter": "receive_matter",
    "whose_records": "find_person",
    "reception_hints": "reception_hints",
    "receive_mail": "known_mail",
    "reckon_clocks": "move_running reckoned",
    "record_transfer": "decides_reviews put_through superior_named",
    "report_back": "drop_report owe_report refuse_changed_line ticket_of",
    "resolved_call": "resolve_call",
    "review_detail": "recipients_of",
    "review_rows": "load_escalation review_line review_lines",
    "routing": "answer_clock put_before route_by_table route_of tell_routed",
    "send_up": "send_up",
    "settle_escalations": "close refresh_level settle settle_after_telling settle_waiting settle_with_ticket",
    "sort_mail": "load_item message_of",
    "ticket_access": "against_oneself changed keep_note stands_against survivor_of",
    "ticket_rows": "rows_of values_of",
    "timeline": "record_access record_event",
    "uncover": "uncovered",
    "unowned": "any_unsettled send_up_unowned settle_owned",
    "visit_keeping": "add_visit drop_visit drop_visits finish_visit give_visit give_visits_of visit_after waive_visit",
}

DEEDS = {name: permission for permission, names in _DEEDS.items() for name in names.split()}
FREE = frozenset(_FREE.split())
PARTS = frozenset(f"{module}.{name}" for module, names in _PARTS.items() for name in names.split())


@cache
def _found() -> frozenset[str]:
    """Every public function of the use cases whose first argument is the context."""
    return frozenset(
        f"{file.stem}.{node.name}"
        for file in USECASES.glob("*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.args.args
        and node.args.args[0].arg == "ctx"
    )


def test_every_deed_is_in_the_list() -> None:
    assert sorted(_found() - DEEDS.keys() - FREE - PARTS) == []


def test_nothing_stands_in_the_list_that_its_module_has_not_or_twice() -> None:
    gone = (DEEDS.keys() | FREE | PARTS) - _found()
    assert sorted(name for name in gone if (USECASES / f"{name.split('.')[0]}.py").exists()) == []
    assert not (DEEDS.keys() & FREE)
    assert not (DEEDS.keys() & PARTS)
    assert not (FREE & PARTS)


@pytest.mark.parametrize("name", sorted(DEEDS.keys() & _found()))
def test_a_deed_refuses_every_role_not_named(
    name: str, people: dict[Role, Center], tmp_path: Path
) -> None:
    permission = DEEDS[name]
    module, function = name.split(".")
    deed = getattr(importlib.import_module(f"thirdring.usecases.{module}"), function)
    file = tmp_path / "x.toml"
    file.write_text("x = 1", "utf-8")
    for role in Role:
        if may([role], permission):
            continue
        with pytest.raises(NotPermitted) as refused:
            people[role].run(_with_least(deed, file))
        assert refused.value.message.params["deed"] == Message(label(permission)), role


@pytest.fixture(scope="module")
def people(
    _migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[Role, Center]]:
    """Somebody of each role alone. Nothing is ever written: each deed is refused."""
    file = tmp_path_factory.mktemp("roles") / "center.db"
    file.write_bytes(_migrated_file.read_bytes())
    store = open_store_at(str(file))
    with store.begin_write() as session:
        first = FirstStart("三声家居", "owner", "周掌柜", None, Language.ZH_CN, "Asia/Shanghai")
        owner = set_up(session, first, NOON)
    house = House(store, Center(store, owner))
    yield {role: house.hire(role.value, role) for role in Role}
    store.close()


def _with_least(deed: Callable[..., Any], file: Path) -> Callable[[Context], Any]:
    """The deed with something of the right type for each argument that has to be given."""
    hints = typing.get_type_hints(deed)
    args: list[Any] = []
    more: dict[str, Any] = {}
    for parameter in list(inspect.signature(deed).parameters.values())[1:]:
        if parameter.default is not parameter.empty:
            continue
        kind = hints[parameter.name]
        value = file if kind is Path else _value(kind)
        if parameter.kind is parameter.KEYWORD_ONLY:
            more[parameter.name] = value
        else:
            args.append(value)
    return lambda ctx: deed(ctx, *args, **more)


_PLAIN: dict[Any, Any] = {
    uuid.UUID: uuid.UUID(int=1),
    str: "x",
    bytes: b"x",
    int: 1,
    bool: False,
    Decimal: Decimal(1),
    dt.date: NOON.date(),
    dt.datetime: NOON,
    typing.Any: None,
}


def _value(kind: Any) -> Any:  # noqa: PLR0911 - one for each sort of type
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin = typing.get_origin(kind)
    if origin in {types.UnionType, typing.Union}:
        return _value(typing.get_args(kind)[0])
    if origin in {abc.Mapping, dict}:
        return {}
    if origin is not None:
        return ()
    if issubclass(kind, enum.Enum):
        return next(iter(kind))
    if issubclass(kind, BaseModel):
        return kind.model_construct()
    return _record(kind) if dataclasses.is_dataclass(kind) else None


def _record(kind: Any) -> Any:
    hints = typing.get_type_hints(kind)
    missing = dataclasses.MISSING
    return kind(
        **{
            field.name: _value(hints[field.name])
            for field in dataclasses.fields(kind)
            if field.init and field.default is missing and field.default_factory is missing
        }
    )
