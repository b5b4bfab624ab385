"""Addresses of the accounts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from luoshi.accounts.views import entering, managing

app_name = "accounts"
urlpatterns = [
    path("login/", entering.enter, name="login"),
    path("logout/", entering.leave, name="logout"),
    path("link/", entering.link, name="link"),
    path("link/<str:secret>/", entering.follow_link, name="follow_link"),
    path("password/", entering.password, name="password"),
    path("password/end-others/", entering.end_others, name="end_others"),
    path("language/", login_not_required(require_POST(set_language)), name="language"),
    path("accounts/", managing.people, name="people"),
    path("accounts/add/", managing.add, name="add"),
    path("accounts/<int:person_id>/", managing.person, name="person"),
    path("accounts/<int:person_id>/link/", managing.link_issue, name="link_issue"),
    path("accounts/<int:person_id>/disable/", managing.disable, name="disable"),
    path("accounts/<int:person_id>/enable/", managing.enable, name="enable"),
    path("accounts/<int:person_id>/sessions/", managing.sessions_end, name="sessions_end"),
    path("accounts/<int:person_id>/unlock/", managing.unlock, name="unlock"),
    path("accounts/<int:person_id>/posts/", managing.post_add, name="post_add"),
    path("accounts/posts/<int:post_id>/end/", managing.post_end, name="post_end"),
]
