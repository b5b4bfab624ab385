"""The provinces, municipalities and autonomous regions (GB/T 2260, 34 units)."""

from __future__ import annotations

from typing import Final

_BY_KIND: Final = {
    "省": "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 "
    "湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾",
    "市": "北京 天津 上海 重庆",
}
_AUTONOMOUS: Final = {
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
    "香港": "香港特别行政区",
    "澳门": "澳门特别行政区",
}

#: Short name → full name: 河南 → 河南省.
PROVINCES: Final[dict[str, str]] = {
    name: name + kind for kind, names in _BY_KIND.items() for name in names.split()
} | _AUTONOMOUS
#: The full names, and the middle form of the autonomous regions, longest first.
FULL_NAMES: Final = tuple(sorted(PROVINCES.values(), key=len, reverse=True))
