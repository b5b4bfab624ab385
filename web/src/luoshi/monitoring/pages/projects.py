"""The project board: the stages, the money and the blockers, by territory."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from luoshi.agencies.api import Agency
from luoshi.kernel.rounding import rate_text, share
from luoshi.monitoring import wording
from luoshi.monitoring.models import ProjectReport
from luoshi.monitoring.pages.board import board_url
from luoshi.monitoring.queries import places, projects
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.queries.projects import Sum


class ProjectBoard:
    """Everything above the list of projects."""

    def __init__(self, frame: Frame) -> None:
        """Keep the context."""
        self.frame = frame

    @cached_property
    def _sums(self) -> tuple[Sum, dict[Agency | None, Sum]]:
        levels = places.levels_below(self.frame.agency)
        return projects.by_place(self.frame, levels)

    @property
    def whole(self) -> Sum:
        """Return all projects together."""
        return self._sums[0]

    @property
    def stages(self) -> list[tuple[str, str]]:
        """Return the stages with their words."""
        return [(stage.value, str(stage.label)) for stage in ProjectReport.Stage]

    @property
    def rows(self) -> list[tuple[str, str, list[int], Sum, str]]:
        """Return each territory with its address, its stages, its sum and its rate."""
        return [
            (
                str(agency) if agency else _("其他地点"),
                board_url(agency, self.frame.period, "projects") if agency else "",
                [found.stages[stage] for stage, _word in self.stages],
                found,
                rate_of(found.done, found.planned),
            )
            for agency, found in self._sums[1].items()
        ]

    @property
    def total(self) -> tuple[list[int], str]:
        """Return the stages and the rate of all projects together."""
        stages = [self.whole.stages[stage] for stage, _word in self.stages]
        return stages, rate_of(self.whole.done, self.whole.planned)

    @property
    def sentence(self) -> str:
        """Return what is to be seen in one sentence."""
        whole = self.whole
        if not whole.there or self.frame.period is None:
            return ""
        running = whole.stages["running"] + whole.stages["finished"]
        going = whole.stages["started"] + whole.stages["building"]
        words = [
            _("%(period)s，%(agency)s共%(there)s个项目，开工在建%(going)s个、竣工投产%(running)s个")
            % {
                "period": self.frame.period.label,
                "agency": self.frame.agency,
                "there": whole.there,
                "going": going,
                "running": running,
            }
        ]
        if whole.planned:
            words.append(
                _("完成投资%(done)s，为年度计划的%(rate)s")
                % {
                    "done": wording.amount(whole.done, _("亿元")),
                    "rate": rate_of(whole.done, whole.planned),
                }
            )
        if whole.blocked:
            words.append(_("%(number)s个有困难待解决") % {"number": whole.blocked})
        if whole.silent:
            words.append(_("%(number)s个未报") % {"number": whole.silent})
        return "，".join(words) + "。"


def rate_of(done: Decimal, planned: Decimal) -> str:
    """Return a rate of investment in words."""
    return rate_text(share(done, planned))
