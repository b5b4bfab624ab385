"""Addresses of the accounts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from luoshi.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.enter, name="login"),
    path("logout/", views.leave, name="logout"),
    path("link/", views.link, name="link"),
    path("link/<str:secret>/", views.follow_link, name="follow_link"),
    path("password/", views.password, name="password"),
    path("language/", login_not_required(set_language), name="language"),
]
