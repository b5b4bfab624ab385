"""Unit words by kind, without the scale words 万 and 亿 that may stand before them.

Sources: the legal units of measurement (GB 3100, GB 3101) with the customary names that
yearbooks print (亩, 公里, 吨标准煤, 标准箱); measure words from the classifier lists of grammars
of modern Chinese, kept where official plans count with them.
"""

from __future__ import annotations

from typing import Final

MONEY: Final = frozenset(
    "元 美元 欧元 日元 港元 港币 英镑 韩元 卢布 澳元 加元 新台币 台币 瑞士法郎 元人民币 块钱".split()
)
RATIO: Final = frozenset("% ‰ 个百分点 百分点 个千分点 倍 番".split())
DURATION: Final = frozenset(
    "年 个月 个季度 周 个星期 天 日 个工作日 工作日 个自然日 小时 个小时 分钟 秒 课时 学时 周年 周岁 岁 "
    "分 分秒".split()
)
PHYSICAL: Final = frozenset(
    "吨 千克 公斤 克 毫克 微克 斤 两 标准吨 吨标准煤 吨标煤 吨油当量 吨公里 人公里 吨位 载重吨 总吨 "
    "米 千米 公里 厘米 公分 毫米 微米 纳米 里 海里 英里 英尺 车道公里 单公里 皮长公里 芯公里 "
    "平方米 平方公里 平方千米 平方厘米 平方英尺 平米 亩 公顷 标准亩 亩次 "
    "立方米 立方 方 升 毫升 千升 标准立方米 标方 立方公里 "
    "瓦 千瓦 兆瓦 吉瓦 千瓦时 兆瓦时 吉瓦时 瓦时 度 度电 伏 千伏 伏安 千伏安 兆伏安 千伏安时 伏安时 安 "
    "安时 千安时 毫安时 赫兹 千赫兹 兆赫 兆赫兹 吉赫兹 焦耳 千焦 卡 千卡 帕 兆帕 摄氏度 ℃ 分贝 马力 "
    "比特 字节 兆字节 太字节 兆 标准箱 标箱 重量箱 箱 锭 纱锭 头份 标准机架 机架 "
    "m km KM cm CM mm MM nm kg KG g t kW KW kw MW GW kWh KWh KWH MWh MWH GWh GWH V kV KV kVA KVA "
    "MVA Hz kHz MHz GHz TB PB EB GB MB TEU Gbps Mbps Tbps ㎡ m2 m3 m² m³ km² P "
    "FLOPS PFLOPS EFLOPS TFLOPS".split()
)
COUNT: Final = frozenset(
    "个 家 户 名 人 位 人次 人日 人年 项 件 件(套) 件（套） 套 套（件） 套(件) 台 台（套） 台(套) 套（台） "
    "台套 台（件） 台份 辆 辆次 部 艘 架 架次 列 列次 班 班次 条 根 支 枚 粒 片 张 份 本 册 篇 幅 首 "
    "贴 剂 剂次 盒 瓶 袋 包 只 头 匹 尾 羽 棵 株 盆 朵 座 栋 幢 间 层 所 处 口 眼 盏 双 副 对 条次 "
    "场 场次 次 届 期 批 批次 轮 步 笔 单 宗 起 例 种 类 大类 小类 大 组 队 床 张床位 张病床 "
    "台次 户次 家次 节 课 门 站 岗 团 支队 标段 环 轴 带 廊 核 圈 极 园 谷 款 款次 站次 点 强 "
    "村 镇 乡 县 市 省 区 县（市、区） 家（次） 家（户） 标准间 车位 泊位 床位 学位 席 股 票 页 端口 批文 "
    "个（次） 项（次） 名（人） 处（个） 个（处） 座（处） 台件 件次 篇次 户（人） 道 段 面 服".split()
)
UNITS: Final = MONEY | RATIO | DURATION | PHYSICAL | COUNT
#: Units by their first character, the longest first.
BY_FIRST: Final = {
    first: tuple(sorted((u for u in UNITS if u[0] == first), key=len, reverse=True))
    for first in {unit[0] for unit in UNITS}
}
#: Hanzi numerals that count nothing: 十分重要, 一方面, 三农, 两岸, 一度.
NOT_COUNTED: Final = frozenset(
    "十分 一方 一度 一带 一点 一级 一面 一道 一卡 一组 一步 一极 一环 一点 一份 一圈 一层 一线 两级 "
    "一班 一门 一站 一单 一安 一起 一对 一单 万安 万里 百度 千里 万家 千家 百家 万户 千户 万人 一市 一县 "
    "千方 百方 一次 一市 一区 一园 一谷 一核 一轴 一廊 两翼 一个 一页 一村 一乡 一省 一镇 一队 一团 "
    "一头 一股 一席 一课 一岗 一点 一日 一天 一年 一周 一里 百里 一升 一箱".split()
)
