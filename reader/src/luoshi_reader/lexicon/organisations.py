"""How the names of organisations end, and the words that names alone are not made of.

General knowledge: the forms of the Company Law and the Civil Code, and everyday official prose.
"""

from __future__ import annotations

from typing import Final, cast

from luoshi_reader.facts import Category
from luoshi_reader.lexicon.words import load, load_groups

#: Ends of names, the longest first where one ends another.
ENDINGS: Final[dict[Category, tuple[str, ...]]] = {
    "enterprise": (
        "股份有限公司",
        "有限责任公司",
        "有限公司",
        "集团公司",
        "总公司",
        "公司",
        "集团",
        "银行",
        "联社",
        "专业合作社",
        "机械厂",
        "机器厂",
        "机床厂",
        "制药厂",
        "化工厂",
        "造纸厂",
        "钢铁厂",
        "总厂",
    ),
    "university": ("科学院大学", "大学", "学院", "研究生院", "高等专科学校"),
    "institute": (
        "研究总院",
        "研究院",
        "研究所",
        "研究会",
        "设计院",
        "规划院",
        "科学院",
        "工程院",
        "国家重点实验室",
        "全国重点实验室",
        "重点实验室",
        "工程实验室",
        "实验室",
        "工程技术研究中心",
        "工程研究中心",
        "检测中心",
        "检验中心",
        "检验所",
        "检验院",
        "工研院",
        "产研院",
        "先研院",
        "计量院",
        "特检院",
        "质检院",
        "调查院",
        "勘察院",
        "测绘院",
        "超算中心",
        "科学中心",
        "评测中心",
        "测评中心",
        "情报中心",
        "计算中心",
        "认证中心",
        "审评中心",
        "审查中心",
        "应用中心",
        "试验中心",
        "标准化中心",
        "精神卫生中心",
        "急救中心",
        "血液中心",
        "研究中心",
        "研发中心",
        "技术中心",
        "创新中心",
        "农创中心",
        "国创中心",
        "科创中心",
        "保护中心",
        "指导中心",
        "转移中心",
        "转化中心",
        "疾病预防控制中心",
        "疾控中心",
        "监测中心",
        "推广中心",
        "推广站",
        "合作中心",
        "交流中心",
        "服务中心",
        "分中心",
        "运营中心",
        "仲裁中心",
        "调解中心",
        "交易中心",
        "交易所",
        "医院",
    ),
    "association": ("专业委员会", "协会", "学会", "商会", "联合会", "促进会", "联谊会", "联盟"),
    "government": (
        "人民政府",
        "管理委员会",
        "管委会",
        "联席会议",
        "领导小组",
        "人民法院",
        "金融法院",
        "知识产权法院",
        "海事法院",
        "互联网法院",
        "人民检察院",
        "海关",
    ),
}
#: Institutes known by a short form of their own.
SHORT_INSTITUTES: Final = ("中科院", "社科院", "农科院", "林科院", "中医科学院")
#: Banks and academies whose names are made of plain words.
KNOWN: Final = frozenset(
    (
        *(
            "工商银行",
            "农业银行",
            "建设银行",
            "交通银行",
            "农业发展银行",
            "国家开发银行",
            "人民银行",
        ),
        *("中国科学院", "中国工程院", "中国社会科学院", "中国农业科学院", "中国医学科学院"),
        "中国科学院大学",
    )
)
#: Firms, universities and institutes known by a short name, with what each is.
KNOWN_BODIES: Final[dict[str, Category]] = {
    name: cast("Category", kind) for kind, names in load_groups("known_bodies") for name in names
}
#: Class nouns that close a list: 甲、乙等高校 makes 甲 and 乙 universities.
CLASSES: Final[dict[str, Category]] = {
    "企业": "enterprise",
    "公司": "enterprise",
    "集团": "enterprise",
    "车企": "enterprise",
    "央企": "enterprise",
    "国企": "enterprise",
    "民企": "enterprise",
    "外企": "enterprise",
    "药企": "enterprise",
    "酒企": "enterprise",
    "厂商": "enterprise",
    "金融机构": "enterprise",
    "银行": "enterprise",
    "高校": "university",
    "院校": "university",
    "大学": "university",
    "科研院所": "institute",
    "科研机构": "institute",
    "研究机构": "institute",
    "协会": "association",
    "商会": "association",
}
#: What a firm's short name may carry behind its own word: 云溪食品, 南岭电子.
TRADES: Final = load("trades")
#: Words that do not make a name by themselves: 大型骨干企业集团, 行业协会.
PLAIN: Final = load("plain_words")
#: What governs a body still to be founded.
FOUNDING: Final = load("founding_verbs")
#: Verbs and adverbs that end before a name begins.
BREAKS: Final = load("verbs_before_names")
#: Those of them that names contain as well: 中国建设银行.
SOFT: Final = load("verbs_in_names")
#: Countries and regions that head lists of firms: 日本、德国等企业.
ABROAD: Final = load("abroad")
#: Single characters that may end what stands before a name; each also stands inside names.
PARTICLES: Final = "的与和及由等对将把以为在向从让使到于给是至即或被赴跟其此该各某每"
#: Ends that are part of a longer word: 集团化, 大学生, 学会了, 联盟式.
NOT_BEFORE: Final = {
    "集团": "化军式",
    "大学": "生城科毕排",
    "学院": "派路",
    "公司": "制债章法治化",
    "银行": "贷间业卡存借账",
    "学会": "了",
    "联盟": "式链",
    "协会": "员",
    "医院": "感",
    "实验室": "群体集",
    "交易所": "债",
    "海关": "特监总统",
}
#: Whole classes that no word before them makes a name: 北京证券交易所上市公司.
NEVER: Final = (
    "上市公司",
    "跨国公司",
    "企业集团",
    "医疗集团",
    "小额贷款公司",
    "试点银行",
    "系列实验室",
    "上中医院",
    "平台公司",
    "综合性科学中心",
    "国家科学中心",
    "国际科技创新中心",
    "国际科创中心",
    "区域科创中心",
    "全球科创中心",
    "区域科技创新中心",
    "全球科技创新中心",
    "全国科技创新中心",
    "产业科技创新中心",
    "智能化工厂",
    "数字化工厂",
    "自动化工厂",
    "现代化工厂",
    "信息化工厂",
    "绿色化工厂",
)
