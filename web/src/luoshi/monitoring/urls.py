"""Addresses of monitoring; the agency and the period stand in the query (USE-17)."""

from __future__ import annotations

from django.urls import path

from luoshi.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.board, name="board"),
    path("plans/<int:plan_id>/", views.plan, name="plan"),
    path("items/", views.items, name="items"),
    path("items/<int:item_id>/", views.item, name="item"),
    path("items/<int:item_id>/curve/", views.curve, name="curve"),
    path("series/<int:series_id>/", views.series, name="series"),
    path("series/<int:series_id>/sources/", views.sources, name="sources"),
    path("league/", views.league, name="league"),
    path("benchmark/", views.benchmark, name="benchmark"),
    path("map/", views.chart_map, name="map"),
    path("rules/", views.rules, name="rules"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<int:alert_id>/", views.alert, name="alert"),
    path("alerts/rules/", views.alert_rules, name="alert_rules"),
    path("alerts/rules/new/", views.alert_rule, name="alert_rule_new"),
    path("alerts/rules/<int:rule_id>/", views.alert_rule, name="alert_rule"),
    path("projects/", views.projects, name="projects"),
    path("projects/<int:item_id>/", views.project, name="project"),
    path("projects/reports/<int:report_id>/check/", views.check, name="project_check"),
    path("projects/checks/files/<int:check_file_id>/", views.check_file, name="check_file"),
]
