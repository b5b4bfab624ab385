"""Addresses of the accounts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from luoshi.accounts.views import (
    auditing,
    chain,
    delegating,
    entering,
    importing,
    managing,
    proving,
    requests,
    ruling,
    tokens,
)

app_name = "accounts"
urlpatterns = [
    path("login/", entering.enter, name="login"),
    path("login/again/", proving.again, name="again"),
    path("login/alive/", proving.alive, name="alive"),
    path("login/confirm/", proving.confirm_page, name="confirm"),
    path("factor/", proving.factor, name="factor"),
    path("factor/set/", proving.factor_set, name="factor_set"),
    path("factor/codes/", proving.codes, name="codes"),
    path("audit/", auditing.trail, name="trail"),
    path("audit/reads/", auditing.reads, name="reads"),
    path("audit/chain/", chain.chain, name="chain"),
    path("audit/chain/verify/", chain.verify, name="verify"),
    path("policy/", ruling.policy, name="policy"),
    path("accounts/<int:person_id>/certificate/", ruling.certificate_bind, name="certificate_bind"),
    path("accounts/<int:person_id>/factor/", ruling.factor_remove, name="factor_remove"),
    path("logout/", entering.leave, name="logout"),
    path("link/", entering.link, name="link"),
    path("link/<str:secret>/", entering.follow_link, name="follow_link"),
    path("password/", entering.password, name="password"),
    path("password/end-others/", entering.end_others, name="end_others"),
    path("delegations/", delegating.delegations, name="delegations"),
    path("delegations/all/", delegating.all_in_force, name="delegations_in_force"),
    path("delegations/<int:delegation_id>/revoke/", delegating.revoke, name="delegation_revoke"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="token_revoke"),
    path("language/", login_not_required(require_POST(set_language)), name="language"),
    path("accounts/", managing.people, name="people"),
    path("accounts/sheet/", importing.template, name="template"),
    path("accounts/import/", importing.bring_in, name="import"),
    path("accounts/import/<uuid:sheet_id>/", importing.confirm, name="import_confirm"),
    path("accounts/links/", importing.links, name="links"),
    path("accounts/requests/", requests.requests, name="requests"),
    path("accounts/requests/grant/", requests.grant, name="requests_grant"),
    path("accounts/requests/refuse/", requests.refuse, name="requests_refuse"),
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
