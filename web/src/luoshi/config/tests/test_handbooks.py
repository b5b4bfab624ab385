"""The pages of the rules under 帮助."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from luoshi_reader.rules import RULES

from luoshi.config.handbooks import book


def test_every_rule_has_its_page_and_the_list_of_rules_leads_to_all_of_them() -> None:
    listed = book("checks")

    assert listed
    for code, rule in RULES.items():
        page = book(code)
        assert page
        assert page.title == f"{code} {rule.title}"
        assert f'href="{reverse("help", args=[code])}"' in listed.html
    assert book("LS999") is None


@pytest.mark.django_db
def test_the_page_of_a_rule_is_shown(cast: Any, log_in: Callable[[Any], Client]) -> None:
    page = log_in(cast.viewer).get(reverse("help", args=["LS101"]))

    assert "目标、基数与增速不符" in page.content.decode()
