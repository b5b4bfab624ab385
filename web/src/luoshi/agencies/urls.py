"""Addresses of the agencies."""

from __future__ import annotations

from django.urls import path

from luoshi.agencies import views

app_name = "agencies"

urlpatterns = [
    path("", views.tree, name="tree"),
    path("list/", views.index, name="list"),
    path("<int:agency_id>/", views.agency, name="agency"),
    path("<int:agency_id>/names/add/", views.add_name, name="add_name"),
    path("names/<int:alias_id>/", views.change_name, name="change_name"),
]
