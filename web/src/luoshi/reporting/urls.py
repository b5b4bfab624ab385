"""Addresses of reporting."""

from __future__ import annotations

from django.urls import path

from luoshi.reporting.views import (
    bases,
    deciding,
    filling,
    proof,
    reminding,
    rounds,
    ruling,
    sending,
    sheets,
)

app_name = "reporting"
urlpatterns = [
    path("", rounds.mine, name="mine"),
    path("queue/", rounds.queue, name="queue"),
    path("duties/", rounds.duties, name="duties"),
    path("cycles/", rounds.cycles, name="cycles"),
    path("cycles/<int:cycle_id>/", rounds.cycle, name="cycle"),
    path("cycles/<int:cycle_id>/remind/", reminding.remind, name="remind"),
    path("cycles/<int:cycle_id>/close/", rounds.close, name="close"),
    path("cycles/<int:cycle_id>/bases/", bases.overview, name="bases_of_cycle"),
    path("duties/<int:duty_id>/bases/", bases.bases, name="bases"),
    path("duties/<int:duty_id>/bases/sheet/", bases.out, name="bases_sheet"),
    path("duties/<int:duty_id>/bases/sheet/import/", bases.upload, name="bases_sheet_in"),
    path("duties/<int:duty_id>/bases/<int:line_id>/", bases.base, name="base"),
    path("forms/", rounds.forms, name="forms"),
    path("forms/make/", rounds.make, name="make"),
    path("forms/<int:form_id>/", rounds.form, name="form"),
    path("forms/<int:form_id>/refresh/", rounds.refresh, name="refresh"),
    path("forms/<int:form_id>/open/", rounds.open_, name="open"),
    path("forms/<int:form_id>/rules/", ruling.rules, name="rules"),
    path("forms/<int:form_id>/rules/read/", ruling.read, name="rule_read"),
    path("forms/<int:form_id>/rules/new/", ruling.rule, name="rule_new"),
    path("forms/<int:form_id>/rules/<slug:code>/", ruling.rule, name="rule"),
    path("forms/<int:form_id>/rules/<slug:code>/retire/", ruling.retire, name="rule_retire"),
    path("forms/<int:form_id>/rules/<slug:code>/restore/", ruling.restore, name="rule_restore"),
    path("ticked/remind/", reminding.remind_ticked, name="ticked_remind"),
    path("ticked/leave/", rounds.leave_ticked, name="ticked_leave"),
    path("ticked/accept/", deciding.ticked, name="ticked_accept"),
    path("submissions/<int:submission_id>/", deciding.review, name="review"),
    path("submissions/<int:submission_id>/accept/", deciding.accept, name="accept"),
    path("submissions/<int:submission_id>/return/", deciding.send_back, name="send_back"),
    path("submissions/<int:submission_id>/unlock/", deciding.unlock, name="unlock"),
    path(
        "submissions/<int:submission_id>/lines/<int:line_id>/reopen/",
        deciding.reopen,
        name="reopen",
    ),
    path("duties/<int:duty_id>/", filling.fill, name="fill"),
    path("duties/<int:duty_id>/cells/", filling.save, name="save"),
    path("duties/<int:duty_id>/lines/<int:line_id>/", filling.line, name="line"),
    path("duties/<int:duty_id>/lines/<int:line_id>/evidence/", proof.add, name="evidence_add"),
    path("evidence/<int:evidence_id>/", proof.download, name="evidence"),
    path("evidence/<int:evidence_id>/remove/", proof.remove, name="evidence_remove"),
    path("duties/<int:duty_id>/send/", sending.send, name="send"),
    path("duties/<int:duty_id>/sheet/", sheets.out, name="sheet"),
    path("duties/<int:duty_id>/sheet/in/", sheets.upload, name="sheet_in"),
    path("duties/<int:duty_id>/sheet/<uuid:sheet_key>/", sheets.preview, name="sheet_preview"),
    path("duties/<int:duty_id>/sheet/<uuid:sheet_key>/faults/", sheets.faults, name="sheet_faults"),
    path("submissions/<int:submission_id>/receipt/", sending.receipt, name="receipt"),
    path("submissions/<int:submission_id>/withdraw/", sending.take_back, name="withdraw"),
]
