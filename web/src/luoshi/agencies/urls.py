"""Addresses of the agencies."""

from __future__ import annotations

from django.urls import path

from luoshi.agencies.views import calendar, changing, importing, tree

app_name = "agencies"

urlpatterns = [
    path("", tree.tree, name="tree"),
    path("list/", tree.index, name="list"),
    path("<int:agency_id>/", tree.agency, name="agency"),
    path("<int:agency_id>/names/add/", tree.add_name, name="add_name"),
    path("<int:agency_id>/below/add/", changing.add, name="add"),
    path("<int:agency_id>/move/", changing.move, name="move"),
    path("<int:agency_id>/rename/", changing.rename, name="rename"),
    path("<int:agency_id>/rename/undo/", changing.rename_undo, name="rename_undo"),
    path("<int:agency_id>/end/", changing.end, name="end"),
    path("template/", importing.template, name="template"),
    path("import/", importing.bring_in, name="import"),
    path("import/<uuid:sheet_id>/", importing.confirm, name="import_confirm"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/set/", calendar.set_one, name="calendar_set"),
    path("calendar/remove/", calendar.remove, name="calendar_remove"),
    path("calendar/template/", calendar.template, name="calendar_template"),
    path("calendar/import/", calendar.bring_in, name="calendar_import"),
    path("calendar/import/<uuid:sheet_id>/", calendar.confirm, name="calendar_confirm"),
    path("names/<int:alias_id>/", tree.change_name, name="change_name"),
]
