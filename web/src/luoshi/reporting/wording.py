"""The words in which reporting says what is wrong with a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from luoshi.agencies.api import Agency
from luoshi.kernel.rounding import half_up
from luoshi.reporting.models import Base, Line, ProjectBlocker, ProjectStage
from luoshi.reporting.rules import parts
from luoshi.reporting.rules.comparing import Check, Judgement
from luoshi.reporting.rules.content import text_of
from luoshi.reporting.rules.expressions import LONGEST, Fault, Misread, Values
from luoshi.reporting.rules.noticing import Notice, Noticed
from luoshi.reporting.rules.projects import Notice as Project
from luoshi.reporting.rules.typed import DECIMALS
from luoshi.reporting.rules.windows import ENTERPRISE


class Stands(TextChoices):
    """How a duty stands, in the words of lists and counts."""

    AWAITED = "awaited", gettext_lazy("未报")
    OVERDUE = "overdue", gettext_lazy("逾期未报")
    SUBMITTED = "submitted", gettext_lazy("待核报")
    RETURNED = "returned", gettext_lazy("已退回")
    WITHDRAWN = "withdrawn", gettext_lazy("已撤回")
    ACCEPTED = "accepted", gettext_lazy("已核报")
    EXCUSED = "excused", gettext_lazy("免报")


def origin_words(origin: str) -> str:
    """Return where a base of last year comes from (GOV-15)."""
    others = {
        "reported": _("上年报送"),
        "typed": _("本期报表中填报"),
        "missing": _("缺"),
    }
    return others[origin] if origin in others else str(Base.Origin(origin).label)


def level_word(level: str) -> str:
    """Return what a level of windows is called; firms are none of the agencies' levels."""
    return _("企业") if level == ENTERPRISE else str(Agency.Level(level).label)


def words_of(code: str) -> str:
    """Return what is wrong with a cell, by the code the rules give it."""
    return {
        "": "",
        "column": _("本行没有这一栏。"),
        "ratio": _("本指标按分子、分母计算，不直接填数。"),
        "computed": _("总数由分项相加得出，不直接填数；分项填全后自动得出。"),
        "parts": _("本指标不按分子、分母计算，不填这一栏。"),
        "long": _("文字过长，请精简。"),
        "number": _("不是数字，请填阿拉伯数字。"),
        "choice": _("不在可选内容中，请从列表中选。"),
        "negative": _("投资额不能小于零。"),
        "day": _("不是日期，请填如2016-05-31。"),
        "counted": _("本事项按数据判定完成，不填办结日期。"),
        "decimals": _("小数最多6位。"),
        "size": _("数字过大，请核对计量单位。"),
        "line": _("本单位不填这一行。"),
        "waiting": _("已报送，待核报；如需修改请先撤回。"),
        "closed": _("本期已关闭。"),
        "conflict": _("这一格刚被他人修改，请对照后选用。"),
    }[code]


def column_words() -> Mapping[str, str]:
    """Return what the cells of a line are called."""
    return _column_words(get_language())


@lru_cache(maxsize=len(settings.LANGUAGES))
def _column_words(_language: str | None) -> Mapping[str, str]:
    """Return them in a language: a page of many lines asks for each line."""
    return {
        "value": _("数值"),
        "numerator": _("分子"),
        "denominator": _("分母"),
        "base": _("上年同期"),
        "blank_reason": _("空缺原因"),
        "explanation": _("说明"),
        "done": _("进展情况"),
        "problems": _("存在问题"),
        "next_steps": _("下一步措施"),
        "finished_on": _("办结日期"),
        "stage": _("阶段"),
        "investment_yi": _("计划总投资"),
        "planned_yi": _("年度计划投资"),
        "period_yi": _("本期完成投资"),
        "total_yi": _("自开工累计完成投资"),
        "expected_on": _("预计竣工日期"),
        "leader": _("包联领导"),
        "blocker": _("困难类别"),
        "help": _("需协调事项"),
        "owner": _("由哪个单位解决"),
    }


def project_column_words() -> Mapping[str, str]:
    """Return what the cells of a project are called: its progress is the 形象进度."""
    return _project_column_words(get_language())


@lru_cache(maxsize=len(settings.LANGUAGES))
def _project_column_words(_language: str | None) -> Mapping[str, str]:
    return {**column_words(), "done": _("形象进度"), "problems": _("困难情况")}


def cell_text(column: str, text: str) -> str:
    """Return a cell as people read it: a stage or a blocker by its word."""
    choices = {"stage": ProjectStage.choices, "blocker": ProjectBlocker.choices}.get(column, ())
    return str(dict(choices).get(text, text))


def project_open_words(line: Line, stage: str, names: Iterable[str]) -> str:
    """Return what must still be said of a project, and which stage asks for it."""
    words = project_column_words()
    said = {"line": line, "names": "、".join(words[name] for name in names)}
    if not stage:
        return _("%(line)s：还没有填写%(names)s。") % said
    shown = {**said, "stage": cell_text("stage", stage)}
    return _("%(line)s：“%(stage)s”阶段还须填写%(names)s。") % shown


def project_owner_words(line: Line, name: str) -> str:
    """Return that nobody is known by the name of the agency that must clear a blocker."""
    words = _("%(line)s：没有找到单位“%(name)s”，或有多个同名单位，请写全称（如郑州市金水区）。")
    return words % {"line": line, "name": name}


