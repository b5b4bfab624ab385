"""Last year's bases: where each comes from, what is missing, entered and corrected (GOV-15)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel import slots
from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import NotPermitted, Refusal
from luoshi.kernel.sheets import SheetFaulty
from luoshi.reporting import basesheet
from luoshi.reporting.actions.bases import (
    BaseSaid,
    BaseStale,
    BaseWrong,
    set_base,
    take_bases,
)
from luoshi.reporting.models import Base, BaseVersion
from luoshi.reporting.queries.bases import bases_seen, counted
from luoshi.reporting.queries.bases_of_year import bases_of_year
from luoshi.reporting.queries.derived import derived_of
from luoshi.reporting.queries.grid import grid_of
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.filled import County, county

D = Decimal


@pytest.fixture
def june(tree: Any, cast: Any) -> County:
    """Return the county's report of June 2016; the first line has a base of 80."""
    return county(tree.jinshui, cast.county)


def said(**fields: Any) -> BaseSaid:
    told = {"published": D(50), "source": "2015年统计年鉴第88页", "reason": "上年未在本系统报送"}
    return BaseSaid(**{**told, **fields})


def origins(june: County) -> list[str]:
    return [row.origin for row in bases_seen(june.duty)]


def test_each_base_says_where_it_comes_from_and_the_missing_are_told(
    june: County, tree: Any, cast: Any
) -> None:
    """Entered before reported before typed; what nobody said is missing."""
    form = june.duty.cycle.form
    assert origins(june) == ["entered", "missing", "missing"]
    last = factories.duty(factories.cycle(form, Period.month(2015, 6)), tree.jinshui)
    factories.send(last, cast.county, factories.said((june.month, 70), (june.total, 400)))
    assert origins(june) == ["entered", "reported", "missing"]
    assert [row.published for row in bases_seen(june.duty)] == [80, 400, None]
    (row,) = counted(june.duty.cycle, cast.editor)
    assert (row.lines, row.missing) == (3, 1)


def test_a_base_is_entered_and_corrected_and_nothing_of_it_is_lost(june: County, cast: Any) -> None:
    """Every version with its reason and paper; what stood there before is the first."""
    where = {"duty_id": june.duty.pk, "line_id": june.month.pk, "by": cast.editor}
    row = set_base(**where, said=said(published=D(82), version=1, origin="yearbook"))
    again = set_base(**where, said=said(published=D(82), version=1, origin="yearbook"))

    assert (row.version, again.version) == (2, 2)
    kept = BaseVersion.objects.filter(base=row).values_list("number", "published", "source")
    assert list(kept) == [
        (2, D(82), "2015年统计年鉴第88页"), (1, D(80), "2015年统计年报"),
    ]  # fmt: skip
    entry = Entry.objects.get(action="reporting.base.set")
    assert (entry.data["before"], entry.data["after"]) == ("80", "82")
    with pytest.raises(BaseStale):
        set_base(**where, said=said(published=D(90), version=1))


def test_the_comparable_basis_has_its_factor_and_its_note(june: County, cast: Any) -> None:
    """Both values are kept; the form grows on the comparable one and says so."""
    where = {"duty_id": june.duty.pk, "line_id": june.month.pk, "by": cast.editor}
    with pytest.raises(BaseWrong, match="说明调整了什么"):
        set_base(**where, said=said(published=D(80), factor=D("0.75"), version=1))
    row = set_base(
        **where, said=said(published=D(80), factor=D("0.75"), note="剔除转出企业3户", version=1)
    )
    factories.type_in(june.duty, cast.county, (june.month, "value", "75"))

    assert (row.published, row.adjusted) == (80, 60)
    shown = derived_of(grid_of(june.duty).figures[0])
    assert shown["base"] == ("60（可比口径）", "60")
    assert shown["yoy"][0] == "25.0%"


@pytest.mark.parametrize("wrong", [{"source": " "}, {"reason": ""}, {"factor": D(0), "note": "无"}])
def test_a_base_without_paper_or_reason_is_refused(
    june: County, cast: Any, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BaseWrong):
        set_base(duty_id=june.duty.pk, line_id=june.total.pk, said=said(**wrong), by=cast.editor)
    assert not Base.objects.filter(series=june.total.series).exists()


@pytest.mark.parametrize("who", ["viewer", "county", "city", "other_city", "department"])
def test_nobody_but_a_province_editor_keeps_bases(june: County, cast: Any, who: str) -> None:
    """SEC-13."""
    by = getattr(cast, who)
    with pytest.raises(NotPermitted):
        set_base(duty_id=june.duty.pk, line_id=june.total.pk, said=said(), by=by)
    with pytest.raises(Refusal):
        take_bases(duty_id=june.duty.pk, name="表.xlsx", content=b"", by=by)


