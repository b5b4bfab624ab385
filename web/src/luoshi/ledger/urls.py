"""Addresses of the ledger."""

from __future__ import annotations

from django.urls import path

from luoshi.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.items, name="items"),
    path("items/<int:item_id>/", views.item, name="item"),
    path("targets/", views.targets, name="targets"),
    path("projects/", views.projects, name="projects"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<int:indicator_id>/", views.indicator, name="indicator"),
    path("indicators/<int:indicator_id>/edit/", views.define, name="define"),
    path("matrix/", views.matrix, name="matrix"),
    path("units/", views.units, name="units"),
    path("units/<int:unit_id>/", views.unit, name="unit"),
    path("agencies/<int:agency_id>/", views.agency, name="agency"),
    path("agencies/<int:agency_id>/letter/", views.agency_letter, name="letter"),
]
