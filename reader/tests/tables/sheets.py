"""Tables as offices draw them, with invented names, and what each of them states."""

from __future__ import annotations

from typing import Any

from reader.tests.tables.making import Merged, Sheet

TITLE = "云岭市2024年夜经济发展工作方案\n"
PARTS = "一、工作目标\n打造特色街区。\n二、主要任务\n（一）丰富业态。抓好落实。\n"
TAIL = "三、保障措施\n加强督促检查。\n"


def duty(
    number: int | None, task: str, leads: str, joins: str = "", due: str | None = None
) -> dict[str, Any]:
    """Return a row of a division table as it must be read."""
    return {
        "type": "assignment",
        "number": number,
        "task_text": task,
        "leads": leads.split("/"),
        "participants": joins.split("/") if joins else [],
    } | ({"due_text": due} if due else {})


def figure(
    indicator: str, year: int, value: float | None, unit: str | None, **more: Any
) -> dict[str, Any]:
    """Return a number of an indicator table as it must be read: a target, unless `more` says."""
    return {
        "type": "figure",
        "kind": "target",
        "year": year,
        "subject_text": None,
        "indicator_text": indicator,
        "op": None if value is None else "=",
        "value": value,
        "unit": unit,
        "growth_op": None,
        "growth_pct": None,
        "hedge": False,
        "scope": "province",
    } | more


def of(place: str) -> dict[str, Any]:
    """Return what says that a number is a place's own."""
    return {"subject_text": place, "scope": "sub"}


def project(
    name: str, owners: str = "", invested: float | None = None, unit: str = "亿元", **more: Any
) -> dict[str, Any]:
    """Return a row of a table of projects as it must be read."""
    return {
        "type": "project",
        "name_text": name,
        "owners": owners.split("、") if owners else [],
        "places": [],
        "capacities": [],
        "investment": None if invested is None else {"value": invested, "unit": unit},
        "due_text": None,
    } | more


