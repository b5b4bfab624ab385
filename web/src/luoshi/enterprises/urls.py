"""Addresses of the enterprises."""

from __future__ import annotations

from django.urls import path

from luoshi.enterprises import views

app_name = "enterprises"

urlpatterns = [
    path("", views.index, name="list"),
    path("<int:enterprise_id>/", views.enterprise, name="enterprise"),
    path("<int:enterprise_id>/code/", views.code, name="code"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/<int:suggestion_id>/decide/", views.decide, name="decide"),
    path("suggestions/<int:suggestion_id>/reopen/", views.reopen, name="reopen"),
    path("merges/<int:merge_id>/undo/", views.undo_merge, name="undo_merge"),
    path("names/<int:name_id>/split/", views.split_name, name="split_name"),
]
