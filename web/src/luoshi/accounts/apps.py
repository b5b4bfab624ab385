"""The accounts context as a Django application."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import access, nav, slots


def _may(acts: frozenset[str], person: Any) -> bool:
    return not acts.isdisjoint(access.scope_of(person).may)


class AccountsConfig(AppConfig):
    """The accounts context."""

    name = "luoshi.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Fill the kernel's gates, so that contexts below and beside ask the same question."""
        from luoshi.accounts import actions, panels, probes, queries  # noqa: PLC0415 - models are loaded only now
        from luoshi.accounts.permissions import May  # noqa: PLC0415 - as above
        from luoshi.kernel import reads as opened  # noqa: PLC0415 - as above
        from luoshi.kernel import schedule  # noqa: PLC0415 - as above

        probes.register()
        slots.fill("kernel.require", queries.require)
        slots.fill("kernel.scope_of", queries.scope_of)
        slots.fill("kernel.todo", panels.todo)
        slots.fill("kernel.names_of", queries.names_of)
        slots.fill("kernel.units_of", queries.units_of)
        slots.fill("kernel.people_at", queries.people_at)
        slots.fill("kernel.chain_broken", actions.tell_of_broken_trail)
        slots.fill("kernel.people_who", queries.people_who)
        slots.fill("agencies.agency_foot", panels.posts_at_agency)
        slots.fill("agencies.closing", panels.posts_hanging)
        opened.name(
            {
                "accounts.person": _("账号"),
                "kernel.entry": _("留痕"),
                "kernel.read": _("阅读记录"),
            }
        )
        manages = partial(_may, frozenset({May.ACCOUNT_MANAGE, May.POST_GRANT}))
        nav.add("accounts", _("账号"), "accounts:people", 90, manages, shortcut="z")
        slots.fill("kernel.page_foot", panels.again)
        slots.fill("kernel.banner", panels.standing_in)
        reads = partial(_may, frozenset({May.LEDGER_READ}))
        nav.add("delegations", _("我的委托"), "accounts:delegations", 15, reads, where=nav.MENU)
        grants = partial(_may, frozenset({May.POST_GRANT}))
        nav.add("in_force", _("在办委托"), "accounts:delegations_in_force", 91, grants)
        schedule.every(
            "accounts.delegations",
            _("告知委托的开始和到期"),
            schedule.Daily(0, 10),
            actions.tell_of_delegations,
        )
        rules = partial(_may, frozenset({May.POLICY_EDIT}))
        audits = partial(_may, frozenset({May.TRAIL_READ}))
        nav.add("trail", _("审计"), "accounts:trail", 94, audits)
        nav.add("policy", _("登录策略"), "accounts:policy", 92, rules)
        nav.add("factor", _("两步验证"), "accounts:factor", 20, where=nav.MENU)
        nav.add("password", _("口令与登录"), "accounts:password", 10, where=nav.MENU)
        business = partial(_may, frozenset({May.LEDGER_READ, May.FIRM_REPORT}))
        nav.add("tokens", _("接口令牌"), "accounts:tokens", 30, business, where=nav.MENU)
        nav.add("logout", _("退出"), "accounts:logout", 90, where=nav.MENU, post=True)
