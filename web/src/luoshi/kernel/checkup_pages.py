"""Pages of 配置体检: what was looked at, and the rows that one probe found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import access, checkup
from luoshi.kernel.checkup import Grade, Label, Probe
from luoshi.kernel.http import Request
from luoshi.kernel.models import Checkup, Flaw, Probed
from luoshi.kernel.tables import Column, Filter, Link, Mark, Table

_TONES: Final = {Grade.ERROR: "wrong", Grade.DOUBT: "doubt", Grade.HINT: "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """A probe with what it last found."""

    probe: Probe
    last: Probed | None

    @property
    def mark(self) -> Mark:
        """Return how grave it is."""
        return Mark(_TONES[self.probe.grade], self.probe.grade.label)


@dataclass(frozen=True, slots=True)
class Group:
    """The probes of one group."""

    label: Label
    lines: list[Line]


def groups(probes: list[Probe]) -> list[Group]:
    """Return probes by group, each with what it last found; one statement."""
    last = {one.code: one for one in Probed.objects.filter(code__in=[p.code for p in probes])}
    found: dict[str, Group] = {}
    for one in probes:
        group = found.setdefault(str(one.group), Group(one.group, []))
        group.lines.append(Line(one, last.get(one.code)))
    return list(found.values())


def counts(shown: list[Group]) -> list[tuple[Grade, int]]:
    """Return how many rows of each grade the person may mend."""
    found = dict.fromkeys(Grade, 0)
    for group in shown:
        for line in group.lines:
            found[line.probe.grade] += line.last.found if line.last else 0
    return list(found.items())


class Flaws(Table):
    """The rows that one probe found."""

    key = "kernel.flaws"
    title = gettext_lazy("配置体检发现")
    order = ("since",)
    nothing = (gettext_lazy("没有发现问题"), gettext_lazy("再次体检后，新发现的会列在这里。"))
    columns = (
        Column(
            "words",
            gettext_lazy("发现"),
            frozen=True,
            sort="words",
            width=44,
            url=lambda one: "" if one.ended_at else one.url,
        ),
        Column("since", gettext_lazy("首次发现"), "date", sort="since"),
        Column("ended_at", gettext_lazy("已消除"), "date", sort="ended_at"),
        Column(
            "mend",
            gettext_lazy("处理"),
            "links",
            value=lambda one: [] if one.ended_at else [Link(_("去处理"), one.url)],
        ),
    )
    filters = (
        Filter("q", gettext_lazy("发现"), "text", fields=("words",)),
        Filter(
            "state",
            gettext_lazy("状态"),
            choices=lambda _table: (("open", _("未消除")), ("ended", _("已消除"))),
            apply=lambda rows, values: rows.filter(ended_at__isnull=values[0] == "open"),
        ),
    )

    def queryset(self) -> QuerySet[Flaw]:
        """Return what the probe found, whatever became of it."""
        return Flaw.objects.filter(code=self.given["code"])


@require_safe
def index(request: Request) -> HttpResponse:
    """Show what was looked at, by group, with what was found."""
    shown = groups(checkup.required(request.user))
    context = {
        "groups": shown,
        "counts": [(Mark(_TONES[one], one.label), number) for one, number in counts(shown)],
        "last": Checkup.objects.order_by("-pk").first(),
        "under_way": checkup.under_way(),
    }
    return render(request, "kernel/checkup.html", context)


@require_POST
def run(request: Request) -> HttpResponse:
    """Ask for a checkup now."""
    checkup.ask(by=request.user)
    messages.success(request, _("已开始体检，完成后刷新本页即可看到结果。"))
    return redirect("kernel:checkup")


@require_safe
def flaws(request: Request, code: str) -> HttpResponseBase:
    """Show the rows that a probe found, each with where it is mended."""
    mine: dict[str, Probe] = {one.code: one for one in checkup.required(request.user)}
    if code not in mine:
        raise Http404
    one = mine[code]
    context: dict[str, Any] = {
        "line": Line(one, Probed.objects.filter(code=code).first()),
        "most": checkup.MOST,
    }
    table = Flaws(request, access.scope_of(request.user), code=code)
    return table.response("kernel/flaws.html", context)
