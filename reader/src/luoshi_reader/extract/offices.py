"""Departments of government in running text, alone or listed with the level printed once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.names import Name

_TOPIC: Final = (
    "发展和?改革|工业和信息化|经济和信息化|财政|人力资源和?社会保障|人社|科学?技术?|国土资源|自然资源|环境保护|环保|生态环境|"
    "住房和?城乡建设|住建|交通运输|交通|水利|农业农村|农业|林业和?草原?|林业|商务|文化和旅游|文化|旅游|卫生健康|卫生计生|"
    "审计|国有?资产?监?管?|国资|工商|质量技术监督|质监|市场监督?管?理?|市场监管|食品药品监督管理|食品药品监管|药品?监管?|"
    "安全生产监督管理|安全监管|应急管理|应急|统计|粮食和?物?资?储?备?|物价|金融|教育|公安|民政|司法|广播电视|体育|税务|国税|"
    "地税|能源|煤炭|畜牧兽?医?|医疗保障|医保|通信管理|邮政管理|知识产权|民族宗教|侨务|外事|法制|监察|扶贫|乡村振兴|大数据|"
    "数据|科协|气象|地震|测绘|港务|口岸|机关事务|退役军人事务|信访|档案|供销"
)
#: Looked for first, so that most places are passed by at one glance.
_FIRST: Final = "".join(sorted({topic[0] for topic in _TOPIC.split("|")} | set("国省自市县区")))
_OFFICE: Final = re.compile(
    rf"(?=[{_FIRST}])(?:(?:国家|省|自治区|市|县|区)(?:政府|委)?)?(?:{_TOPIC})(?:委员会|总局|管理局|监管局|监督局|委|厅|局|办公室|办|署)"
    r"(?![一-鿿]{0,2}(?:理|法|事|证|学|点|所|公))"
)
_LEVEL: Final = re.compile(r"国家|省|自治区|市|县|区")
_JOINTS: Final = frozenset("、和与及，")


def offices(text: str, home: str | None = None) -> Iterator[Name]:
    """Yield the departments that a paragraph names.

    省发展改革委、财政厅 gives both; 市县财政部门 none.
    """
    del home
    last = -1
    for match in _OFFICE.finditer(text):
        leads = _LEVEL.match(match[0]) is not None
        if leads or (last >= 0 and last + 1 == match.start() and text[last] in _JOINTS):
            last = match.end()
            yield Name(match.start(), match.end(), "government")
