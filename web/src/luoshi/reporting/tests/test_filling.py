"""The form page: what it shows beside each figure, how it keeps cells, who may."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.ledger.tests import factories as ledger
from luoshi.reporting.actions import checking, submitting
from luoshi.reporting.models import DraftCell, Rule, Submission
from luoshi.reporting.rules.checks import Found
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.filled import County, county

JSON = {"Accept": "application/json"}


@pytest.fixture
def june(tree: Any, cast: Any) -> County:
    """Return the county's report of June."""
    return county(tree.jinshui, cast.county)


@pytest.fixture
def desk(log_in: Any, cast: Any) -> Client:
    """Return the browser of the county's clerk."""
    client: Client = log_in(cast.county)
    return client


def save(client: Client, june: County, *cells: tuple[Any, str, str, int]) -> Any:
    """Send cells as the page's script does."""
    rows = [
        {"line": line.pk, "column": column, "text": text, "version": version}
        for line, column, text, version in cells
    ]
    url = reverse("reporting:save", args=[june.duty.pk])
    return client.post(url, {"cells": json.dumps(rows)}, headers=JSON)


def test_the_form_says_what_the_law_asks_of_a_form(june: County, desk: Client) -> None:
    """GOV-12, GOV-13, GOV-22."""
    page = desk.get(reverse("reporting:fill", args=[june.duty.pk])).content.decode()

    head = "表号 制定机关 批准文号 有效期至 填报单位 期别 计量单位 豫统制〔2016〕3号 2016年6月"
    columns = "指标名称 代码 本月 1—6月累计 上年同期 同比"
    foot = "单位负责人 填表人 电话 报出日期"
    for words in f"{head} {columns} {foot}".split():
        assert words in page
    assert "数据 0 / 3 行" in page


def test_what_is_known_is_shown_and_not_asked(june: County, desk: Client) -> None:
    """GOV-22, row 33: last month and last year's base stand there; only the rest can be typed."""
    page = desk.get(reverse("reporting:fill", args=[june.duty.pk])).content.decode()

    assert f'id="d-{june.month.pk}-base" data-raw="80"' in page
    assert f'id="c-{june.month.pk}-base"' not in page
    assert f'id="c-{june.total.pk}-base"' in page
    assert f'id="d-{june.month.pk}-last" data-raw="100"' in page


def test_the_other_column_follows_from_the_typed_one(june: County, desk: Client) -> None:
    """Row 28: a month's figure gives the total, a total gives the month, parts give the rate."""
    answer = save(
        desk,
        june,
        (june.month, "value", "120", 0),
        (june.total, "value", "650", 0),
        (june.ratio, "numerator", "45", 0),
        (june.ratio, "denominator", "60", 0),
    ).json()

    derived = answer["derived"]
    assert derived[str(june.month.pk)]["cumulative"] == ["220", "220"]
    assert derived[str(june.month.pk)]["yoy"] == ["50.0%", "50"]
    assert derived[str(june.total.pk)]["period"] == ["150", "150"]
    assert derived[str(june.ratio.pk)]["period"][0] == "75"
    assert derived[str(june.ratio.pk)]["cumulative"] == ["62.5", "62.5"]


def test_a_blank_is_no_zero(june: County, desk: Client) -> None:
    """Row 32: with nothing typed there is no total, no growth and no rate."""
    answer = save(desk, june, (june.month, "value", "1", 0)).json()
    assert answer["derived"][str(june.month.pk)]["cumulative"][0] == "101"

    answer = save(desk, june, (june.month, "value", "", 1)).json()

    assert answer["derived"][str(june.month.pk)]["cumulative"] == ["", ""]
    assert answer["derived"][str(june.month.pk)]["yoy"] == ["", ""]


def test_what_is_no_number_is_kept_and_marked(june: County, desk: Client) -> None:
    """USE-04, REL-09: marked, not dropped."""
    cell = save(desk, june, (june.month, "value", "约一百", 0)).json()["cells"][0]

    assert (cell["state"], cell["text"]) == ("invalid", "约一百")
    page = desk.get(reverse("reporting:fill", args=[june.duty.pk])).content.decode()
    assert 'value="约一百"' in page
    assert 'data-state="invalid"' in page


def test_a_cell_that_another_changed_is_not_overwritten(june: County, desk: Client) -> None:
    """REL-07."""
    save(desk, june, (june.month, "value", "1", 0))

    cell = save(desk, june, (june.month, "value", "2", 0)).json()["cells"][0]

    assert (cell["state"], cell["text"], cell["version"]) == ("conflict", "1", 1)
    assert DraftCell.objects.get(duty=june.duty).text == "1"


def test_the_page_saves_without_script_too(june: County, desk: Client) -> None:
    """STYLE 19: post, redirect, get."""
    url = reverse("reporting:save", args=[june.duty.pk])

    answer = desk.post(url, {f"c.{june.month.pk}.value.0": "7", "other": "x"})

    assert answer.status_code == 302
    assert DraftCell.objects.get(duty=june.duty).text == "7"


