"""Addresses of the ground."""

from __future__ import annotations

from django.urls import path

from luoshi.kernel import views

app_name = "kernel"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("preferences/", views.preference, name="preference"),
    path("kernel/components/", views.components, name="components"),
]
