"""Addresses of the enterprises."""

from __future__ import annotations

from django.urls import path

from luoshi.enterprises.views import importing, register

app_name = "enterprises"

urlpatterns = [
    path("", register.index, name="list"),
    path("add/", register.add, name="add"),
    path("import/", importing.bring_in, name="import"),
    path("import/sheet/", importing.template, name="template"),
    path("import/<uuid:sheet_id>/", importing.confirm, name="import_confirm"),
    path("<int:enterprise_id>/", register.enterprise, name="enterprise"),
    path("<int:enterprise_id>/code/", register.code, name="code"),
    path("<int:enterprise_id>/belonging/", register.belonging, name="belonging"),
    path("suggestions/", register.suggestions, name="suggestions"),
    path("suggestions/<int:suggestion_id>/decide/", register.decide, name="decide"),
    path("suggestions/<int:suggestion_id>/reopen/", register.reopen, name="reopen"),
    path("merges/<int:merge_id>/undo/", register.undo_merge, name="undo_merge"),
    path("names/<int:name_id>/split/", register.split_name, name="split_name"),
]
