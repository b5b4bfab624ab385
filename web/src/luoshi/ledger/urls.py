"""Addresses of the ledger."""

from __future__ import annotations

from django.urls import path

from luoshi.ledger.views import breakdown, pages, terms, termsheets

app_name = "ledger"
urlpatterns = [
    path("", pages.items, name="items"),
    path("items/<int:item_id>/", pages.item, name="item"),
    path("targets/", pages.targets, name="targets"),
    path("projects/", pages.projects, name="projects"),
    path("indicators/", pages.indicators, name="indicators"),
    path("indicators/new/", pages.add_indicator, name="indicator_new"),
    path("indicators/<int:indicator_id>/", pages.indicator, name="indicator"),
    path("indicators/<int:indicator_id>/edit/", pages.define, name="define"),
    path("indicators/<int:indicator_id>/method/", pages.measure, name="measure"),
    path("indicators/<int:indicator_id>/breakdown/", breakdown.breakdown, name="breakdown"),
    path("indicators/<int:indicator_id>/breakdown/add/", breakdown.add, name="dimension_add"),
    path("dimensions/<int:dimension_id>/total/", breakdown.total, name="dimension_total"),
    path("dimensions/<int:dimension_id>/add/", breakdown.add_part, name="option_add"),
    path("options/<int:option_id>/rename/", breakdown.rename, name="option_rename"),
    path("options/<int:option_id>/retire/", breakdown.retire, name="option_retire"),
    path("indicators/<int:indicator_id>/terms/", terms.terms, name="terms"),
    path("indicators/<int:indicator_id>/terms/add/", terms.add, name="term_add"),
    path("indicators/<int:indicator_id>/terms/sheet/", termsheets.out, name="terms_sheet"),
    path(
        "indicators/<int:indicator_id>/terms/sheet/import/",
        termsheets.upload,
        name="terms_sheet_in",
    ),
    path(
        "indicators/<int:indicator_id>/terms/sheet/<uuid:sheet_key>/",
        termsheets.confirm,
        name="terms_sheet_confirm",
    ),
    path("terms/<int:term_id>/change/", terms.change, name="term_change"),
    path("terms/<int:term_id>/end/", terms.end, name="term_end"),
    path("terms/<int:term_id>/undo/", terms.undo, name="term_undo"),
    path("matrix/", pages.matrix, name="matrix"),
    path("units/", pages.units, name="units"),
    path("units/<int:unit_id>/", pages.unit, name="unit"),
    path("agencies/<int:agency_id>/", pages.agency, name="agency"),
    path("agencies/<int:agency_id>/letter/", pages.agency_letter, name="letter"),
]
