"""Words that stand before or after a number and say how it is meant.

Source: the annotation guide's list, widened with the synonyms that official reports use.
"""

from __future__ import annotations

from typing import Final

_BEFORE: Final = {
    ">=": "不低于 不少于 不小于 不下于 不亚于 至少 至少有 至少要 至少达到 最少 最低 大于等于 大于或等于 "
    "大于或者等于 高于或等于 ≥ 不低于全国平均",
    ">": "超过 超过了 超 超出 突破 突破了 实现突破 高于 大于 多于 逾 越过 跨过 跨越 跨上 冲破 站上 跃上 迈上 "
    "迈过 登上 突破性达到 > ＞",
    "~": "约 大约 约为 约占 约达 近 接近 将近 大概 大概有 大致 约有 约合 达到约 为约",
    "<=": "不超过 不高于 不多于 不大于 控制在 控制到 稳定控制在 有效控制在 最多 最多为 至多 最高 小于等于 "
    "小于或等于 小于或者等于 ≤ 限制在 压减到 压缩至 压减至 压缩到",
    "<": "不足 低于 少于 小于 不到 不满 未到 未满 未达 未达到 < ＜",
    "=": "达到 达到了 达 已达 已达到 将达 将达到 可达 达成 实现 实现了 完成 完成了 为 分别为 均为 仅为 等于 是 有 "
    "共 共有 至 到 保持 保持在 稳定在 稳定到 维持在 提高到 提高至 提升到 提升至 提高为 增加到 增加至 扩大到 "
    "扩大至 增至 增长到 增长至 发展到 发展至 升至 上升到 上升至 降至 降到 降低到 降低至 下降到 下降至 减少到 "
    "减少至 占 合计 累计 累计达 累计达到 已有 总计 新增 分别达到 分别达 均达到 = ＝",
}
_AFTER: Final = {
    ">=": "以上 及以上 或以上 或者以上 或更多 或者更多 之上",
    "~": "左右 上下",
    "<=": "以内 之内 以下 及以下 或以下 或者以下 之下",
    ">": "多 余 有余",
}
BEFORE: Final = {word: op for op, words in _BEFORE.items() for word in words.split()}
AFTER: Final = {word: op for op, words in _AFTER.items() for word in words.split()}
#: 控制在 means at most, but 控制在10%左右 means about.
YIELDING: Final = frozenset("控制在 控制到 稳定控制在 有效控制在 限制在".split())
#: Hope, not certainty. 争取 is no hedge by the guide's ruling.
HEDGE: Final = "力争"