def test_a_base_that_fails_half_way_leaves_nothing(
    june: County, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def powerless(**_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(slots, "_filled", {"reporting.base_changed": [powerless]})
    with pytest.raises(RuntimeError):
        set_base(duty_id=june.duty.pk, line_id=june.total.pk, said=said(), by=cast.editor)
    assert not Base.objects.filter(series=june.total.series).exists()
    assert not Entry.objects.filter(action="reporting.base.set").exists()


def test_the_sheet_goes_out_and_comes_back_once(june: County, cast: Any, log_in: Any) -> None:
    """Row keys; only what is new or changed is taken, all or none."""
    client = log_in(cast.editor)
    url = reverse("reporting:bases_sheet_in", args=[june.duty.pk])
    blank = filled(june)
    assert take_bases(duty_id=june.duty.pk, name="表", content=blank, by=cast.editor) == 0
    words = {"published": 450, "source": "2015年统计年鉴", "reason": "补录"}
    content = filled(june, L02=words)
    shown = client.post(url, {"file": SimpleUploadedFile("表.xlsx", content)})
    assert "将补录或更正 1 项上年基数" in shown.text
    assert not Base.objects.filter(series=june.total.series).exists()
    act = shown.context["confirm"]
    assert log_in(cast.other_city).post(act).status_code == 403
    answer = client.post(act, follow=True)
    again = take_bases(duty_id=june.duty.pk, name="表", content=content, by=cast.editor)

    assert "已导入 1 项上年基数" in answer.text
    assert again == 0
    assert client.post(act).status_code == 409  # what was taken is no longer kept
    assert (
        "没有需要导入的内容"
        in client.post(url, {"file": SimpleUploadedFile("表.xlsx", filled(june))}).text
    )
    assert Base.objects.get(series=june.total.series).published == 450
    assert Entry.objects.filter(action="reporting.bases.imported").count() == 1
    broken = filled(june, L01={"published": 81}, L02={**words, "published": 460})
    with pytest.raises(SheetFaulty):
        take_bases(duty_id=june.duty.pk, name="表", content=broken, by=cast.editor)
    refused = client.post(url, {"file": SimpleUploadedFile("表.xlsx", broken)})
    assert refused.status_code == 422
    assert "新填或修改的行须写明" in refused.text
    assert Base.objects.get(series=june.total.series).published == 450


def filled(june: County, **rows: dict[str, Any]) -> bytes:
    """Return the sheet of bases with cells filled in, by the code of the line."""
    file = basesheet.write(june.duty, bases_seen(june.duty))
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    heads = {field.key: field.head for field in basesheet.fields()}
    columns, lines = {}, {}
    for row in page.iter_rows():
        for cell in row:
            if cell.value in heads.values():
                key = next(key for key, head in heads.items() if head == cell.value)
                columns[key] = int(cell.column or 0)
            lines.setdefault(str(cell.value), int(cell.row or 0))
    for code, cells in rows.items():
        for key, value in cells.items():
            page.cell(lines[code], columns[key], value)
    file.seek(0)
    file.truncate()
    book.save(file)
    return file.getvalue()


def test_the_pages_show_and_keep_bases(june: County, cast: Any, log_in: Any) -> None:
    client = log_in(cast.editor)
    overview = client.get(reverse("reporting:bases_of_cycle", args=[june.duty.cycle_id])).text
    page = client.get(reverse("reporting:bases", args=[june.duty.pk])).text
    url = reverse("reporting:base", args=[june.duty.pk, june.total.pk])
    told = {
        "published": "450", "origin": "yearbook", "source": "2015年统计年鉴", "factor": "",
        "note": "", "reason": "补录", "version": "0",
    }  # fmt: skip
    answer = client.post(url, told, follow=True)
    stale = client.post(url, {**told, "published": "460"})

    assert "缺 2 项" in overview
    assert "缺 2 项" in page
    assert "2015年统计年报" in page
    assert "统计年鉴" in answer.text
    assert "缺 1 项" in answer.text
    assert stale.status_code == 409
    assert "补录" in client.get(url).text
    county_page = log_in(cast.county).get(reverse("reporting:bases", args=[june.duty.pk]))
    assert county_page.status_code == 200
    assert "从 Excel 导入" not in county_page.text


@pytest.mark.parametrize("extra", [0, 30])
def test_bases_cost_the_same_for_any_number_of_lines(
    tree: Any, cast: Any, django_assert_num_queries: DjangoAssertNumQueries, extra: int
) -> None:
    """For a report of 3 lines and of 33; and for the overview of its round."""
    big = county(tree.jinshui, cast.county, extra=extra)
    with django_assert_num_queries(4):
        assert len(bases_seen(big.duty)) == 3 + extra
    with django_assert_num_queries(6):
        assert counted(big.duty.cycle, cast.editor)[0].missing == 2 + extra


def test_a_year_shows_every_month_with_its_origin_and_version(
    june: County, tree: Any, cast: Any, log_in: Any, django_assert_num_queries: Any
) -> None:
    """All twelve months: entered with its version, reported, missing; who may enters from here."""
    form = june.duty.cycle.form
    for month in (3, 4):
        last = factories.duty(factories.cycle(form, Period.month(2015, month)), tree.jinshui)
        factories.send(last, cast.county, factories.said((june.month, 10 * month)))
    told = said(published=D(90), factor=D("0.5"), note="剔除转出企业3户", version=1)
    set_base(duty_id=june.duty.pk, line_id=june.month.pk, by=cast.editor, said=told)

    with django_assert_num_queries(4):
        rows = bases_of_year(june.duty, june.month)

    by_code = {row.period.code: row for row in rows}
    assert list(by_code) == [f"2015-{month:02}" for month in range(1, 13)]
    assert (by_code["2015-03"].base.published, by_code["2015-03"].base.origin) == (30, "reported")
    kept = by_code["2015-06"].base.kept
    assert kept is not None
    assert (kept.version, kept.adjusted, by_code["2015-06"].duty) == (2, 45, june.duty.pk)
    assert by_code["2015-12"].base.origin == "missing"
    url = reverse("reporting:bases_of_year", args=[june.duty.pk, june.month.pk])
    page = log_in(cast.editor).get(url).text
    assert "第 2 版" in page
    assert reverse("reporting:base", args=[june.duty.pk, june.month.pk]) in page
    assert "更正" not in log_in(cast.county).get(url).text
    assert log_in(cast.other_city).get(url).status_code == 404
