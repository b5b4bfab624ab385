"""Charts: what is drawn is what stands in the table; scripts of others are as published."""

from __future__ import annotations

import hashlib
import io
import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from luoshi.kernel.charts import Chart, Line, Region, asked, download
from luoshi.kernel.models import Entry

STATIC = Path(__file__).parents[1] / "static" / "kernel" / "vendor"
ROWS = (("1月", Decimal("12.50")), ("=1+1", None))


def chart(**fields: Any) -> Chart:
    defaults = {
        "key": "made",
        "title": "郑州居首",
        "kind": "lines",
        "unit": "亿元",
        "source": "各单位报送",
        "heads": ("期别", "当月"),
        "rows": ROWS,
        "labels": ("1月", "2月"),
        "lines": (Line("当月", (Decimal("12.50"), None)),),
    }
    return Chart(**defaults | fields)


def test_scripts_of_others_are_as_published() -> None:
    """SEC-46: served by ourselves, bit for bit."""
    listed = tomllib.loads((STATIC / "vendor.toml").read_text(encoding="utf-8"))

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STATIC.glob("*.js")
    }

    assert found == {name: one["sha256"] for name, one in listed.items()}


def test_a_chart_carries_its_sentence_its_unit_its_source_and_its_table() -> None:
    """USE-12, USE-24."""
    text = render_to_string("kernel/_components/_chart.html", {"chart": chart()})

    for words in ("郑州居首", "单位：亿元", "来源：各单位报送", "12.5"):
        assert words in text


def test_what_is_drawn_is_what_stands_in_the_table() -> None:
    drawn = json.loads(json.dumps(chart().spec))

    assert drawn["lines"][0]["values"] == [12.5, None]


def test_a_place_on_a_map_says_its_light_in_shape_and_word() -> None:
    region = Region("410100", "郑州市", "red", "红灯", Decimal("34.6"), "完成34.6%", "/x/")

    assert chart(kind="map", regions=(region,)).spec["regions"][0]["word"] == "红灯"


@pytest.mark.parametrize("wrong", [{"kind": "pie"}, {"lines": (("当月", ()),), "kind": "cake"}])
def test_a_kind_that_nothing_draws_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="kind"):
        chart(**wrong)


def test_a_style_that_nothing_draws_is_refused() -> None:
    with pytest.raises(ValueError, match="style"):
        Line("当月", (), style="wavy")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("?chart=made&format=csv", True),
        ("?chart=made&format=exe", False),
        ("?chart=other&format=csv", False),
        ("", False),
    ],
)
def test_only_a_known_chart_in_a_known_form_is_given_away(address: str, found: bool) -> None:  # noqa: FBT001
    request: Any = RequestFactory().get(f"/{address}")

    assert (asked(request, [chart()]) is not None) is found


@pytest.mark.django_db
def test_the_sheet_holds_numbers_as_numbers_and_words_as_words(rf: RequestFactory) -> None:
    """SEC-35, USE-01: and the download stands in the trail."""
    request: Any = rf.get("/?chart=made&format=xlsx")
    request.user = type("Somebody", (), {"get_username": lambda _self: "wang"})()

    answer = download(request, chart(), "xlsx")
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]

    assert page["B2"].value == 12.5
    assert page["A3"].value == "=1+1"
    assert page["A3"].data_type == "s"
    assert Entry.objects.get(action="kernel.list.exported").data["list"] == "chart:made"


@pytest.mark.django_db
def test_text_that_a_sheet_would_compute_is_held_as_text(rf: RequestFactory) -> None:
    """SEC-35."""
    request: Any = rf.get("/?chart=made&format=csv")
    request.user = type("Somebody", (), {"get_username": lambda _self: "wang"})()

    answer = download(request, chart(), "csv")

    assert answer.content.decode("utf-8-sig").splitlines() == ["期别,当月", "1月,12.5", "'=1+1,"]
