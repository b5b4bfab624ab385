"""Data for the tests of plans: people at their posts, and a short plan read by the reader."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from luoshi.accounts.api import Person, Post
from luoshi.agencies.api import Agency
from luoshi.plans.actions.importing import Outcome, import_document

PLAN = """高端装备产业2016年度行动计划
（省工业和信息化委 2016年3月）

　　为加快产业发展，制定本计划。

　　一、总体要求
　　（一）工作目标。2016年，力争全省装备制造业主营业务收入达到12500亿元，同比增长9.6%。
　　（二）基本思路。以创新为引领，培育5个省级技术中心，10月组织举办装备制造博览会。

　　二、重点工作
　　（一）强化技术改造。支持企业开展智能化　　改造，培养1000名高级技工。

　　重点工作分工安排
工作任务\t牵头单位\t参加单位
强化技术改造\t省工业和信息化委\t省财政厅、科技厅
"""


class PersonFactory(DjangoModelFactory[Person]):
    """A person without a post."""

    class Meta:
        model = Person

    login = factory.Sequence(lambda number: f"person{number}")
    name = "王科长"
    must_change_password = False


def agency(*, code: str, name: str, under: Agency | None = None) -> Agency:
    """Return the agency of a code, made when it is not there yet."""
    found: Agency | None = Agency.objects.filter(code=code).first()
    if found is not None:
        return found
    level = Agency.Level.PROVINCE if under is None else Agency.Level.CITY
    fresh = Agency(code=code, name=name, level=level)
    made: Agency = (
        Agency.objects.add_root(instance=fresh)
        if under is None
        else Agency.objects.add_child(under, instance=fresh)
    )
    return made


def province() -> Agency:
    """Return the top of the tree."""
    top: Agency | None = Agency.objects.filter(depth=1).order_by("path").first()
    return top or agency(code="410000", name="河南省")


def person_at(kind: str = Post.Kind.EDITOR, *, at: Agency | None = None, login: str = "") -> Person:
    """Return a person who holds a post; by default the province's editor."""
    person: Person = PersonFactory.create(**({"login": login} if login else {}))
    Post.objects.create(person=person, agency=at or province(), kind=kind, since=date(2016, 1, 1))
    return person


def editor(login: str = "") -> Person:
    """Return an editor of the province."""
    return person_at(login=login)


def viewer() -> Person:
    """Return a viewer of the province."""
    return person_at(Post.Kind.VIEWER)


def city_editor() -> Person:
    """Return an editor of a city, who may read plans and not review them."""
    city = Agency.objects.filter(depth=2, code="410100").first() or agency(
        code="410100", name="郑州市", under=province()
    )
    return person_at(at=city)


def imported(text: str = PLAN, name: str = "plan.txt") -> Outcome:
    """Return the outcome of importing a text at the command line."""
    return import_document(text.encode(), name, by="命令行")