def test_nonsense_from_a_script_is_answered_with_a_sentence(june: County, desk: Client) -> None:
    """Nothing is saved and nothing breaks."""
    url = reverse("reporting:save", args=[june.duty.pk])

    answer = desk.post(url, {"cells": '[{"line": "x"}]'}, headers=JSON)

    assert answer.status_code == 400
    assert "没有保存" in answer.json()["message"]


def test_others_see_what_was_sent_and_not_the_draft(
    june: County, desk: Client, log_in: Any, cast: Any
) -> None:
    """SEC-13: the city looks at what was reported; another county has no such page."""
    save(desk, june, (june.month, "value", "123456", 0))
    url = reverse("reporting:fill", args=[june.duty.pk])

    page = log_in(cast.city).get(url)
    assert page.status_code == 200
    assert "123456" not in page.content.decode()
    assert log_in(cast.other_city).get(url).status_code == 404
    assert save(log_in(cast.city), june, (june.month, "value", "9", 1)).status_code == 403
    assert save(log_in(cast.other_city), june, (june.month, "value", "9", 1)).status_code == 404


def test_sending_gives_a_receipt_and_twice_the_same(june: County, desk: Client) -> None:
    """REL-01, REL-02."""
    save(desk, june, (june.month, "value", "120", 0))
    url = reverse("reporting:send", args=[june.duty.pk])
    form = desk.get(url).context["form"]
    posted = {**form.initial, "responsible": "刘主任", "phone": "0371-65500000", "note": ""}

    first, second = desk.post(url, posted), desk.post(url, posted)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Submission.objects.filter(duty=june.duty).count() == 1
    receipt = desk.get(first.url).content.decode()
    june.duty.refresh_from_db()
    assert june.duty.current is not None
    assert june.duty.current.digest in receipt
    assert f"{june.duty.pk}-1" in receipt


def test_a_hard_finding_blocks_and_leads_to_its_cell(june: County, desk: Client) -> None:
    """GOV-14, USE-10."""
    url = reverse("reporting:send", args=[june.duty.pk])
    page = desk.get(url).content.decode()
    form = reverse("reporting:fill", args=[june.duty.pk])
    assert f'href="{form}#c-{june.month.pk}-value"' in page
    assert "确认报送" not in page

    answer = desk.post(url, desk.get(url).context["form"].initial)

    assert answer.status_code == 422
    assert "<title>错误：" in answer.content.decode()
    assert not Submission.objects.filter(duty=june.duty).exists()


def test_a_sent_report_can_be_withdrawn_and_sent_anew(june: County, desk: Client) -> None:
    """Row 39: withdrawn by its sender; the version stays."""
    save(desk, june, (june.month, "value", "120", 0))
    url = reverse("reporting:send", args=[june.duty.pk])
    desk.post(url, desk.get(url).context["form"].initial)
    june.duty.refresh_from_db()
    back = reverse("reporting:withdraw", args=[june.duty.current_id])
    assert 'id="c-' not in desk.get(reverse("reporting:fill", args=[june.duty.pk])).content.decode()

    assert desk.get(back).status_code == 200
    assert desk.post(back).status_code == 302
    assert desk.post(back).status_code == 409

    save(desk, june, (june.month, "value", "121", 1))
    desk.post(url, desk.get(url).context["form"].initial)
    assert list(june.duty.submissions.values_list("number", flat=True)) == [1, 2]


def test_what_the_reviewer_said_stands_above_the_returned_report(
    june: County, desk: Client, cast: Any
) -> None:
    """Row 39: returned with a note; the cells can be typed into again."""
    save(desk, june, (june.month, "value", "120", 0))
    receipt = factories.send(june.duty, cast.county)

    factories.back(receipt, cast.city_reviewer, "收入与上月相差过大，请核对。")

    page = desk.get(reverse("reporting:fill", args=[june.duty.pk])).content.decode()
    assert "收入与上月相差过大" in page
    assert f'id="c-{june.month.pk}-value"' in page


def test_a_line_tells_its_past_and_who_changed_it(june: County, desk: Client) -> None:
    """USE-25."""
    save(desk, june, (june.month, "value", "120", 0))

    page = desk.get(reverse("reporting:line", args=[june.duty.pk, june.month.pk]))

    words = page.content.decode()
    assert page.status_code == 200
    assert "2016年5月" in words
    assert "jin" in words
    other = reverse("reporting:line", args=[june.duty.pk, 999999])
    assert desk.get(other).status_code == 404


def test_sixty_lines_cost_as_many_statements_as_three(
    tree: Any, cast: Any, log_in: Any, django_assert_max_num_queries: Any
) -> None:
    """No statement per line (row 27)."""
    few = county(tree.jinshui, cast.county)
    many = county(tree.jinshui, cast.county, extra=57, frequency="quarter")
    client = log_in(cast.county)
    told = []
    for report in (few, many):
        url = reverse("reporting:fill", args=[report.duty.pk])
        client.get(url)
        with django_assert_max_num_queries(22) as captured:
            client.get(url)
        told.append(len(captured))

    assert told[0] == told[1]


