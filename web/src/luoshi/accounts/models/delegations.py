"""A post in a colleague's hands for some days, while its holder is away."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from luoshi.accounts.models.people import Person, Post


class Delegation(models.Model):
    """Who stands in for a post's holder, from day to day, and why; whether it counts is computed.

    It begins and ends by its days. It also stops with the post, with either person's account,
    with the agency, and when the colleague no longer holds a post there.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standing_in")
    since = models.DateField("起")
    until = models.DateField("止")
    reason = models.CharField("事由", max_length=200)
    made_at = models.DateTimeField("办理时间")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revoked_by = models.CharField("撤销人", max_length=150, blank=True)

    class Meta:
        verbose_name = "委托"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="accounts_delegation_dates"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} → {self.to}"
