"""Pages of notices: a person's own, how the person is reached, and the outbox."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import access, channels, nav, outbox
from luoshi.kernel.background import MANAGE, may_manage, tabs
from luoshi.kernel.http import Request
from luoshi.kernel.models import Delivery, Notice, Reach
from luoshi.kernel.tables import Bulk, Column, Filter, Mark, Table
from luoshi.kernel.todo import Todo

_SHOWN: Final = 200
_TONES: Final = {"sent": "done", "failed": "wrong", "nobody": "doubt"}
_PHONE: Final = RegexValidator(r"^1[0-9]{10}$", gettext_lazy("请填 11 位手机号码。"))


class ReachForm(forms.Form):
    """Where and whether a person is reached outside the system."""

    mail = forms.EmailField(label=gettext_lazy("邮箱"), required=False, max_length=200)
    mail_wanted = forms.BooleanField(label=gettext_lazy("用邮件接收"), required=False)
    sms = forms.CharField(
        label=gettext_lazy("手机号码"), required=False, max_length=11, validators=[_PHONE]
    )
    sms_wanted = forms.BooleanField(label=gettext_lazy("用短信接收"), required=False)


@require_safe
def notices(request: Request) -> HttpResponse:
    """Show the person's notices: the unread, or all of late."""
    login = request.user.get_username()
    show = "all" if request.GET.get("show") == "all" else "unread"
    mine = Notice.objects.filter(login=login)
    chosen = mine if show == "all" else mine.filter(read_at=None)
    unread = outbox.unread(login)
    address = reverse("kernel:notices")
    context = {
        "notices": chosen.order_by("-created_at", "-pk")[:_SHOWN],
        "unread": unread,
        "show": show,
        "tabs": [
            {"url": address, "label": _("未读"), "here": show == "unread", "count": unread},
            {"url": f"{address}?show=all", "label": _("全部"), "here": show == "all"},
        ],
    }
    return render(request, "kernel/notices.html", context)


@require_POST
def notice_open(request: Request, notice_id: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    try:
        found = outbox.read(notice_id, login=request.user.get_username())
    except Notice.DoesNotExist as missing:
        raise Http404 from missing
    return redirect(found.url or "kernel:notices")


@require_POST
def notices_read(request: Request) -> HttpResponse:
    """Mark all as read."""
    count = outbox.read_all(login=request.user.get_username())
    words = ngettext("已将 %(n)s 条标为已读。", "已将 %(n)s 条标为已读。", count)
    messages.success(request, words % {"n": count})
    return redirect("kernel:notices")


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: Request) -> HttpResponse:
    """Let the person say how to be reached outside the system."""
    login = request.user.get_username()
    form = ReachForm(request.POST if request.method == "POST" else None, initial=_kept(login))
    if request.method == "POST" and form.is_valid():
        for channel in ("mail", "sms"):
            outbox.set_reach(
                login=login,
                channel=channel,
                address=form.cleaned_data[channel],
                wanted=form.cleaned_data[f"{channel}_wanted"],
            )
        messages.success(request, _("已保存。"))
        return redirect("kernel:reach")
    missing = [str(one.label) for one in Delivery.Channel if one.value not in channels.configured()]
    context = {"form": form, "missing": missing}
    return render(request, "kernel/reach.html", context, status=422 if form.errors else 200)


def _kept(login: str) -> dict[str, Any]:
    """Return what the person said before; who has said nothing wants to be reached."""
    found: dict[str, Any] = {"mail_wanted": True, "sms_wanted": True}
    for one in Reach.objects.filter(login=login):
        found |= {one.channel: one.address, f"{one.channel}_wanted": one.wanted}
    return found


def _kind(one: Any) -> str:
    """Return what kind of message it is, by the place it comes from."""
    return nav.called(one.notice.kind or one.notice.key.partition(":")[0])


class Outbox(Table):
    """What goes out, and what stays in the system and why."""

    key = "kernel.outbox"
    title = gettext_lazy("发件箱")
    order = ("-created_at",)
    bulk = (Bulk(gettext_lazy("重发"), "kernel:outbox_resend", MANAGE),)
    nothing = (gettext_lazy("还没有发件"), gettext_lazy("系统发出消息后会列在这里。"))
    columns = (
        Column(
            "kind",
            gettext_lazy("类别"),
            frozen=True,
            sort="notice__kind",
            value=_kind,
        ),
        Column(
            "login",
            gettext_lazy("收件人"),
            sort="notice__login",
            value=lambda one: one.notice.login,
        ),
        Column("channel", gettext_lazy("渠道"), sort="channel", value=Delivery.get_channel_display),
        Column(
            "state",
            gettext_lazy("状态"),
            "badge",
            sort="state",
            value=lambda one: Mark(_TONES.get(one.state, ""), one.get_state_display()),
        ),
        Column(
            "created_at",
            gettext_lazy("时间"),
            "date",
            sort="notice__created_at",
            value=lambda one: one.notice.created_at,
        ),
        Column("sent_at", gettext_lazy("发送时间"), "date", sort="sent_at"),
        Column("tries", gettext_lazy("次数"), "number", sort="tries", width=5),
        Column("error", gettext_lazy("错误"), width=32),
        Column(
            "key",
            gettext_lazy("标识"),
            shown=False,
            width=32,
            value=lambda one: one.notice.key,
        ),
    )
    filters = (
        Filter(
            "state",
            gettext_lazy("状态"),
            "many",
            fields=("state",),
            choices=lambda _table: Delivery.State.choices,
        ),
        Filter(
            "channel",
            gettext_lazy("渠道"),
            fields=("channel",),
            choices=lambda _table: Delivery.Channel.choices,
        ),
        Filter("q", gettext_lazy("收件人或标识"), "text", fields=("notice__login", "notice__key")),
    )

    def queryset(self) -> QuerySet[Delivery]:
        """Return every delivery; what a notice says is business and is not shown here."""
        return Delivery.objects.select_related("notice")


@require_safe
def sent(request: Request) -> HttpResponseBase:
    """Show the outbox."""
    table = Outbox(request, access.require(request.user, MANAGE))
    missing = [str(one.label) for one in Delivery.Channel if one.value not in channels.configured()]
    return table.response("kernel/outbox.html", {"tabs": tabs("outbox"), "missing": missing})


@require_POST
def resend(request: Request) -> HttpResponse:
    """Send the ticked deliveries again."""
    scope = access.require(request.user, MANAGE)
    count = 0
    for one in Outbox.picked(request, scope).filter(state=Delivery.State.FAILED):
        outbox.resend(one.pk, by=request.user)
        count += 1
    words = ngettext("已重新发送 %(n)s 条。", "已重新发送 %(n)s 条。", count)
    messages.success(request, words % {"n": count})
    return redirect("kernel:outbox")


def todos(person: Any) -> list[Todo]:
    """Return the deliveries that failed, for whoever keeps them going."""
    if not may_manage(person):
        return []
    failed = Delivery.objects.filter(state=Delivery.State.FAILED).count()
    url = reverse("kernel:outbox") + "?state=failed"
    return [Todo(_("消息发送失败"), _("查看"), url, count=failed)] if failed else []