WITH_NUMBERS = Sheet(
    TITLE + PARTS + "任务分工表\n",
    [
        ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
        ["1", "建设特色街区", "市商务局", "市城管局、市场监管局", "2024年6月"],
        ["2", "丰富消费业态，开展夜间演出", "市文化和旅游局", "市体育局", "2024年12月"],
        ["3", "强化宣传推广", "市委宣传部", "", "长期"],
        ["4", "优化交通组织", "市公安局、市交通运输局", "各县（市、区）政府", "2024年9月底前"],
    ],
    TAIL,
)
MERGED_LEAD = Sheet(
    TITLE + PARTS,
    [
        ["责任单位", "工作任务"],
        [Merged("市商务局", rows=3), "改造老街三条"],
        ["引进品牌首店"],
        ["举办购物节"],
        [Merged("市城管局", rows=2), "增设停车泊位"],
        ["亮化沿河步道"],
    ],
    TAIL,
)
TWO_HEADS = Sheet(
    TITLE + PARTS,
    [
        [
            Merged("序号", rows=2),
            Merged("工作任务", rows=2),
            Merged("责任分工", columns=2),
            Merged("完成时限", rows=2),
        ],
        ["牵头单位", "配合单位"],
        ["1", "编制规划", "市自然资源局", "市财政局", "2024年3月"],
        ["2", "建设停车场", "市城管局", "市公安局", "2024年10月"],
    ],
    TAIL,
)
SPOKEN = Sheet(
    TITLE + PARTS,
    [
        ["任务", "责任单位"],
        ["出台扶持政策", "市商务局牵头，市财政局配合"],
        ["开通夜间公交", "市交通运输局牵头，市公安局、公交集团配合"],
        ["发放消费券", "市商务局"],
    ],
    TAIL,
)
LADDER = Sheet(
    TITLE + PARTS,
    [
        ["序号", "重点任务", "具体措施", "牵头单位", "完成时间"],
        ["1", Merged("做优街区", rows=2), "改造老街立面", "市住房城乡建设局", "2024年5月"],
        ["2", "完善导视标识", "市城管局", "2024年6月"],
        ["3", Merged("做活业态", rows=2), "引进夜间书店", "市文化和旅游局", "2024年8月"],
        ["4", "举办音乐周", "市文化和旅游局", "2024年9月"],
    ],
    TAIL,
)
INDICATORS = Sheet(
    "云岭市“十四五”产业发展规划（2021-2025年）\n一、发展目标\n做强产业。\n全市主要指标\n",
    [
        ["序号", "指标名称", "单位", "2020年", "2025年", "属性"],
        ["1", "地区生产总值", "亿元", "1320", "1980", "预期性"],
        ["2", "森林覆盖率", "%", "35.2", "≥38", "约束性"],
        ["3", "高新技术企业", "家", "116", "200以上", "预期性"],
        ["4", "单位地区生产总值能耗降低", "%", "—", "〔13.5〕", "约束性"],
    ],
    "二、保障措施\n加强督促检查。\n三、附则\n抓好落实。\n",
)
SECTIONS = Sheet(
    "云岭市“十四五”产业发展规划（2021-2025年）\n一、发展目标\n做强产业。\n单位：亿元\n",
    [
        [Merged("指标", rows=2), Merged("2020年", columns=1), Merged("2025年", columns=2)],
        ["实际值", "目标值", "年均增速（%）"],
        [Merged("一、经济规模", columns=4)],
        ["规模以上工业增加值", "410", "620", "8.6"],
        ["社会消费品零售总额", "500", "780", "9.3"],
        [Merged("二、投入", columns=4)],
        ["固定资产投资", "300", "420", "7"],
    ],
    "二、保障措施\n加强督促检查。\n三、附则\n抓好落实。\n",
)
PROJECTS = Sheet(
    "云岭市2024年重点项目建设计划\n一、总体要求\n抓好项目。\n二、项目清单\n",
    [
        [
            "序号",
            "项目名称",
            "建设内容及规模",
            "总投资（亿元）",
            "建设单位",
            "建设地点",
            "建设年限",
        ],
        [
            "1",
            "河东粮油加工项目",
            "年产10万吨面粉、2万吨挂面",
            "3.2",
            "云溪粮油有限公司",
            "河东县",
            "2023-2025年",
        ],
        [
            "2",
            "青石智慧物流园",
            "建设仓储用房6万平方米",
            "5",
            "青石物流集团",
            "经开区",
            "2024-2026年",
        ],
        [
            "3",
            "北山风电场",
            "装机容量50兆瓦",
            "4.1",
            "北山新能源公司、云岭投资集团",
            "北山镇",
            "2024年12月",
        ],
        ["", "合计", "", "12.3", "", "", ""],
    ],
    "三、保障措施\n加强督促检查。\n",
)

PARTED = Sheet(
    "云岭市2024年充电设施推广行动计划\n一、总体要求\n抓好落实。\n二、任务分解\n按表落实。\n"
    "2024年各县区充电设施推广任务分解表\n",
    [
        [
            "序号",
            "县区",
            "2023年完成（个）",
            "2024年目标（个）",
            "其中：换电站（座）",
            "投资（万元）",
        ],
        ["1", "河东县", "310", "850", "12", "1200"],
        ["2", "青石区", "200", "460以上", "—", "900"],
        ["3", "北山镇", "85", "130", "2", "150"],
        ["", "合计", "595", "1440", "14", "2250"],
    ],
    "三、保障措施\n加强督促检查。\n",
)

