"""Accepted values rolled up the tree, and as what they were counted."""

from __future__ import annotations

from django.db import models

from luoshi.agencies.api import Agency
from luoshi.reporting.api import (
    Duty,
    PeriodOf,
    Series,
    number,
)


class Reading(PeriodOf):
    """The accepted value of a series for an agency (all below it included) and a period.

    `value` is the sum of the parts as reported; for an average `parts` divides it, for a ratio it
    is empty and `numerator` and `denominator` are summed. Zero `parts` is no reading (row 32).
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="readings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="readings")
    value = number("数值")
    numerator = number("分子")
    denominator = number("分母")
    parts = models.PositiveIntegerField("组成数", default=0)
    flash = models.PositiveIntegerField("其中快报数", default=0)
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "监测值"
        constraints = (
            models.UniqueConstraint(
                fields=["series", "agency", "period_code"], name="monitoring_reading_once"
            ),
        )
        indexes = (
            models.Index(fields=["agency", "end", "series"], name="monitoring_reading_board"),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.agency_id} {self.period_code}"


class Counting(models.Model):
    """As what the figures of a duty were counted when an agency accepted them.

    Taking them out again takes them from where they were put, whatever became of the firm's
    industry or of the tree meanwhile (row 97: figures stay).
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    own = models.BooleanField("同时计入填报单位", default=False)
    industry = models.CharField("行业", max_length=80, blank=True)
    chain = models.CharField("产业链", max_length=80, blank=True)

    class Meta:
        verbose_name = "计入口径"
        constraints = (
            models.UniqueConstraint(fields=["duty", "agency"], name="monitoring_counting_once"),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.agency_id}"
