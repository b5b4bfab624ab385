"""The house in which every history begins: three levels, their people, a reviewed plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from luoshi.accounts.api import Person, Post
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.ledger.api import Item
from luoshi.plans.api import Plan, Selection, accept_all, import_document

PLAN: Final = """新型建材产业2016年度行动计划
（省工业和信息化委 2016年3月）

　　一、总体要求
　　（一）工作目标。2016年，全省新型建材产业主营业务收入达到1200亿元，同比增长9%。

　　二、重点工作
　　（一）扩大应用。推广新型建材示范应用。

　　重点工作分工安排
工作任务\t牵头单位\t参加单位
扩大应用\t省工业和信息化委\t省财政厅
"""
_KIND = Post.Kind


@dataclass(frozen=True)
class House:
    """What every history begins with: agencies, people, a reviewed plan with one target."""

    agencies: dict[str, Agency]
    people: dict[str, Person]
    plan: Plan
    item: Item

    def chain(self, county: str) -> tuple[str, str]:
        """Return who accepts a county's report, nearest first."""
        return ("A" if county == "a" else "B", "P")


def build() -> House:
    """Build the house in an empty database."""
    root = Agency.objects.filter(depth=1).first() or Agency.objects.add_root(
        create_kwargs={"code": "410000", "name": "河南省人民政府", "level": Agency.Level.PROVINCE}
    )
    agencies = {"P": root}
    below = (
        ("D", "P", "410000-gxt", "省工业和信息化委", Agency.Level.DEPARTMENT),
        ("A", "P", "410100", "郑州市人民政府", Agency.Level.CITY),
        ("B", "P", "410300", "洛阳市人民政府", Agency.Level.CITY),
        ("a", "A", "410105", "金水区人民政府", Agency.Level.COUNTY),
        ("b", "B", "410305", "涧西区人民政府", Agency.Level.COUNTY),
    )
    for key, above, code, name, level in below:
        agencies[key] = Agency.objects.filter(code=code).first() or Agency.objects.add_child(
            agencies[above], create_kwargs={"code": code, "name": name, "level": level}
        )
    people = {}
    for key, agency in agencies.items():
        for kind in (_KIND.EDITOR, _KIND.REVIEWER):
            person = Person.objects.create(
                login=f"{key}-{kind}-{agency.pk}", name=f"{agency}{kind.label}",
                password_set_at=clock.now(), must_change_password=False,
            )  # fmt: skip
            Post.objects.create(person=person, agency=agency, kind=kind, since=date(2016, 1, 1))
            people[f"{key}.{kind}"] = person
    import_document(PLAN.encode(), "plan.txt", "operator")
    accept_all(selection=Selection(), by=people["P.editor"])
    item = Item.objects.get(kind=Item.Kind.TARGET)
    return House(agencies, people, Plan.objects.get(), item)