def test_checking_shows_what_is_found_at_its_cell_and_sends_nothing(
    june: County, desk: Client
) -> None:
    """GOV-14: hard first; each leads to its cell, a soft one to where its reason is written."""
    for code, severity, most in (("R01", "hard", 500), ("R02", "soft", 150)):
        Rule.objects.create(
            form=june.form, code=code, severity=severity, left="[L01]", operator="≤",
            right=str(most), words=f"不超过{most}",
        )  # fmt: skip
    url = reverse("reporting:fill", args=[june.duty.pk])
    save(desk, june, (june.month, "value", "600", 0), (june.month, "explanation", "新线投产", 0))
    assert 'id="found"' not in desk.get(url).content.decode()

    page = desk.get(f"{url}?check").content.decode()

    assert page.index("不超过500") < page.index("不超过150")
    cell = f"#c-{june.month.pk}"
    assert f'href="{cell}-value"' in page
    assert f'href="{cell}-explanation"' in page
    assert f'aria-describedby="s-{june.month.pk}-value"' in page
    assert june.duty.submissions.count() == 0
    send = desk.get(reverse("reporting:send", args=[june.duty.pk])).content.decode()
    assert ">新线投产</textarea>" in send, "what was noted on the form is not asked for again"


def test_a_soft_finding_asks_for_a_true_explanation(
    june: County, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GOV-14: 核实无误 alone is none; what was written stays and travels with the report."""
    soft = Found("S1", "soft", june.month.pk, "主营业务收入比上月增长两成以上")
    for module in (checking, submitting):
        monkeypatch.setattr(module, "findings", lambda *_: [soft])
    url = reverse("reporting:send", args=[june.duty.pk])
    form = desk.get(url).context["form"].initial
    why = f"why.S1.{june.month.pk}"

    answer = desk.post(url, {**form, why: "核实无误"})
    assert answer.status_code == 422
    assert ">核实无误</textarea>" in answer.content.decode()
    assert desk.post(url, {**form, why: "两条新生产线六月投产"}).status_code == 302

    june.duty.refresh_from_db()
    assert june.duty.current is not None
    finding = june.duty.current.findings.get()
    assert finding.explanation == "两条新生产线六月投产"
    assert (
        finding.explanation
        in desk.get(reverse("reporting:receipt", args=[june.duty.current_id])).content.decode()
    )
    page = desk.get(reverse("reporting:fill", args=[june.duty.pk])).content.decode()
    assert "流转记录（1 条）" in page


def test_a_correction_starts_from_what_was_accepted(june: County, desk: Client, cast: Any) -> None:
    """Row 34: looked at until 更正 is asked for; then a version more, marked as revised."""
    factories.type_in(june.duty, cast.county, (june.month, "value", "120"))
    receipt = factories.send(june.duty, cast.county)
    factories.take(receipt, cast.city_reviewer)
    factories.take(receipt, cast.reviewer)
    url = reverse("reporting:fill", args=[june.duty.pk])
    assert 'id="c-' not in desk.get(url).content.decode()

    page = desk.get(f"{url}?correct").content.decode()
    assert f'id="c-{june.month.pk}-value"' in page
    assert "正在更正第 1 版" in page
    save(desk, june, (june.month, "value", "125", 1))
    send = reverse("reporting:send", args=[june.duty.pk])
    desk.post(send, desk.get(send).context["form"].initial)

    assert june.duty.submissions.get(number=2).stage == "revised"


def test_a_report_without_lines_says_so(tree: Any, cast: Any, log_in: Any) -> None:
    """One of the three empty states: nothing yet, and what to do."""
    empty = factories.duty(factories.cycle(factories.form()), tree.jinshui)

    page = log_in(cast.county).get(reverse("reporting:fill", args=[empty.pk]))

    assert "这一期没有需要填报的内容" in page.content.decode()


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ({"amount": 2_000_000, "unit": "万元"}, "200 · 110.0%"),
        ({"share_pct": 50}, "60 · 366.7%"),
        ({"amount": 30, "unit": "家"}, ""),
    ],
)
def test_the_target_beside_a_figure_is_the_part_handed_down(
    june: County, desk: Client, tree: Any, part: dict[str, Any], shown: str
) -> None:
    """GOV-06: the county's own part in the unit of the line, not the province's 120 亿元."""
    item = ledger.plan().items.get(kind="target")
    june.month.item = item
    june.month.save()
    parent = None
    for agency, own in ((tree.zhengzhou, {}), (tree.jinshui, part)):
        parent = Assignment.objects.create(
            item=item, agency=agency, role="lead", parent=parent, sent_at=clock.now(),
            sent_by="wang", **own,
        )  # fmt: skip

    answer = save(desk, june, (june.month, "value", "120", 0)).json()

    assert answer["derived"][str(june.month.pk)]["rate"][0] == shown
