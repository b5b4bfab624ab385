"""Addresses of the plans context."""

from __future__ import annotations

from django.urls import path

from luoshi.plans.views import across, bulk, comparing, documents, facts, reading, second

app_name = "plans"

urlpatterns = [
    path("plans/", documents.home, name="home"),
    path("plans/upload/", documents.upload, name="upload"),
    path("plans/upload/<uuid:upload_id>/", documents.preview, name="preview"),
    path("plans/upload/<uuid:upload_id>/reading/", documents.reading, name="reading"),
    path("plans/upload/<uuid:upload_id>/again/", documents.once_more, name="read_once_more"),
    path("plans/upload/<uuid:upload_id>/cancel/", documents.cancel, name="give_up"),
    path("plans/documents/<int:document_id>/", documents.document, name="document"),
    path("plans/documents/<int:document_id>/compare/", documents.compare, name="compare"),
    path("plans/compare/", comparing.compare_plans, name="compare_plans"),
    path("plans/figures/", across.figures, name="figures"),
    path("plans/measures/", across.measures, name="measures"),
    path("plans/versions/<int:version_id>/file/", documents.file, name="file"),
    path("plans/versions/<int:version_id>/akn/", documents.marked_up, name="akn"),
    path("plans/versions/<int:version_id>/reread/", documents.read_again, name="reread"),
    path("plans/versions/<int:version_id>/second/", second.progress, name="second"),
    path("plans/versions/<int:version_id>/second/ask/", second.ask, name="second_ask"),
    path("plans/versions/<int:version_id>/second/back/", second.withdraw, name="second_withdraw"),
    path("plans/rereadings/<int:rereading_id>/", documents.rereading, name="rereading"),
    path("plans/<int:plan_id>/", reading.read, name="read"),
    path("plans/<int:plan_id>/add/", facts.add, name="add"),
    path("plans/facts/", bulk.queue, name="queue"),
    path("plans/facts/ticked/accept/", bulk.ticked, {"verb": "accept"}, name="ticked_accept"),
    path("plans/facts/ticked/reject/", bulk.ticked, {"verb": "reject"}, name="ticked_reject"),
    path("plans/facts/decide/accept/", bulk.decide, {"verb": "accept"}, name="bulk_accept"),
    path("plans/facts/decide/reject/", bulk.decide, {"verb": "reject"}, name="bulk_reject"),
    path("plans/facts/accept-all/", bulk.accept_all, name="accept_all"),
    path("plans/facts/<int:fact_id>/", facts.show, name="fact"),
    path("plans/facts/<int:fact_id>/accept/", facts.accept, name="accept"),
    path("plans/facts/<int:fact_id>/correct/", facts.correct, name="correct"),
    path("plans/facts/<int:fact_id>/reject/", facts.reject, name="reject"),
    path("plans/facts/<int:fact_id>/split/", facts.split, name="split"),
    path("plans/facts/<int:fact_id>/merge/", facts.merge, name="merge"),
    path("plans/facts/<int:fact_id>/undo/", facts.undo, name="undo"),
    path("plans/facts/<int:fact_id>/adopt/", facts.adopt, name="adopt"),
    path("plans/acts/<uuid:act_id>/undo/", facts.undo_act, name="undo_act"),
    path("plans/doubts/", bulk.doubt_list, name="doubts"),
    path("plans/doubts/<int:doubt_id>/settle/", bulk.settle, name="settle"),
    path("plans/doubts/<int:doubt_id>/reopen/", bulk.reopen, name="reopen"),
]
