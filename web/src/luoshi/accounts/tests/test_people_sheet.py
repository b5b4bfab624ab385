"""People from a sheet: accounts that can do nothing, and posts that somebody else grants."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.accounts import actions
from luoshi.accounts.actions import (
    ImportClash,
    NoReason,
    grant_requests,
    import_people,
    importing,
    refuse_requests,
)
from luoshi.accounts.logins import FRESH_FOR
from luoshi.accounts.models import Invitation, Person, Post, PostRequest
from luoshi.accounts.queries import hindrances, scope_of
from luoshi.accounts.sessions import BEGAN, CONFIRMED
from luoshi.kernel import clock
from luoshi.kernel.models import Entry, Reach
from luoshi.kernel.refusals import NotPermitted
from luoshi.kernel.sheets import SheetFaulty

LogIn = Callable[[Person | None], Client]
HEAD = ["登录名", "姓名", "单位", "岗位", "起", "止", "手机", "邮箱"]
SUN = ["ＳＵＮ", "孙科员", "郑州市", "经办、查看", None, None, "13800001234", "sun@example.com"]
QIAN = ["qian", "钱科员", "410105", "经办", None, "2099-12-31", None, None]


def sheet(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client: Client, content: bytes) -> Any:
    return client.post(reverse("accounts:import"), {"file": SimpleUploadedFile("a.xlsx", content)})


def stale(client: Client) -> Client:
    """Make the last proof of identity of a client's log-in too old."""
    session = client.session
    session[BEGAN] = (clock.now() - FRESH_FOR).isoformat()
    session.pop(CONFIRMED, None)
    session.save()
    return client


def fresh(client: Client) -> Client:
    """Give a client's log-in a proof of identity of just now."""
    session = client.session
    session[CONFIRMED] = clock.now().isoformat()
    session.save()
    return client


def ids() -> list[int]:
    return list(PostRequest.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_sheet_opens_accounts_that_can_do_nothing_and_asks_for_posts_once(cast: Any) -> None:
    """USE-03, SEC-17: the same file again changes nothing."""
    content = sheet(SUN, QIAN)

    made, asked = import_people(by=cast.system, content=content)
    entries = Entry.objects.count()
    again = import_people(by=cast.system, content=content)

    assert ([one.login for one in made], asked) == (["sun", "qian"], 3)
    assert again == ([], 0)
    assert Entry.objects.count() == entries
    sun = Person.objects.get(login="sun")
    assert not scope_of(sun).may
    assert not sun.has_usable_password()
    assert sorted(sun.post_requests.values_list("agency__code", "kind")) == [
        ("410100", "editor"),
        ("410100", "viewer"),
    ]
    assert sorted(Reach.objects.values_list("login", "channel", "address")) == [
        ("sun", "mail", "sun@example.com"),
        ("sun", "sms", "13800001234"),
    ]
    actions_left = set(Entry.objects.values_list("action", flat=True))
    assert actions_left == {
        "accounts.person.added",
        "accounts.post.asked",
        "accounts.sheet.imported",
        "kernel.reach.changed",
    }
    assert "13800001234" not in str(list(Entry.objects.values_list("data", flat=True)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["li", "别人", "", ""], "B3", "已由“李处长”使用"),
        (["sun", "另一人", "", ""], "B3", "一个登录名只能给一人"),
        (["zhou", "周科员", "郑州市", ""], "D3", "还请填岗位"),
        (["zhou", "周科员", "", "经办"], "C3", "请填岗位所在的单位"),
        (["zhou", "周科员", "太空局", "经办"], "C3", "不是唯一的单位"),
        (["zhou", "周科员", "郑州市", "局长"], "D3", "没有“局长”岗位"),
        (["zhou", "周科员", "郑州市", "经办、系统管理员"], "D3", "不得由一人兼任"),
        (["guan", "管理员", "郑州市", "安全管理员"], "D3", "不能为本人申请岗位"),
        (["li", "李处长", "郑州市", "审计管理员"], "D3", "不得由一人兼任"),
        (["zhou", "周科员", "郑州市", "经办", None, "2016-01-01"], "F3", "早于起始日期或今天"),
        (["zhou", "周科员", "郑州市", "经办", "何时"], "E3", "不是日期"),
        (["zhou", "周科员", "", "", None, None, "12345"], "G3", "11 位手机号码"),
        (["zhou", "周科员", "", "", None, None, None, "x@"], "H3", "不是邮箱地址"),
        (["sun", "孙科员", "郑州市", "查看"], "D3", "上面已经有了"),
        (["", "周科员", "", ""], "A3", "必填"),
    ],
)
def test_one_wrong_cell_keeps_all_people_out(
    cast: Any, log_in: LogIn, row: list[Any], cell: str, words: str
) -> None:
    """USE-03: errors per cell, all or nothing; SEC-16, SEC-17."""
    content = sheet(SUN, row)

    with pytest.raises(SheetFaulty):
        import_people(by=cast.system, content=content)
    page = upload(log_in(cast.system), content)

    assert page.status_code == 422
    found = page.context["sheet"].faults
    assert any(fault.cell == cell and words in fault.words for fault in found), found
    assert not Person.objects.filter(login="sun").exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_pages_preview_bring_in_and_show_the_links_once(cast: Any, log_in: LogIn) -> None:
    """USE-03, SEC-05: nothing is done before the confirmation, nothing twice after it."""
    client = log_in(cast.system)
    assert client.get(reverse("accounts:template")).status_code == 200

    shown = upload(client, sheet(SUN, QIAN))
    assert "将办理 2 人" in shown.text
    assert not Person.objects.filter(login="sun").exists()
    address = shown.context["confirm"]
    done = client.post(address)

    assert "已新增 2 个账号，提出 3 项岗位申请。" in done.text
    secrets = re.findall(r"/link/([\w-]{20,})/", done.text)
    assert len(secrets) == 2
    assert Invitation.objects.filter(used_at=None).count() == 2
    assert log_in(None).get(f"/link/{secrets[0]}/", follow=True).status_code == 200
    assert client.post(address).status_code == 409
    assert "没有需要导入的内容" in upload(client, sheet(SUN, QIAN)).text
    assert Person.objects.filter(login__in=("sun", "qian")).count() == 2
    assert "已有待审批" not in client.get(reverse("accounts:people")).text