def project_words(line: Line, notice: Project, numbers: Mapping[str, Decimal]) -> str:
    """Return what a built-in check says of a project."""
    said = {key: text_of(value) for key, value in numbers.items()}
    words = {
        Project.TOTAL_FALLS: _("自开工累计完成投资%(now)s亿元小于上期的%(then)s亿元。"),
        Project.TOTAL_SHORT: _("自开工累计完成投资%(now)s亿元小于本年累计%(then)s亿元。"),
        Project.TOTAL_RUNS: _(
            "上期自开工累计%(then)s亿元加本期%(own)s亿元不等于本期自开工累计%(now)s亿元，请核对。"
        ),
        Project.STAGE_BACK: _("项目阶段比上期后退，请说明原因。"),
        Project.OVER_PLAN: _("本年累计完成投资%(now)s亿元超过年度计划%(then)s亿元，请核对。"),
        Project.OVER_TOTAL: _("自开工累计完成投资%(now)s亿元超过计划总投资%(then)s亿元，请核对。"),
        Project.OVERDUE: _("预计竣工日期已过，项目尚未竣工，请更新日期或说明原因。"),
    }[notice]
    return f"{line}：{words % said if said else words}"


def fault_words(wrong: Misread) -> str:
    """Return why a text is no expression, where, and what to do about it."""
    place = {"position": wrong.position, "found": wrong.found}
    return {
        Fault.EMPTY: _("算式没有写。"),
        Fault.LONG: _("算式过长，最多%(longest)s个字符。") % {"longest": LONGEST},
        Fault.DEEP: _("第%(position)s个字符：括号层数过多，请拆成几条公式。"),
        Fault.SIGN: _("第%(position)s个字符“%(found)s”不能用在算式里。"),
        Fault.WORD: _(
            "第%(position)s个字符：“%(found)s”认不出来，方括号前只能写上月、累计、上月累计、上年。"
        ),
        Fault.CODE: _("第%(position)s个字符：方括号里应写表行代码。"),
        Fault.NUMBER: _("第%(position)s个字符：“%(found)s”不是数字。"),
        Fault.VALUE: _("第%(position)s个字符：这里应写数字、方括号里的表行代码或左括号。"),
        Fault.OPERATOR: _("第%(position)s个字符：“%(found)s”之前缺加减乘除号。"),
        Fault.OPEN: _("第%(position)s个字符：左括号没有配对的右括号。"),
        Fault.CLOSED: _("第%(position)s个字符：右括号没有配对的左括号。"),
    }[wrong.fault] % place


def broken_words(words: str, one: Check, values: Values, judgement: Judgement) -> str:
    """Return what a rule says, with what stands in its lines and what both sides come to."""
    said = "，".join(
        f"{reference}={_text(values.get(reference)) or _('空缺')}" for reference in one.references()
    )
    left, right = _text(judgement.left) or "—", _text(judgement.right) or "—"
    told = _("%(words)s（%(rule)s；%(said)s；左边%(left)s，右边%(right)s）")
    return told % {"words": words, "rule": one, "said": said, "left": left, "right": right}


def parts_words(dimension: str, judged: parts.Judged) -> str:
    """Return why a total and the parts of a breakdown do not go together."""
    total, summed = _text(judged.total), _text(judged.summed)
    said = {"dimension": dimension, "n": judged.silent, "total": total, "summed": summed}
    return {
        parts.Fault.SILENT: _(
            "%(dimension)s有%(n)s个分项没有填，也没有写明空缺原因；没有发生的请填0。"
        ),
        parts.Fault.MISSING: _("%(dimension)s各分项已填，总数没有填。"),
        parts.Fault.APART: _("总数%(total)s不等于%(dimension)s各分项之和%(summed)s。"),
        parts.Fault.OVER: _("总数%(total)s小于%(dimension)s已填分项之和%(summed)s。"),
    }[judged.fault] % said


def noticed_words(line: Line, noticed: Noticed) -> str:
    """Return what a built-in check asks about a line."""
    places = _places(noticed.numbers.values())
    said: dict[str, object] = {
        key: text_of(half_up(value, places)) for key, value in noticed.numbers.items()
    }
    period = _period_words(noticed) if noticed.start else ""
    later = bool(noticed.numbers.get("later"))
    words = {
        Notice.UNIT: _(
            "疑似单位填错：%(now)s与%(period)s的%(then)s相比，大小相差约%(times)s倍，请核对计量单位。"
        ),
        Notice.FALLING: _("累计数%(now)s大于%(period)s已报的累计数%(then)s，请核对。")
        if later
        else _("累计数%(now)s小于%(period)s已报的累计数%(then)s，请核对。"),
        Notice.RANGE: _(
            "本期数%(now)s超出本单位以往%(periods)s期的正常范围（%(low)s至%(high)s），请核对。"
        ),
        Notice.RUNNING: _(
            "更正后与%(period)s已报数对不上：上期止累计%(then)s加本期%(own)s不等于本期止累计%(now)s，请核对。"
        )
        if later
        else _("上期止累计%(then)s加本期%(own)s不等于本期止累计%(now)s，请核对。"),
    }[noticed.notice]
    return f"{line}：{words % {**said, 'period': period, 'periods': noticed.periods}}"


def _period_words(noticed: Noticed) -> str:
    """Return the months that a notice is about: 2016年5月, 2016年1—2月."""
    first, last = noticed.start, noticed.end
    assert first is not None
    assert last is not None
    months = f"{first.month}" if first.month == last.month else f"{first.month}—{last.month}"
    return _("%(year)s年%(months)s月") % {"year": last.year, "months": months}


def _places(values: Iterable[Decimal]) -> int:
    """Return with how many decimals numbers are shown beside each other: two, or as many typed."""
    exponents = [value.normalize().as_tuple().exponent for value in values]
    deepest = max((-each for each in exponents if isinstance(each, int)), default=0)
    return deepest if deepest <= DECIMALS else 2


def _text(value: Decimal | None) -> str:
    if value is None:
        return ""
    return text_of(half_up(value, _places([value])))
