"""The frame shows what the person may use and nothing else; refusals and errors are answered."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from luoshi.config.urls import handler404, urlpatterns
from luoshi.kernel import nav
from luoshi.kernel.figures import figure, groups
from luoshi.kernel.models import Preference
from luoshi.kernel.refusals import Conflict


def _refusing(_request: object) -> HttpResponse:
    raise Conflict("这一条刚被别人改过。", next_step="请刷新后重试。")


class Addresses:
    """The house's addresses and one that refuses."""

    handler404 = handler404
    urlpatterns: ClassVar[list[object]] = [*urlpatterns, path("refusing/", _refusing)]


@pytest.fixture
def client(cast: Any, log_in: Callable[..., Client]) -> Client:
    """A browser of somebody who is in."""
    return log_in(cast.editor)


def test_the_first_page_is_what_waits_for_the_person(client: Client) -> None:
    """USE-16."""
    page = client.get("/")

    assert page.status_code == 200
    assert "我的待办" in page.content.decode()


def test_the_rail_leaves_out_what_the_person_may_not_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_places", {})
    nav.add("b", "台账", "kernel:search", 20, lambda _: True)
    nav.add("a", "计划", "kernel:home", 10)
    nav.add("c", "账号", "kernel:home", 5, lambda _: False)

    assert [place.label for place in nav.visible(None)] == ["计划", "台账"]


@override_settings(ROOT_URLCONF=Addresses)
def test_a_refusal_is_a_page_for_a_browser_and_a_fragment_for_htmx(client: Client) -> None:
    page = client.get("/refusing/")
    part = client.get("/refusing/", headers={"HX-Request": "true"})

    assert (page.status_code, part.status_code) == (409, 409)
    assert "请刷新后重试。" in page.content.decode()
    assert "<html" in page.content.decode()
    assert "<html" not in part.content.decode()


def test_a_missing_page_has_a_number_to_quote_and_no_version(client: Client) -> None:
    """SEC-45."""
    page = client.get("/no-such-page/")

    assert page.status_code == 404
    assert "编号" in page.content.decode()
    assert "Django" not in page.content.decode()


def test_a_preference_is_kept_for_the_person_and_a_made_up_one_is_refused(client: Client) -> None:
    """SEC-43: on the server, not in the browser."""
    kept = client.post("/preferences/", {"key": "theme", "value": "dark"})
    widths = client.post("/preferences/", {"key": "table:agencies", "value": '{"name": 240}'})
    columns = client.post(
        "/preferences/", {"key": "columns:agencies", "value": '{"shown": ["name", "code"]}'}
    )
    refused = client.post("/preferences/", {"key": "theme", "value": "pink"})
    broken = client.post("/preferences/", {"key": "table:agencies", "value": "{"})

    assert [answer.status_code for answer in (kept, widths, columns, refused, broken)] == [
        204,
        204,
        204,
        422,
        422,
    ]
    assert dict(Preference.objects.values_list("key", "value")) == {
        "theme": "dark",
        "table:agencies": {"name": 240},
        "columns:agencies": {"shown": ["name", "code"]},
    }
    assert 'data-theme="dark"' in client.get("/").content.decode()


def test_the_gallery_shows_every_component(client: Client) -> None:
    page = client.get("/kernel/components/").content.decode()

    for part in (
        "button--danger",
        "light--none",
        "kind--chain",
        "quote",
        "empty--filtered",
        "toast",
    ):
        assert part in page


def test_search_without_words_asks_for_words(client: Client) -> None:
    assert "两个字即可" in client.get("/search/").content.decode()


@pytest.mark.parametrize(
    ("value", "parts"),
    [("2016", ["2016"]), ("12500", ["12", "500"]), ("-1234567.5", ["-1", "234", "567.5"])],
)
def test_figures_are_grouped_by_threes_from_five_digits_on(value: str, parts: list[str]) -> None:
    assert groups(value) == parts


def test_a_grouped_figure_keeps_its_digits_for_copying() -> None:
    shown = figure(Decimal("12500.0"))

    assert 'value="12500"' in shown
    assert "12</span><span>500" in shown


def test_nothing_is_shown_for_no_figure() -> None:
    assert figure(None) == ""