@pytest.mark.django_db
def test_a_sheet_costs_as_many_statements_for_many_people_as_for_few(cast: Any) -> None:
    def cost(prefix: str, number: int) -> int:
        rows = [
            [f"{prefix}{at}", f"人{at}", "郑州市", "查看", None, None, None, f"{at}@a.cn"]
            for at in range(number)
        ]
        with CaptureQueriesContext(connection) as asked:
            made, _asked = import_people(by=cast.system, content=sheet(*rows))
            actions.issue_links(people=made, by=cast.system)
        first = len(asked)
        with CaptureQueriesContext(connection) as decided:
            waiting = PostRequest.objects.filter(state="waiting")
            grant_requests(ids=[one.pk for one in waiting], by=cast.security)
        return first + len(decided)

    cost("w", 1)  # what a request keeps of people is read now

    assert cost("a", 3) == cost("b", 60)


@pytest.mark.django_db
def test_links_are_issued_again_to_whoever_has_no_password_yet(cast: Any, log_in: LogIn) -> None:
    """SEC-05."""
    made, _asked = import_people(by=cast.system, content=sheet(SUN, QIAN))
    old = actions.issue_links(people=made, by=cast.system)
    client = log_in(cast.system)
    rows = [*[one.pk for one in made], cast.viewer.pk]

    asked = client.post(reverse("accounts:links"), {"row": rows})
    assert "将向 2 个未设口令的账号发放链接" in asked.text
    assert "/link/" not in re.sub(r"/accounts/links/", "", asked.text)
    shown = client.post(reverse("accounts:links"), {"row": rows, "sure": "1"})

    fresh_secrets = set(re.findall(r"/link/([\w-]{20,})/", shown.text))
    assert len(fresh_secrets) == 2
    assert not fresh_secrets & set(old.values())
    assert Invitation.objects.count() == 2
    assert Entry.objects.filter(action="accounts.link.issued").count() == 4


@pytest.mark.django_db
def test_the_security_administrator_grants_after_a_preview_and_a_fresh_proof(
    cast: Any, log_in: LogIn
) -> None:
    """SEC-12, SEC-17."""
    import_people(by=cast.system, content=sheet(SUN, QIAN))
    client = log_in(cast.security)
    data = {"row": ids()}

    assert "岗位申请待审批" in client.get("/").text
    preview = client.post(reverse("accounts:requests_grant"), data)
    assert "勾选 3 项，可办理 3 项" in preview.text
    assert not Post.objects.filter(person__login="sun").exists()
    refused = stale(client).post(reverse("accounts:requests_grant"), {**data, "sure": "1"})
    assert refused.status_code == 302
    assert "confirm" in refused.headers["Location"]
    assert PostRequest.objects.filter(state="waiting").count() == 3
    done = fresh(client).post(
        reverse("accounts:requests_grant"), {**data, "sure": "1"}, follow=True
    )

    assert "已批准 3 项岗位申请。" in done.text
    assert scope_of(Person.objects.get(login="sun")).may
    qian = Post.objects.get(person__login="qian")
    assert (qian.since, qian.until) == (clock.today(), date(2099, 12, 31))
    left = list(Entry.objects.values_list("action", flat=True))
    assert left.count("accounts.post.added") == 3
    assert left.count("accounts.requests.granted") == 1
    # Granting the same again changes nothing.
    assert grant_requests(ids=ids(), by=cast.security) == 0
    assert Post.objects.filter(person__login="sun").count() == 2


