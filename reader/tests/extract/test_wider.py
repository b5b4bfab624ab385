"""What plans of many houses print: firms at a place, sums paid, rivers of one work."""

import pytest
from luoshi_reader.facts import (
    Assignment,
    Chain,
    Cluster,
    Commitment,
    Fact,
    Figure,
    Organisation,
    Project,
)
from luoshi_reader.plan import read_plan


def read(text: str) -> list[Fact]:
    return read_plan(f"河南省工业发展计划\n一、任务\n{text}\n").facts


def organisations(text: str) -> list[str]:
    return [fact.name_text for fact in read(text) if isinstance(fact, Organisation)]


def projects(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(fact.name_text, fact.owners) for fact in read(text) if isinstance(fact, Project)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("深化郑州信息与交叉学科研究院建设。", ["郑州信息与交叉学科研究院"]),
        ("做强做实郑州云岭数字城市研究院功能。", ["郑州云岭数字城市研究院"]),
        ("支持郑州技术交易所建设统一平台。", ["郑州技术交易所"]),
        ("推动建设郑州技术交易所。", []),
        ("发挥云岭情境创新中心功能，发挥创新中心作用。", ["云岭情境创新中心"]),
        ("由区建管委统筹，由有关建管委负责。", ["区建管委"]),
        ("新改扩建项目按照标准设计。", []),
        ("推动现代石化等产业转型。", []),
        ("深化开放式商学院建设。", []),
        ("实施一汽—大众新车型项目。", ["一汽—大众"]),
        ("支持周口港集团、郑州市集团发展。", ["周口港集团"]),
        ("支持云溪农业专业合作社、各地专业合作社发展。", ["云溪农业专业合作社"]),
        ("鼓励省农信联社、省林科院参与。", ["省农信联社", "省林科院"]),
        (
            "与清华大学郑州公共安全研究院合作。",
            ["清华大学郑州公共安全研究院"],
        ),
        ("引进郑州大学医学院。", ["郑州大学医学院", "郑州大学"]),
        ("对接华为技术有限公司。", ["华为技术有限公司"]),
        ("各省辖市工业和信息化局要落实。", []),
        ("支持云溪集团、岭川集团、沙宁化工搬迁改造。", ["云溪集团", "岭川集团", "沙宁化工"]),
        (
            "引导云溪集团、济源钢铁、沙坪特钢等钢铁企业压减产能。",
            ["云溪集团", "济源钢铁", "沙坪特钢"],
        ),
        ("建设云溪智能化工厂。", []),
        ("推动云溪酒业上市，鼓励岭川乳业与沙河面粉合作。", ["云溪酒业", "岭川乳业", "沙河面粉"]),
        ("支持骨干企业云溪酒业要带好头。", ["云溪酒业"]),
        ("培育云溪电子、岭川光电等家居品牌，发展石斛食品、前沿科技、煤盐化工。", []),
    ],
)
def test_bodies_are_read_by_what_stands_beside_them(text: str, names: list[str]) -> None:
    assert organisations(text) == names


