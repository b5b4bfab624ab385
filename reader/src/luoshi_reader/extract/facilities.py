"""What a city or county builds one of, however plain its name: 完成新疾控中心、便民市场建设."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.members import Work
from luoshi_reader.text.lists import split_list

_HOW: Final = (
    "加快|加速|积极|大力|全力|继续|抓紧|持续|全面|重点|深入|突出|"
    "高标准|高质量|年内|年底前|力争|谋划"
)
_DOES: Final = "建设完成|建设|建成|完成|启动|推进|推动|实施|新建|续建|扩建|开工|抓好|做好"
#: A clause that builds: 建设完成便民市场、文化步行街和政务服务大厅.
_CLAUSE: Final = re.compile(
    f"(?:^|(?<=[，。；：]))(?:{_HOW}){{0,4}}(?:{_DOES}){{1,3}}(?:{_HOW}){{0,2}}好?(?P<things>[^，。；：的“”]{{4,80}}?)"
    "(?P<done>(?:等(?:重点|重大)?(?:项目|工程)?)?(?:建设|投用|投入使用|竣工|改造提升|前期工作)?)(?=[，。；]|$)"
)
#: A town has one of these; the villages have many.
_NOUN: Final = (
    "疾控中心|健身中心|体育中心|文化中心|市民中心|急救中心|客运中心|游客中心|集散中心|会议中心|医养中心|养老中心|职教中心|"
    "体育馆|体育场|体育公园|滑冰馆|游泳馆|博物馆|图书馆|文化馆|档案馆|规划馆|展览馆|科技馆|美术馆|剧院|"
    "步行街|便民市场|农贸市场|批发市场|客运站|枢纽站|汽车站|服务大厅|综合楼|门诊楼|住院楼|发热门诊|"
    "敬老院|福利院|养老院|殡仪馆|公墓|妇幼保健院|中医院|人民医院|传染病医院|消防站|指挥中心|"
    "县医院|康复医院|精神病医院|托育中心|福利中心|妇幼保健中心|数据中心|融媒体中心|文体中心|展示中心|活动中心|分拣中心|"
    "仓储中心|冷链物流中心|物流园|物流港|屠宰场|标准化厂房|人才公寓|停车楼|大剧院|影剧院|非遗馆|纪念馆|陈列馆|方志馆|"
    "科普馆|少年宫|老年大学|文化广场|人民广场|中心广场|植物园|动物园|滨河公园|森林公园|湿地公园|烈士陵园|主题公园|"
    "中央公园|高铁站|通用机场|中水厂|再生水厂|供水厂|中转站|储气站|门站|换热站|"
    "污水处理厂|净水厂|自来水厂|水厂|热源厂|填埋场|焚烧发电厂|变电站|实验小学|实验中学|职业中学|度假区"
)
#: Those of villages and of every place, and what is done with them.
_MANY: Final = "一批|所有|[县乡镇村]级|省级|市级|两级|三级|创建|启用|用好|农村|新一轮|基层"
_THING: Final = re.compile(
    "(?![0-9一两三四五六七八九十]{1,4}[个座所处家条]|各|乡镇|村|社区|镇村|部分|重点|相关|有关|等)"
    f"(?:(?!{_MANY})[一-鿿]){{0,12}}?(?:{_NOUN})"
    "(?:[一二三四五]期|迁建|扩建|改扩建|新建|改造|提升|提标|升级|智能化|建设)*(?:工程|项目)?"
)
_JOINTS: Final = "、和及"


def facilities(text: str) -> Iterator[Work]:
    """Yield the facilities that a clause of a city's or county's plan builds, each once.

    完成新疾控中心、便民市场建设 gives both; 建设村级养老院, 新建5所养老院 none.
    """
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span("things")
        for each in split_list(text, start, end, _JOINTS):
            if _THING.fullmatch(text, each.start, each.end):
                yield Work(each.start, each.end, (each.start, each.end), (), None)