@pytest.mark.django_db
def test_nobody_else_grants_and_nobody_grants_to_oneself_or_what_oneself_asked_for(
    cast: Any, tree: Any
) -> None:
    """SEC-16, SEC-17: asked in the action; the preview says the same."""
    with pytest.raises(NotPermitted):
        import_people(by=cast.security, content=sheet(SUN))
    row = ["an", "安管理员", "410000", "安全管理员"]
    other = ["xin", "辛管理员", "410100", "安全管理员"]
    Post.objects.filter(person=cast.security).update(agency=tree.zhengzhou)
    import_people(by=cast.system, content=sheet(row, other))
    PostRequest.objects.filter(person__login="xin").update(asked_by="an")
    for nobody in (cast.system, cast.editor, cast.audit):
        with pytest.raises(NotPermitted):
            grant_requests(ids=ids(), by=nobody)
        with pytest.raises(NotPermitted):
            refuse_requests(ids=ids(), reason="x", by=nobody)

    assert grant_requests(ids=ids(), by=cast.security) == 0
    against = hindrances(PostRequest.objects.select_related("person", "agency"), by=cast.security)
    assert {words.partition("，")[0] for words in against.values()} == {
        "不能审批本人的岗位或本人提出的申请"
    }
    assert Post.objects.filter(person=cast.security).count() == 1


@pytest.mark.django_db
def test_what_stands_in_the_way_is_left_and_named(cast: Any, tree: Any) -> None:
    """SEC-16: two duties of one person are not granted, not even by two requests of one list."""
    import_people(by=cast.system, content=sheet(SUN, QIAN))
    sun = Person.objects.get(login="sun")
    now = clock.now()
    PostRequest.objects.create(
        person=sun, agency=tree.province, kind="audit", asked_at=now, asked_by="guan"
    )
    Person.objects.filter(login="qian").update(is_active=False)

    rows = list(PostRequest.objects.select_related("person", "agency").order_by("pk"))
    against = list(hindrances(rows, by=cast.security).values())
    count = grant_requests(ids=ids(), by=cast.security)

    assert count == 2
    assert sorted(against) == ["经办与审计管理员不得由一人兼任。", "账号已停用。"]
    assert PostRequest.objects.filter(state="waiting").count() == 2


@pytest.mark.django_db
def test_a_request_is_refused_with_a_reason_and_the_same_file_does_not_ask_again(
    cast: Any, log_in: LogIn
) -> None:
    import_people(by=cast.system, content=sheet(SUN, QIAN))
    client = fresh(log_in(cast.security))
    address = reverse("accounts:requests_refuse")
    with pytest.raises(NoReason):
        refuse_requests(ids=ids(), reason="  ", by=cast.security)

    assert client.post(address, {"row": ids(), "sure": "1", "reason": ""}).status_code == 422
    done = client.post(address, {"row": ids(), "sure": "1", "reason": "非本单位人员"}, follow=True)

    assert "3 项岗位申请未予批准。" in done.text
    assert Entry.objects.filter(action="accounts.post.refused").count() == 3
    assert Entry.objects.filter(action="accounts.requests.refused").count() == 1
    assert import_people(by=cast.system, content=sheet(SUN, QIAN)) == ([], 0)
    assert refuse_requests(ids=ids(), reason="再退", by=cast.security) == 0
    assert grant_requests(ids=ids(), by=cast.security) == 0
    later = [*SUN[:4], clock.today() + timedelta(days=30)]
    assert import_people(by=cast.system, content=sheet(later)) == ([], 2)


@pytest.mark.django_db
def test_a_clash_with_another_import_leaves_nothing(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importing.changes_of

    def and_meanwhile(content: bytes, *, by: Person) -> Any:
        read = real(content, by=by)
        Person.objects.create(login="qian", name="钱科员")
        return read

    monkeypatch.setattr(importing, "changes_of", and_meanwhile)

    with pytest.raises(ImportClash):
        import_people(by=cast.system, content=sheet(SUN, QIAN))

    assert not Person.objects.filter(login="sun").exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "name"),
    [("system", "people"), ("security", "requests"), ("audit", "trail")],
)
def test_personal_data_leaves_only_after_a_fresh_proof(
    cast: Any, log_in: LogIn, who: str, name: str
) -> None:
    """SEC-12."""
    client = stale(log_in(getattr(cast, who)))
    address = f"{reverse(f'accounts:{name}')}?format=csv"

    refused = client.get(address)
    assert refused.status_code == 302
    assert refused.headers["Location"].startswith(reverse("accounts:confirm"))
    assert not Entry.objects.filter(action="kernel.list.exported").exists()

    assert fresh(client).get(address).status_code == 200
    assert Entry.objects.filter(action="kernel.list.exported").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("more", [0, 40])
def test_the_list_of_requests_asks_as_often_with_many_as_with_few(
    cast: Any, tree: Any, log_in: LogIn, more: int, django_assert_num_queries: Any
) -> None:
    now = clock.now()
    for number in range(1 + more):
        person = Person.objects.create(login=f"p{number}", name=f"人{number}")
        PostRequest.objects.create(
            person=person, agency=tree.luoyang, kind="viewer", asked_at=now, asked_by="guan"
        )
    client = log_in(cast.security)

    with django_assert_num_queries(11):
        assert client.get(reverse("accounts:requests")).status_code == 200
