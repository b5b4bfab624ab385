"""The Chinese names of facts and of their fields, for sheets and terminals."""

from __future__ import annotations

from typing import Final

from luoshi_reader.compare import Change
from luoshi_reader.doubts import Severity

#: In the order of the guide.
TYPES: Final = {
    "heading": "标题",
    "figure": "指标",
    "commitment": "承诺",
    "project": "项目",
    "organisation": "机构",
    "cluster": "集群",
    "chain": "产业链",
    "assignment": "分工",
    "citation": "引用",
    "link": "对应",
}

FIELDS: Final = {
    "quote": "原文",
    "start": "位置",
    "level": "级别",
    "number": "序号",
    "title_text": "名称",
    "kind": "类别",
    "year": "年份",
    "subject_text": "主体",
    "indicator_text": "指标",
    "op": "限定",
    "value": "数值",
    "value_to": "数值上限",
    "unit": "单位",
    "growth_op": "增速限定",
    "growth_pct": "增速(%)",
    "hedge": "力争",
    "scope": "范围",
    "nature": "属性",
    "action_text": "动作",
    "object_text": "事项",
    "count": "数量",
    "due_text": "时限",
    "documents": "拟出台文件",
    "name_text": "名称",
    "owners": "实施单位",
    "places": "地点",
    "capacities": "产能",
    "investment": "投资",
    "category": "类别",
    "industry_text": "产业",
    "scale_yi": "规模(亿元)",
    "scale_op": "规模限定",
    "owner": "牵头企业",
    "links": "环节",
    "task_text": "工作任务",
    "leads": "牵头单位",
    "participants": "参加单位",
    "doc_no": "文号",
    "assignment": "分工序号",
    "headings": "对应标题",
}

#: Values that are words of ours, and how they are shown to a person.
VALUES: Final = {
    "kind": {
        "actual": "实际",
        "estimate": "预计",
        "target": "目标",
        "cluster": "集群",
        "base": "基地",
        "park": "园区",
        "centre": "中心",
    },
    "scope": {"province": "全域", "sub": "局部"},
    "category": {
        "enterprise": "企业",
        "institute": "科研医疗机构",
        "university": "高校",
        "association": "协会联盟",
        "government": "政府部门",
    },
}

SEVERITIES: Final[dict[Severity, str]] = {"error": "错误", "warning": "疑点", "note": "提示"}

#: What became of a thing from one plan to the next.
CHANGES: Final[dict[Change, str]] = {
    "dropped": "未再提及",
    "changed": "有变化",
    "new": "新增",
    "kept": "保留",
}

#: Why something that a second reader said was dropped.
DROPPED: Final = {
    "quote": "引文与原文不符",
    "words": "要素不在原文",
    "number": "数字与原文不符",
    "kind": "种类不明",
    "form": "不成格式",
    "known": "已识读",
    "repeated": "重复",
}