#: Each table with what must be read of it.
SHEETS: dict[str, tuple[Sheet, list[dict[str, Any]]]] = {
    "parted": (
        PARTED,
        [
            one
            for place, was, wanted, op, swaps, money in (
                ("河东县", 310, 850, "=", 12, 1200),
                ("青石区", 200, 460, ">=", None, 900),
                ("北山镇", 85, 130, "=", 2, 150),
            )
            for one in (
                figure("充电设施推广", 2023, was, "个", kind="actual", **of(place)),
                figure("充电设施推广", 2024, wanted, "个", **of(place) | {"op": op}),
                *([figure("换电站", 2024, swaps, "座", **of(place))] if swaps else []),
                figure("投资", 2024, money, "万元", **of(place)),
            )
        ],
    ),
    "numbered": (
        WITH_NUMBERS,
        [
            duty(1, "建设特色街区", "市商务局", "市城管局/市市场监管局", "2024年6月"),
            duty(2, "丰富消费业态，开展夜间演出", "市文化和旅游局", "市体育局", "2024年12月"),
            duty(3, "强化宣传推广", "市委宣传部", "", "长期"),
            duty(4, "优化交通组织", "市公安局/市交通运输局", "各县（市、区）政府", "2024年9月底前"),
        ],
    ),
    "merged lead": (
        MERGED_LEAD,
        [
            duty(None, "改造老街三条", "市商务局"),
            duty(None, "引进品牌首店", "市商务局"),
            duty(None, "举办购物节", "市商务局"),
            duty(None, "增设停车泊位", "市城管局"),
            duty(None, "亮化沿河步道", "市城管局"),
        ],
    ),
    "two heads": (
        TWO_HEADS,
        [
            duty(1, "编制规划", "市自然资源局", "市财政局", "2024年3月"),
            duty(2, "建设停车场", "市城管局", "市公安局", "2024年10月"),
        ],
    ),
    "spoken": (
        SPOKEN,
        [
            duty(None, "出台扶持政策", "市商务局", "市财政局"),
            duty(None, "开通夜间公交", "市交通运输局", "市公安局/公交集团"),
            duty(None, "发放消费券", "市商务局"),
        ],
    ),
    "ladder": (
        LADDER,
        [
            duty(1, "改造老街立面", "市住房城乡建设局", "", "2024年5月"),
            duty(2, "完善导视标识", "市城管局", "", "2024年6月"),
            duty(3, "引进夜间书店", "市文化和旅游局", "", "2024年8月"),
            duty(4, "举办音乐周", "市文化和旅游局", "", "2024年9月"),
        ],
    ),
    "indicators": (
        INDICATORS,
        [
            figure(
                "地区生产总值",
                2020,
                1320,
                "亿元",
                kind="actual",
                nature="expected",
                subject_text="全市",
            ),
            figure("地区生产总值", 2025, 1980, "亿元", nature="expected", subject_text="全市"),
            figure(
                "森林覆盖率", 2020, 35.2, "%", kind="actual", nature="binding", subject_text="全市"
            ),
            figure("森林覆盖率", 2025, 38, "%", op=">=", nature="binding", subject_text="全市"),
            figure(
                "高新技术企业",
                2020,
                116,
                "家",
                kind="actual",
                nature="expected",
                subject_text="全市",
            ),
            figure(
                "高新技术企业", 2025, 200, "家", op=">=", nature="expected", subject_text="全市"
            ),
            figure(
                "单位地区生产总值能耗",
                2025,
                None,
                None,
                growth_op="=",
                growth_pct=-13.5,
                nature="binding",
                subject_text="全市",
            ),
        ],
    ),
    "sections": (
        SECTIONS,
        [
            figure("增加值", 2020, 410, "亿元", kind="actual", subject_text="规模以上工业"),
            figure(
                "增加值",
                2025,
                620,
                "亿元",
                growth_op="=",
                growth_pct=8.6,
                subject_text="规模以上工业",
            ),
            figure("社会消费品零售总额", 2020, 500, "亿元", kind="actual"),
            figure("社会消费品零售总额", 2025, 780, "亿元", growth_op="=", growth_pct=9.3),
            figure("固定资产投资", 2020, 300, "亿元", kind="actual"),
            figure("固定资产投资", 2025, 420, "亿元", growth_op="=", growth_pct=7),
        ],
    ),
    "projects": (
        PROJECTS,
        [
            project(
                "河东粮油加工项目",
                "云溪粮油有限公司",
                3.2,
                places=["河东县"],
                due_text="2023-2025年",
                capacities=[
                    {"value": 10, "unit": "万吨", "product_text": "面粉"},
                    {"value": 2, "unit": "万吨", "product_text": "挂面"},
                ],
            ),
            project("青石智慧物流园", "青石物流集团", 5, places=["经开区"], due_text="2024-2026年"),
            project(
                "北山风电场",
                "北山新能源公司、云岭投资集团",
                4.1,
                places=["北山镇"],
                due_text="2024年12月",
            ),
        ],
    ),
}
