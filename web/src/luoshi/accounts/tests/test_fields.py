"""Which fields are taken and given: the rules are data, the function is one (SEC-15)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from luoshi.accounts import fields
from luoshi.accounts.api import May, posted, scope_of, shown
from luoshi.kernel.models import Entry

RULES = """
[["reporting.figure".write]]
state = "draft"
act = "report_fill"
fields = ["value", "explanation"]

[["reporting.figure".write]]
act = "report_accept"
fields = ["opinion"]

[["reporting.figure".read]]
act = "report_read"
fields = ["value", "opinion"]
"""
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put rules of a made-up context in the place of the shipped ones."""
    (tmp_path / "fields.toml").write_text(RULES, encoding="utf-8")
    app = SimpleNamespace(path=str(tmp_path))
    monkeypatch.setattr(fields, "apps", SimpleNamespace(get_app_configs=lambda: [app]))
    fields.rules.cache_clear()
    yield
    fields.rules.cache_clear()


def test_a_county_cannot_post_its_own_acceptance(cast: Any) -> None:
    """SEC-15: `status=accepted, score=100` from a county form is dropped and recorded."""
    data = {"value": "12", "status": "accepted", "score": "100", "opinion": "同意"}

    taken = posted(scope_of(cast.county), "reporting.figure", data, state="draft")

    entry = Entry.objects.get(action="accounts.fields.ignored")
    assert taken == {"value": "12"}
    assert (entry.actor, entry.result) == ("jin", "denied")
    assert entry.data == {"path": "reporting.figure", "fields": ["opinion", "score", "status"]}


def test_what_is_only_listed_leaves_no_entry(cast: Any) -> None:
    posted(scope_of(cast.county), "reporting.figure", {"value": "1"}, state="draft")

    assert not Entry.objects.exists()


def test_a_state_closes_fields(cast: Any) -> None:
    scope = scope_of(cast.county)

    assert posted(scope, "reporting.figure", {"value": "1"}, state="submitted") == {}


def test_an_act_counts_for_the_agency_where_the_post_is_held(cast: Any, tree: Any) -> None:
    """SEC-14: a city fills in for itself, not for the county below."""
    scope = scope_of(cast.city)
    given = {"value": "1"}

    own = posted(scope, "reporting.figure", given, state="draft", agency_id=tree.zhengzhou.pk)
    below = posted(scope, "reporting.figure", given, state="draft", agency_id=tree.jinshui.pk)

    assert (own, below) == (given, {})


def test_only_listed_fields_leave(cast: Any) -> None:
    row = {"value": 1, "opinion": "", "saved_by": "jin"}

    assert shown(scope_of(cast.county), "reporting.figure", row) == {"value": 1, "opinion": ""}
    assert shown(scope_of(cast.enterprise), "reporting.figure", row) == {}


def test_a_rule_for_an_act_that_is_none_does_not_load(tmp_path: Path) -> None:
    text = RULES.replace("report_fill", "report_fil")
    (tmp_path / "fields.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match="report_fil"):
        fields.rules()


def test_the_shipped_rules_name_acts_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.apps import apps  # noqa: PLC0415 - the fixture stands in for it above

    monkeypatch.setattr(fields, "apps", apps)
    fields.rules.cache_clear()

    assert all(rule.act in May for found in fields.rules().values() for rule in found)
