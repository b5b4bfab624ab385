"""The log-in policy in force: the last version laid down, or what the settings ship."""

from __future__ import annotations

from django.conf import settings

from luoshi.accounts.models import Person, Policy, Post
from luoshi.accounts.queries import posts_today
from luoshi.kernel import clock


def policy_in_force() -> Policy:
    """Return the policy in force; without one laid down, that of the settings, unsaved."""
    return Policy.objects.order_by("-pk").first() or shipped_policy()


def shipped_policy() -> Policy:
    """Return the policy of the settings."""
    return Policy(factor=settings.SECOND_FACTOR, made_at=clock.now())


def factor_needed(person: Person, rules: Policy) -> bool:
    """Whether the person's posts need a second factor (SEC-09)."""
    if rules.factor == Policy.Factor.NOBODY:
        return False
    if rules.factor == Policy.Factor.EVERYONE:
        return True
    return any(post_needs_factor(post, rules) for post in posts_today(person))


def post_needs_factor(post: Post, rules: Policy) -> bool:
    """Whether a post asks its holder, and whoever stands in, for a second factor (SEC-09)."""
    if rules.factor in (Policy.Factor.NOBODY, Policy.Factor.EVERYONE):
        return rules.factor == Policy.Factor.EVERYONE
    if post.kind in Post.ADMINISTRATORS:
        return True
    return rules.factor == Policy.Factor.PROVINCE and post.agency.depth == 1
