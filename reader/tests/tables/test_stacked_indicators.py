"""Lists of indicators whose cells stand one under another, their header in two rows."""

from luoshi_reader import read_plan
from luoshi_reader.facts import Figure

TEXT = """云岭区城市更新“十五五”规划

一、发展目标
坚持以更新为牵引。
主要指标表
类别
序号
一级指标
二级指标
单位
属性
“十四五”
完成值
“十五五”
目标值

宜居城区
1
居住建筑改造
旧住房改造任务
万平方米
预期性
25
1.4

2
老旧小区改造
小区改造面积
万平方米
预期性
-
≥300

创新城区
3
商业设施更新
商务楼宇更新数量
个
约束性
≥2
≥10

4
商业设施更新面积（含改扩建）
万平方米
预期性
-
≥50

二、重点任务
（一）改造居住建筑
抓好落实。
"""


def test_a_period_over_its_value_is_one_column_and_a_group_heads_its_rows() -> None:
    figures = [fact for fact in read_plan(TEXT).facts if isinstance(fact, Figure)]

    assert [(each.year, each.kind, each.op, each.unit, str(each.value)) for each in figures] == [
        (2025, "actual", "=", "万平方米", "25"),
        (2030, "target", "=", "万平方米", "1.4"),
        (2030, "target", ">=", "万平方米", "300"),
        (2025, "actual", ">=", "个", "2"),
        (2030, "target", ">=", "个", "10"),
        (2030, "target", ">=", "万平方米", "50"),
    ]
    assert [each.indicator_text for each in figures] == [
        "旧住房改造任务",
        "旧住房改造任务",
        "小区改造面积",
        "商务楼宇更新数量",
        "商务楼宇更新数量",
        "商业设施更新面积（含改扩建）",
    ]