@pytest.mark.parametrize(
    ("text", "works"),
    [
        (
            "推进云溪沟、岭泾河等综合整治工程，推进中小河流等综合整治工程。",
            [("云溪沟综合整治工程", ()), ("岭泾河综合整治工程", ())],
        ),
        ("推进岭得通许、沙坪民权等2个项目。", [("岭得通许", ("岭得",)), ("沙坪民权", ("沙坪",))]),
        ("推进郑州至通许、洛阳至民权等高速公路项目。", [("郑州至通许", ()), ("洛阳至民权", ())]),
        (
            "投资30亿元建设中铁装备智能化工厂，投资15亿元建设岭得新能源客车基地。",
            [("中铁装备智能化工厂", ("中铁装备",)), ("岭得新能源客车基地", ("岭得",))],
        ),
        (
            "抓好总投资120亿元的中芯国际12英寸晶圆、总投资60亿元的岭得单晶硅二期项目。",
            [("中芯国际12英寸晶圆", ("中芯国际",)), ("岭得单晶硅二期项目", ("岭得",))],
        ),
        (
            "郑州岭得装备股份有限公司年产200台涂装设备项目（总投资3亿元，2016年底建成）。",
            [("郑州岭得装备股份有限公司年产200台涂装设备项目", ("郑州岭得装备股份有限公司",))],
        ),
        ("谋划实施沿黄生态廊道、南水北调中线水源地保护等重大生态项目。",
         [("沿黄生态廊道", ()), ("南水北调中线水源地保护", ())]),
        ("岭得酒业年产1万吨白酒项目年底前建成。", [("岭得酒业年产1万吨白酒项目", ("岭得酒业",))]),
        ("确保岭得酒业技改项目投产。", [("岭得酒业技改项目", ("岭得酒业",))]),
        (
            "岭得酒业酿酒基地、沙坪乳业二期项目竣工投产。",
            [("岭得酒业酿酒基地", ("岭得酒业",)), ("沙坪乳业二期项目", ("沙坪乳业",))],
        ),
        ("各县区重点项目年底前建成。", []),
        ("加快富士康（郑州）科技园建设。", [("富士康（郑州）科技园", ("富士康（郑州）",))]),
        ("推动中国石化、中国石油、国家能源集团建设绿氢示范项目。",
         [("绿氢示范项目", ("国家能源集团",))]),
    ],
)  # fmt: skip
def test_works_are_read_with_who_builds_them(
    text: str, works: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert projects(text) == works
    assert not any(isinstance(fact, Cluster) for fact in read(text))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("引进投资5亿元以上工业项目10个。", [("投资5亿元以上工业项目", 10, "个")]),
        ("引进10亿元以上项目20个。", [("10亿元以上项目", 20, "个")]),
        ("组织专场招聘会20场。", [("专场招聘会", 20, "场")]),
        ("谋划储备重大项目200个。", [("重大项目", 200, "个")]),
        ("制（修）订国家标准50项。", [("国家标准", 50, "项")]),
    ],
)
def test_what_is_counted_is_what_is_promised(
    text: str, counted: list[tuple[str, int, str]]
) -> None:
    found = [fact for fact in read(text) if isinstance(fact, Commitment)]

    assert [(fact.object_text, fact.count, fact.unit) for fact in found] == counted


def test_a_promise_is_not_told_twice_as_a_figure() -> None:
    facts = read("参与制定国际标准20项。生猪出栏6000万头。2016年累计完成投资50亿元。")

    promised = [fact.object_text for fact in facts if isinstance(fact, Commitment)]
    figures = [(fact.indicator_text, fact.value) for fact in facts if isinstance(fact, Figure)]
    assert promised == ["国际标准"]
    assert figures == [("生猪出栏", 6000), ("完成投资", 50)]


def test_the_last_link_of_a_chain_ends_before_its_name() -> None:
    (chain,) = [
        fact
        for fact in read("形成研发设计→整车制造→后市场服务的汽车产业链条。")
        if isinstance(fact, Chain)
    ]

    assert chain.links == ("研发设计", "整车制造", "后市场服务")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "做强。【市发改局、市财政局，各县（市、区）】",
            ("市发改局", "市财政局", "各县（市、区）"),
        ),
        (
            "做强。（省教育厅、省财政厅，各市人民政府；完成时限：2023年12月底）",
            ("省教育厅", "省财政厅", "各市人民政府"),
        ),
        ("做强。（省教育厅、省财政厅按职责分工负责，2020年底前完成）", ("省教育厅", "省财政厅")),
        ("做强。（牵头领导：某某；责任单位：市发改委）", ("市发改委",)),
    ],
)
def test_brackets_of_units_alone_share_out_the_work(text: str, units: tuple[str, ...]) -> None:
    facts = read(text)

    (one,) = [fact for fact in facts if isinstance(fact, Assignment)]
    assert one.leads == units
    assert not any(isinstance(fact, Organisation) for fact in facts)
