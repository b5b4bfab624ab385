"""Bodies made, moved, renamed, merged, split and closed: by date, at once, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luoshi.agencies.actions import (
    DatesReversed,
    Ending,
    add_agency,
    import_agencies,
    move_agency,
    rename_agency,
    restructure,
    undo_rename,
)
from luoshi.agencies.actions.changing import (
    AlreadyClosed,
    CodeTaken,
    NoRename,
    StillAnswers,
    WrongHeir,
    WrongPlace,
)
from luoshi.agencies.api import Agency, Alias, Hanging, resolve, successors_on
from luoshi.agencies.models import Succession
from luoshi.kernel import clock, slots
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted

LogIn = Callable[[Any], Client]
DAY = date(2016, 7, 1)


def made(cast: Any, above: Agency, code: str, name: str) -> Agency:
    return add_agency(
        by=cast.editor, above=above, code=code, name=name, level="department", source="试用"
    )


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """A higher context that keeps duties of agencies and hands them to heirs."""
    held: dict[int, int] = {}

    def hanging(agency: Agency) -> list[Hanging]:
        return [Hanging("未办结事项", held.get(agency.pk, 0))]

    def over(*, old: Agency, new: Agency, on: date, by: Any) -> dict[str, int]:
        count = held.pop(old.pk, 0)
        held[new.pk] = held.get(new.pk, 0) + count
        return {"duties": count}

    monkeypatch.setitem(slots._filled, "agencies.closing", [hanging])
    monkeypatch.setitem(slots._filled, "agencies.handing_over", [over])
    return held


def test_a_body_is_made_below_another_once(cast: Any, tree: Any) -> None:
    one = made(cast, tree.zhengzhou, "410100-gxj", "郑州市工业和信息化局")

    assert Agency.objects.get_parent(one).pk == tree.zhengzhou.pk
    assert Entry.objects.get(action="agencies.agency.added").data["above"] == "410100"
    with pytest.raises(CodeTaken, match="410100-gxj"):
        made(cast, tree.luoyang, "410100-gxj", "另一个")


def test_a_body_moves_with_all_below_it_and_never_below_itself(cast: Any, tree: Any) -> None:
    office = made(cast, tree.jinshui, "410105-gxj", "金水区工信局")

    assert move_agency(tree.jinshui.pk, by=cast.editor, above=tree.luoyang)
    assert not move_agency(tree.jinshui.pk, by=cast.editor, above=tree.luoyang)

    office.refresh_from_db()
    tree.luoyang.refresh_from_db()
    assert office.path.startswith(tree.luoyang.path)
    entry = Entry.objects.get(action="agencies.agency.moved")
    assert (entry.data["before"], entry.data["after"]) == ("410100", "410300")
    for above in (tree.jinshui, office):
        with pytest.raises(WrongPlace, match="不能移到"):
            move_agency(tree.jinshui.pk, by=cast.editor, above=above)
    assert not Agency.objects.find_problems()[0]


def test_a_renamed_body_is_known_under_both_names_by_date(cast: Any, tree: Any) -> None:
    assert rename_agency(
        tree.industry.pk,
        by=cast.editor,
        name="省工业和信息化厅",
        short_name="省工信厅",
        on=date(2018, 11, 1),
        source="机构改革方案",
    )

    tree.industry.refresh_from_db()
    assert tree.industry.name == "省工业和信息化厅"
    before = resolve("省工业和信息化委", on=date(2016, 3, 1))
    after = resolve("省工业和信息化委", on=date(2020, 1, 1))
    assert (before.agency, before.dated) == (tree.industry, True)
    assert (after.agency, after.dated) == (tree.industry, False)
    entry = Entry.objects.get(action="agencies.agency.renamed")
    assert entry.data["before"]["name"] == "省工业和信息化委"
    assert entry.data["source"] == "机构改革方案"
    assert not rename_agency(
        tree.industry.pk,
        by=cast.editor,
        name="省工业和信息化厅",
        short_name="省工信厅",
        on=date(2018, 11, 1),
        source="机构改革方案",
    )


def test_a_renaming_is_undone_on_its_day_and_later_only_by_another(cast: Any, tree: Any) -> None:
    given: dict[str, Any] = {"short_name": "", "on": DAY, "source": "试用"}
    with time_machine.travel(clock.day_start(), tick=False) as now:
        rename_agency(tree.industry.pk, by=cast.editor, name="错名", **given)
        now.shift(timedelta(hours=23))
        undo_rename(tree.industry.pk, by=cast.editor)
        tree.industry.refresh_from_db()
        assert tree.industry.name == "省工业和信息化委"
        assert not Alias.objects.exists()
        with pytest.raises(NoRename):
            undo_rename(tree.industry.pk, by=cast.editor)
        rename_agency(tree.industry.pk, by=cast.editor, name="新名", **given)
        now.shift(timedelta(hours=2))
        with pytest.raises(NoRename, match="再办一次更名"):
            undo_rename(tree.industry.pk, by=cast.editor)
        rename_agency(tree.industry.pk, by=cast.editor, name="省工业和信息化委", **given)

    tree.industry.refresh_from_db()
    assert tree.industry.name == "省工业和信息化委"
    assert Entry.objects.get(action="agencies.rename.undone").data["before"]["name"] == "错名"


def test_a_merged_body_is_retired_and_goes_on_in_its_heir_with_its_open_duties(
    cast: Any, tree: Any, duties: dict[int, int]
) -> None:
    old = made(cast, tree.province, "410000-a", "省甲局")
    heir = made(cast, tree.province, "410000-b", "省乙局")
    duties[old.pk] = 3

    handed = restructure(
        old.pk, by=cast.editor, ending=Ending("merged", DAY, "合并方案", heirs=[heir])
    )

    old.refresh_from_db()
    assert (handed, duties) == ({"duties": 3}, {heir.pk: 3})
    assert old.valid_to == DAY
    assert successors_on(old, DAY - timedelta(days=1)) == [old]
    assert successors_on(old, DAY) == [heir]
    data = Entry.objects.get(action="agencies.agency.restructured").data
    assert (data["heirs"], data["handed"]) == (["410000-b"], {"duties": 3})
    with pytest.raises(AlreadyClosed, match="2016-07-01"):
        restructure(old.pk, by=cast.editor, ending=Ending("merged", DAY, "再来", heirs=[heir]))
    with pytest.raises(WrongPlace, match="已停用"):
        made(cast, old, "410000-a-1", "下属")


def test_where_a_body_goes_on_is_found_through_several_reforms(cast: Any, tree: Any) -> None:
    first, second, third, fourth = (
        made(cast, tree.province, f"410000-{code}", f"省{code}局") for code in "wxyz"
    )
    restructure(first.pk, by=cast.editor, ending=Ending("renamed", DAY, "方案", heirs=[second]))
    later = DAY + timedelta(days=365)
    restructure(
        second.pk, by=cast.editor, ending=Ending("split", later, "方案", heirs=[third, fourth])
    )

    first.refresh_from_db()
    assert successors_on(first, DAY) == [second]
    assert successors_on(first, later) == [third, fourth]
    assert Succession.objects.filter(kind="split").count() == 2


def test_a_body_that_is_divided_may_stay_and_keeps_its_duties(
    cast: Any, tree: Any, duties: dict[int, int]
) -> None:
    old = made(cast, tree.province, "410000-a", "省甲局")
    new = made(cast, tree.province, "410000-b", "省乙局")
    duties[old.pk] = 2

    restructure(
        old.pk, by=cast.editor, ending=Ending("split", DAY, "方案", heirs=[new], stays=True)
    )

    old.refresh_from_db()
    assert (old.valid_to, duties) == (None, {old.pk: 2})
    assert successors_on(old, DAY) == [old]


def test_what_is_half_or_impossible_is_refused_and_changes_nothing(
    cast: Any, tree: Any, duties: dict[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = made(cast, tree.province, "410000-a", "省甲局")
    heir = made(cast, tree.province, "410000-b", "省乙局")
    duties[old.pk] = 1
    Agency.objects.filter(pk=old.pk).update(valid_from=date(2016, 1, 1))

    def ended(agency: Agency, ending: Ending) -> None:
        restructure(agency.pk, by=cast.editor, ending=ending)

    with pytest.raises(StillAnswers, match="未办结事项 1"):
        ended(old, Ending("closed", DAY, "撤销"))
    with pytest.raises(StillAnswers, match="下属单位"):
        ended(tree.zhengzhou, Ending("merged", DAY, "方案", heirs=[heir]))
    with pytest.raises(WrongHeir, match="须填承接单位"):
        ended(old, Ending("merged", DAY, "方案"))
    with pytest.raises(WrongHeir, match="不能作承接单位"):
        ended(old, Ending("merged", DAY, "方案", heirs=[old]))
    with pytest.raises(WrongHeir, match="最上级"):
        ended(tree.province, Ending("merged", DAY, "方案", heirs=[heir]))
    with pytest.raises(DatesReversed):
        ended(old, Ending("merged", date(2016, 1, 1), "方案", heirs=[heir]))

    def fails(**_named: Any) -> dict[str, int]:
        raise ZeroDivisionError

    monkeypatch.setitem(slots._filled, "agencies.handing_over", [fails])
    with pytest.raises(ZeroDivisionError):
        ended(old, Ending("merged", DAY, "方案", heirs=[heir]))
    old.refresh_from_db()
    assert old.valid_to is None
    assert not Succession.objects.exists()


def test_a_body_with_nothing_open_is_closed_without_an_heir(cast: Any, tree: Any) -> None:
    old = made(cast, tree.province, "410000-a", "省甲局")

    restructure(old.pk, by=cast.editor, ending=Ending("closed", DAY, "撤销方案"))

    old.refresh_from_db()
    assert (old.valid_to, old.note) == (DAY, "撤销方案")
    assert successors_on(old, DAY) == []


def test_whoever_only_looks_changes_no_body(cast: Any, tree: Any, log_in: LogIn) -> None:
    """SEC-13."""
    for person in (cast.viewer, cast.city, cast.system):
        for act in (
            lambda who: add_agency(by=who, above=tree.province, code="x", name="x"),
            lambda who: move_agency(tree.jinshui.pk, by=who, above=tree.luoyang),
            lambda who: rename_agency(
                tree.jinshui.pk, by=who, name="x", short_name="", on=DAY, source="x"
            ),
            lambda who: undo_rename(tree.jinshui.pk, by=who),
            lambda who: restructure(tree.jinshui.pk, by=who, ending=Ending("closed", DAY, "x")),
            lambda who: import_agencies(by=who, content=b""),
        ):
            with pytest.raises(NotPermitted):
                act(person)
    assert "撤并" not in log_in(cast.viewer).get(tree.jinshui.url).content.decode()


def test_the_pages_make_move_rename_and_take_back(cast: Any, tree: Any, log_in: LogIn) -> None:
    client = log_in(cast.editor)

    def post(address: str, agency: Agency, **form: Any) -> Any:
        return client.post(reverse(f"agencies:{address}", args=[agency.pk]), form, follow=True)

    wrong = post("add", tree.jinshui, code="局", name="")
    assert wrong.status_code == 422
    page = post(
        "add", tree.jinshui, code="410105-x", name="金水区某局", level="department", source="试用"
    )
    assert "已新增单位。" in page.content.decode()
    office = Agency.objects.get(code="410105-x")
    assert (
        post("add", tree.jinshui, code="410105-x", name="x", level="other", source="x").status_code
        == 422
    )
    assert "不是唯一的单位" in post("move", office, above="没有这个单位").content.decode()
    assert "已移动单位。" in post("move", office, above="410300").content.decode()
    assert post("move", tree.luoyang, above="410305").status_code == 422
    renamed = post("rename", office, name="洛阳市某局", on="2016-07-01", source="试用")
    assert "撤销更名" in renamed.content.decode()
    assert "已恢复原名。" in post("rename_undo", office).content.decode()
    office.refresh_from_db()
    assert office.name == "金水区某局"


def test_the_page_of_an_ending_shows_what_hangs_before_it_acts(
    cast: Any, tree: Any, log_in: LogIn, duties: dict[int, int]
) -> None:
    duties[tree.jianxi.pk] = 5
    client = log_in(cast.editor)
    address = reverse("agencies:end", args=[tree.jianxi.pk])
    form = {"kind": "absorbed", "heirs": "410105", "on": "2016-07-01", "source": "方案"}

    shown = client.post(address, {**form, "step": "preview"}).content.decode()
    assert "未办结事项" in shown
    assert "确认办理" in shown
    tree.jianxi.refresh_from_db()
    assert tree.jianxi.valid_to is None
    refused = client.post(address, {**form, "heirs": "", "step": "confirm"})
    assert refused.status_code == 422
    done = client.post(address, {**form, "step": "confirm"}, follow=True)

    assert "已办理" in done.content.decode()
    assert duties == {tree.jinshui.pk: 5}
    assert "金水区" in client.get(tree.jianxi.url).content.decode()
