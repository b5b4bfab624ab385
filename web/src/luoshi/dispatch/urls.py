"""Addresses of handing down."""

from __future__ import annotations

from django.urls import path

from luoshi.dispatch.views import assignments, bulk, changes, conferences, plans, splitting

app_name = "dispatch"
_ONE = "assignments/<int:assignment_id>/"
_MEETING = "conferences/<int:conference_id>/"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("plans/<int:plan_id>/", plans.plan, name="plan"),
    path("plans/<int:plan_id>/send/", plans.send, name="send"),
    path("plans/<int:plan_id>/remind/", plans.remind, name="remind"),
    path("ticked/remind/", plans.remind_ticked, name="ticked_remind"),
    path("agencies/<int:agency_id>/letter/", plans.letter, name="letter"),
    path("mine/", assignments.mine, name="mine"),
    path("assignments/", assignments.assignments, name="assignments"),
    path("returned/", assignments.returned, name="returned"),
    path("ticked/sign/", bulk.ticked, {"verb": "sign"}, name="ticked_sign"),
    path("ticked/return/", bulk.ticked, {"verb": "return"}, name="ticked_return"),
    path("ticked/withdraw/", bulk.ticked, {"verb": "withdraw"}, name="ticked_withdraw"),
    path("bulk/sign/", bulk.decide, {"verb": "sign"}, name="bulk_sign"),
    path("bulk/return/", bulk.decide, {"verb": "return"}, name="bulk_return"),
    path("bulk/withdraw/", bulk.decide, {"verb": "withdraw"}, name="bulk_withdraw"),
    path(_ONE, assignments.assignment, name="assignment"),
    path(f"{_ONE}read/", assignments.read, name="read"),
    path(f"{_ONE}contact/", assignments.contact, name="contact"),
    path(f"{_ONE}milestones/", assignments.milestone_add, name="milestone_add"),
    path(f"{_ONE}reassign/", assignments.reassign, name="reassign"),
    path(f"{_ONE}split/", splitting.split, name="split"),
    path(f"{_ONE}split/sum/", splitting.total, name="split_sum"),
    path(f"{_ONE}change/", changes.ask, name="ask"),
    path("milestones/<int:milestone_id>/", assignments.milestone, name="milestone"),
    path(
        "milestones/files/<int:milestone_file_id>/",
        assignments.milestone_file,
        name="milestone_file",
    ),
    path("items/<int:item_id>/assign/", assignments.assign, name="assign"),
    path("conferences/", conferences.conferences, name="conferences"),
    path("plans/<int:plan_id>/hold/", conferences.hold, name="hold"),
    path(_MEETING, conferences.conference, name="conference"),
    path(f"{_MEETING}write/", conferences.write, name="write"),
    path(f"{_MEETING}topics/", conferences.topic, name="topic"),
    path(f"{_MEETING}resolutions/", conferences.resolve, name="resolve"),
    path(f"{_MEETING}minutes/", conferences.minutes, name="minutes"),
    path("items/<int:item_id>/origin/", conferences.origin, name="origin"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:change_id>/", changes.change, name="change"),
]
