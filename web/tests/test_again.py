"""Logging in again on the page where the log-in ran out, in a real browser."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from luoshi.accounts.models import Policy, Session
from luoshi.kernel import clock

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = pytest.mark.journey
GOOD = "Shijiazhuang-7-bridges"


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_outlives_the_log_in(cast: Any, browser_of: Any) -> None:
    """SEC-10: a form is filled in, the log-in ends, the person comes in again, nothing is lost."""
    cast.security.set_password(GOOD)
    cast.security.save()
    page = browser_of(cast.security).new_page()
    page.goto(reverse("accounts:policy"))
    page.get_by_label("理由").fill("按等级保护要求缩短时间")
    page.get_by_label("登录最长（小时）").fill("9")
    Session.objects.update(seen_at=clock.now() - timedelta(hours=1))

    page.get_by_role("button", name="保存").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("口令").fill("wrong")
    dialog.get_by_role("button", name="登录").click()
    dialog.get_by_role("alert").wait_for()
    dialog.get_by_label("口令").fill(GOOD)
    dialog.get_by_role("button", name="登录").click()
    page.get_by_text("登录策略已更新").wait_for()

    made = Policy.objects.get()
    assert (made.reason, made.lasting_hours) == ("按等级保护要求缩短时间", 9)
    assert made.made_by == "an"
