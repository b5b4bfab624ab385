"""Every rule of the plan linter, registered once: code, slug, severity, names and messages.

Codes stand in ranges by subject: 0xx reading, 1xx arithmetic, 2xx responsibility, 3xx names,
4xx time, 5xx measurability, 6xx numbering and layout, 7xx references. A code that was given is
never given again. What a rule is for, with an example, stands on its page (`explain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from luoshi_reader.doubts import Doubt, Severity
from luoshi_reader.source import Span

#: The subjects by the first digit of their codes.
SUBJECTS: Final = {
    "LS0": "识读",
    "LS1": "数字勾稽",
    "LS2": "责任分工",
    "LS3": "名称",
    "LS4": "时间",
    "LS5": "可考核性",
    "LS6": "序号与版式",
    "LS7": "引用与附件",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, how grave it is, and the sentences it says.

    `messages` are templates by the case they are said in; "" is the only or the usual one.
    """

    code: str
    slug: str
    severity: Severity
    title: str
    english: str
    messages: Mapping[str, str]


def _rule(
    code: str, slug: str, severity: Severity, title: str, english: str, said: str = "", **cases: str
) -> Rule:
    return Rule(code, slug, severity, title, english, {"": said, **cases})


_ALL: Final = (
    _rule(
        "LS001",
        "no-plan",
        "error",
        "没有读到计划",
        "no plan",
        "文中没有找到计划：既没有以“计划”“方案”“意见”等结尾的标题，也没有“一、”“（一）”等"
        "分级序号。请确认选对了文件；从网页或PDF复制的，请保留标题和各级序号各占一行。",
    ),
    _rule(
        "LS002",
        "no-title",
        "warning",
        "计划没有标题",
        "a plan without a title",
        "这一部分没有印出标题，请补上计划名称。",
    ),
    _rule(
        "LS003",
        "heading-order",
        "warning",
        "标题序号不连续",
        "headings that skip, repeat or fall back",
        "标题序号不连续：{first}之后直接是{second}，请核对原文是否缺了一段。",
        late="标题序号从{second}开始，前面可能缺了内容，请核对原文。",
        repeats="标题序号重复：前后两处都是{second}，请核对原文。",
        falls="标题序号倒退：{first}之后是{second}，请核对是否漏了上一级标题。",
    ),
    _rule(
        "LS004",
        "table-without-head",
        "warning",
        "表格没有表头",
        "a table without its head",
        "表格没有表头，无法确定哪一列是牵头单位、哪一列是参加单位；"
        "可能从中间截断，请补上表头或人工录入。",
    ),
    _rule(
        "LS005",
        "row-width",
        "warning",
        "表格行的格数不对",
        "a row with too few or too many cells",
        "表格这一行有{cells}格，表头有{columns}格（{names}），可能被截断，请核对原文。",
    ),
    _rule(
        "LS006",
        "row-order",
        "warning",
        "表格序号不连续",
        "rows that skip a number",
        "表格序号不连续：{first}之后是{second}，请核对原文是否缺行。",
    ),
    _rule(
        "LS007",
        "unpaired-sign",
        "warning",
        "括号或引号不成对",
        "a bracket or quotation mark without its twin",
        "“{sign}”没有与之对应的“{twin}”，请核对原文。",
    ),
    _rule(
        "LS008",
        "wide-digits",
        "note",
        "全角数字",
        "full-width digits",
        "“{wide}”用全角数字印出，已按{plain}读取，请核对。",
    ),
    _rule(
        "LS009",
        "lost-characters",
        "warning",
        "无法识别的字符",
        "characters that were lost",
        "此处有无法识别的字符，可能是文件转换时丢失的文字，请对照原件补正。",
    ),
    _rule(
        "LS010",
        "waiver-without-reason",
        "warning",
        "豁免没有写明理由",
        "a waiver without a reason",
        "豁免{codes}没有写明理由，不起作用，请写“豁免 代码：理由”。",
        unknown="豁免写了不存在的代码{codes}，请核对。",
    ),
    _rule(
        "LS011",
        "idle-waiver",
        "note",
        "豁免没有对应的问题",
        "a waiver that waives nothing",
        "豁免{codes}没有对应的问题，请删去这条豁免或核对其位置。",
    ),
    _rule(
        "LS101",
        "growth",
        "warning",
        "目标、基数与增速不符",
        "growth that base and target do not give",
        "{year}年{what}为{base}，{next_year}年目标为{target}，按此计算{computed}，"
        "与文中所写{printed}不一致，相差{gap}个百分点；增速如按可比口径计算，请注明。",
    ),
    _rule(
        "LS102",
        "count-and-list",
        "warning",
        "数目与所列不符",
        "a count that its list does not have",
        "文中写“{count}”，所列为{listed}项，数目不一致，请补全所列或更正数字。",
    ),
    _rule(
        "LS103",
        "text-and-table",
        "warning",
        "正文与表格数字不一",
        "a number of the text that the table does not have",
        "分工表写“{row}”，正文写“{text}”，"
        "同一事项数量不一致（{row_value}与{text_value}），请核定以何者为准。",
    ),
    _rule(
        "LS104",
        "parts-and-whole",
        "warning",
        "分项之和超过总数",
        "parts that are more than their whole",
        "总数为{whole}，其中各项为{parts}，合计{total}，超过总数，请核对。",
    ),
    _rule(
        "LS105",
        "share-over-100",
        "error",
        "占比超过100%",
        "a share over 100 %",
        "“{share}”不可能超过100%，请核对。",
        sum="同一总体的各项占比为{parts}，合计{total}%，超过100%，请核对。",
    ),
    _rule(
        "LS106",
        "annual-and-whole",
        "warning",
        "年度目标与总目标不符",
        "annual targets that do not give their whole",
        "每年{annual}，{years}年合计{total}，与总目标{whole}不一致，请核对。",
    ),
    _rule(
        "LS107",
        "one-target-twice",
        "warning",
        "同一目标前后不一",
        "one target printed with two values",
        "{year}年{what}的目标，此处为{here}，前文为{there}，前后不一致，请核定以何者为准。",
    ),
    _rule(
        "LS108",
        "range-reversed",
        "warning",
        "数值区间前大后小",
        "a range that runs backwards",
        "“{range}”前大后小，请核对。",
    ),
    _rule(
        "LS109",
        "count-and-headings",
        "warning",
        "标题所写项数与下设标题不符",
        "a count in a heading that its subheadings do not have",
        "标题写“{count}”，其下有{listed}个标题，数目不一致，请核对。",
    ),
    _rule(
        "LS201",
        "unled-measure",
        "warning",
        "措施没有牵头单位",
        "a measure that nobody leads",
        "“{measure}”在分工安排中没有对应的工作任务，未明确牵头单位。",
        open="“{measure}”没有写明责任单位，同一部分的其他各项均已写明。",
    ),
    _rule(
        "LS202",
        "untold-row",
        "warning",
        "分工事项没有正文",
        "a row without text",
        "“{task}”列入分工安排，正文没有对应的标题或相近表述，请核对是否漏写或错列。",
    ),
    _rule(
        "LS203",
        "row-without-lead",
        "warning",
        "分工行没有牵头单位",
        "a row without a lead",
        "“{task}”这一行没有填写牵头单位，请补上。",
    ),
    _rule(
        "LS204",
        "two-leads",
        "warning",
        "同一任务两处牵头单位不同",
        "one task with two leads",
        "“{task}”此处由{here}牵头，另一处由{there}牵头，请核定由谁牵头。",
    ),
    _rule(
        "LS205",
        "lead-takes-part",
        "warning",
        "牵头单位又列为参加单位",
        "a lead that also takes part",
        "“{unit}”既是牵头单位又是参加单位，请删去一处。",
    ),
    _rule(
        "LS206",
        "unit-twice",
        "note",
        "同一单位重复列出",
        "a unit listed twice",
        "“{unit}”在同一行中列了两次，请删去一处或核对是否另有单位。",
    ),
    _rule(
        "LS207",
        "lead-no-agency",
        "warning",
        "牵头者不是政府部门",
        "a lead that is no agency",
        "“{unit}”是企业，不是承担行政责任的单位，不宜牵头“{task}”，请明确主管部门。",
    ),
    _rule(
        "LS208",
        "lead-unnamed",
        "warning",
        "牵头单位没有具体名称",
        "a lead without a name",
        "“{task}”由“{unit}”牵头，没有具体单位，无法督办，请写明名称。",
    ),
    _rule(
        "LS209",
        "joint-leads",
        "note",
        "牵头单位不止一个",
        "a row with more than one lead",
        "“{task}”列了{count}个牵头单位（{units}），其他各行均为一个，请明确由谁负总责。",
    ),
    _rule(
        "LS301",
        "two-spellings",
        "warning",
        "同一名称两种写法",
        "one name written two ways",
        "“{here}”与“{there}”疑为同一名称的两种写法，请核对后统一。",
        odd="“{name}”中的“{word}”与文中的“{usual}”写法不一，请核对后统一。",
    ),
    _rule(
        "LS302",
        "department-of-its-time",
        "warning",
        "部门名称与时间不符",
        "a department that did not exist at the date",
        "“{name}”在{year}年机构改革中已并入或更名为{after}，本计划为{now}年，请使用现行名称。",
        early="“{name}”由{year}年机构改革设立，本计划为{now}年，当时尚无此名称，请核对。",
    ),
    _rule(
        "LS401",
        "no-deadline",
        "note",
        "计划没有写明期限",
        "a plan without any deadline",
        "标题和正文都没有写明年份或完成期限，无法按期考核，请写明。",
    ),
    _rule(
        "LS402",
        "deadline-past",
        "warning",
        "完成期限早于计划",
        "a deadline before the plan",
        "“{due}”早于本计划的{year}年，请核对期限。",
    ),
    _rule(
        "LS403",
        "target-past",
        "warning",
        "目标年份早于计划",
        "a target for a past year",
        "“{target}”是{due}年的目标，本计划为{year}年，请核对年份。",
    ),
    _rule(
        "LS404",
        "no-such-day",
        "error",
        "日期不存在",
        "a day that the calendar does not have",
        "“{day}”这一天不存在，请核对。",
    ),
    _rule(
        "LS405",
        "years-reversed",
        "error",
        "年份区间前后颠倒",
        "a span of years that runs backwards",
        "“{years}”的起止年份颠倒，请核对。",
    ),
    _rule(
        "LS406",
        "years-of-title",
        "warning",
        "标题年数与起止年份不符",
        "a title whose years do not give its count",
        "标题写{count}年，起止年份{first}—{last}共{years}年，请核对。",
    ),
    _rule(
        "LS501",
        "nothing-to-tick-off",
        "note",
        "措施没有可考核的内容",
        "a promise nobody could tick off",
        "“{measure}”只有原则性表述，没有数字、期限、对象或成果，无法判断是否完成，请补充。",
    ),
    _rule(
        "LS502",
        "hedged-twice",
        "note",
        "目标留了两重余地",
        "a target hedged twice",
        "“{target}”既写“{hedge}”又写“{about}”，达到多少算完成不明确，请保留一处。",
    ),
    _rule(
        "LS601",
        "enumeration",
        "warning",
        "“一是二是”不连续",
        "an enumeration that skips or repeats",
        "“{first}”之后是“{second}”，序次不连续，请核对是否缺项。",
    ),
    _rule(
        "LS602",
        "mark-of-heading",
        "note",
        "序号的标点不规范",
        "a heading mark with the wrong sign",
        "“{mark}”应写作“{right}”（GB/T 9704结构层次序数）；全文同类{count}处。",
    ),
    _rule(
        "LS603",
        "level-skipped",
        "note",
        "标题层次跳级",
        "a level of headings passed over",
        "“{above}”之下直接用“{below}”，跳过了“{between}”一级；"
        "层次序数依次为“一、”“（一）”“1.”“（1）”。",
    ),
    _rule(
        "LS604",
        "empty-part",
        "warning",
        "标题下没有内容",
        "a heading with nothing under it",
        "“{heading}”之下没有内容，请补写或删去。",
    ),
    _rule(
        "LS605",
        "ascii-punctuation",
        "note",
        "半角标点",
        "half-width punctuation in Chinese text",
        "中文之间用了半角标点“{sign}”，应为“{right}”；全文同类{count}处。",
    ),
    _rule(
        "LS606",
        "doubled-sign",
        "warning",
        "标点重复",
        "punctuation printed twice",
        "“{signs}”标点重复，请删去多余的。",
    ),
    _rule(
        "LS607",
        "document-number",
        "note",
        "发文字号不规范",
        "a document number in the wrong form",
        "发文字号“{number}”应写作“{right}”：年份用六角括号，序号不编虚位、不加“第”。",
    ),
    _rule(
        "LS701",
        "annex-missing",
        "warning",
        "附件没有附上",
        "an annex that is named but missing",
        "文中提到“{cited}”，文件中没有它的内容，请附上或删去。",
    ),
    _rule(
        "LS702",
        "no-document-number",
        "note",
        "引用公文没有发文字号",
        "a cited document without its number",
        "引用“{title}”没有写发文字号；引用公文应当先引标题，后引发文字号。",
    ),
    _rule(
        "LS703",
        "article-missing",
        "error",
        "引用的条款不存在",
        "an article cited that is not there",
        "文中引用“{cited}”，全文只到第{last}条，请核对。",
    ),
    _rule(
        "LS704",
        "table-missing",
        "warning",
        "引用的图表不存在",
        "a table or figure cited that is not there",
        "文中引用“{cited}”，文件中没有这个图表，请附上或改正编号。",
    ),
)

#: Every rule by its code, in the order of the codes.
RULES: Final[Mapping[str, Rule]] = {rule.code: rule for rule in _ALL}


def raised(
    code: str,
    span: Span,
    related: tuple[Span, ...] = (),
    *,
    case: str = "",
    severity: Severity | None = None,
    **words: object,
) -> Doubt:
    """Return a finding of a rule: its message filled in, its severity unless another is given."""
    rule = RULES[code]
    return Doubt(
        code=code,
        severity=severity or rule.severity,
        message=rule.messages[case].format_map(words),
        span=span,
        related=related,
    )


def explain(code: str) -> str:
    """Return the page of a rule: what, why, example, how to fix, in Chinese and English."""
    return (Path(__file__).with_name("pages") / f"{code}.md").read_text(encoding="utf-8")
