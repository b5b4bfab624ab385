"""What the words beside it make a name: a shared noun, a shared verb, an edition, a signature."""

import pytest
from luoshi_reader.facts import Cluster, Commitment, Figure, Organisation, Project
from luoshi_reader.plan import read_plan


def named(text: str, kind: type[Cluster | Organisation | Project]) -> list[str]:
    return [fact.name_text for fact in _read(text) if isinstance(fact, kind)]


def promised(text: str) -> list[tuple[str, str]]:
    found = [fact for fact in _read(text) if isinstance(fact, Commitment)]
    return [(fact.action_text, fact.object_text) for fact in found]


def _read(text: str) -> tuple[object, ...]:
    return tuple(read_plan(f"云溪市发展计划\n一、任务\n{text}\n").facts)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "持续支持金坪、沙岭、云泉实验室发展。",
            ["金坪实验室", "沙岭实验室", "云泉实验室"],
        ),
        ("支持材料、能源、信息实验室发展。", []),
        ("筹建金坪、沙岭实验室。", []),
        ("办好云岭大学智能技术学院。", ["云岭大学智能技术学院", "云岭大学"]),
        ("支持云岭大学建设学院。", ["云岭大学"]),
        ("推动沙岭云天、坪川海特等扩大产能。", ["沙岭云天", "坪川海特"]),
        ("推动钢铁、水泥等扩大产能。", []),
        ("加快建设云坪工业大学沙岭校区。", ["云坪工业大学"]),
        ("建设云坪工业大学新校区。", ["云坪工业大学"]),
        ("发挥中科院云岭光机所、怀柔实验室作用。", ["中科院云岭光机所", "怀柔实验室"]),
        ("推动岭山石化转型发展，发展石化产业。", ["岭山石化"]),
        ("溪岭生物产销两旺，与我县溪德药业就合作推进。", ["溪岭生物", "溪德药业"]),
        ("现代生物与医药融合，高端科技成果转化。", []),
        ("培育溪岭得、岭泰春成长为规上企业。", ["溪岭得", "岭泰春"]),
        ("推动小微企业成长为规上企业。", []),
        ("培育以溪牧为链主的肉食加工、以岭德泰为代表的光伏材料产业。", ["溪牧", "岭德泰"]),
        ("壮大以龙头企业为链主、以溪岭脐橙为代表的特色产业。", []),
        (
            "国务院溪岭教育工作部际联席会议统筹，建立国务院溪岭联席会议。",
            ["国务院溪岭教育工作部际联席会议"],
        ),
        ("用好国家农创中心、生物育种岭溪实验室。", ["国家农创中心", "生物育种岭溪实验室"]),
        ("鼓励具有良好实验室规范的单位，依托国家、郑州市技术研究中心。", []),
        ("支持国家药监局云溪审评检查长三角分中心工作。", ["国家药监局云溪审评检查长三角分中心"]),
        ("推进国家云溪审评检查西南分中心和研究基地建设。", []),
        ("壮大农机作业公司和农机合作社。", []),
        ("发挥云溪企业出海联盟作用，发挥行业协会作用。", ["云溪企业出海联盟"]),
        ("世界卫生组织国际云岭研究所启用。", ["世界卫生组织国际云岭研究所"]),
        ("民营企业500强溪岭实业（郑州）有限公司签约。", ["溪岭实业（郑州）有限公司"]),
        ("规范郑州多式联运服务中心，建好政务服务中心。", ["郑州多式联运服务中心"]),
        ("国际茶叶郑州交流合作中心运行，国际交流合作中心运行。", ["国际茶叶郑州交流合作中心"]),
        ("推动溪岭药业、岭泰药业与云岭大学等院校合作。", ["溪岭药业", "岭泰药业", "云岭大学"]),
    ],
)
def test_organisations_that_their_company_tells(text: str, names: list[str]) -> None:
    assert named(text, Organisation) == names


def test_who_signs_above_the_date_is_an_organisation() -> None:
    signed = "落实任务。\n\n云溪市人民政府办公室\n2024年5月7日"

    assert named(signed, Organisation) == ["云溪市人民政府办公室"]
    assert named("落实任务。\n\n云溪市人民政府办公室\n另行通知", Organisation) == []


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("建设云岭海洋实验室、现代产业学院。", [("建设", "云岭海洋实验室")]),
        (
            "筹办世界田径锦标赛等国际赛事和郑州马拉松等群众体育活动。",
            [("筹办", "世界田径锦标赛"), ("筹办", "郑州马拉松")],
        ),
        ("办好2026年“村赛”（南部赛区）等文体活动。", [("办好", "2026年“村赛”（南部赛区）")]),
        ("举办培训等活动。", []),
        (
            "新建省重点实验室、省工程研究中心各20家。",
            [("新建", "省重点实验室"), ("新建", "省工程研究中心")],
        ),
        ("在3000个小区设置回收机。", [("设置", "小区设置回收机")]),
        ("在3000个小区的基础上总结。", []),
    ],
)
def test_promises_that_a_list_or_a_frame_tells(text: str, acts: list[tuple[str, str]]) -> None:
    assert promised(text) == acts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "推进沙溪铁路、北川水库以及在建抽水蓄能电站等项目。",
            ["沙溪铁路", "北川水库"],
        ),
        ("推动轨道交通B2线建设。", ["轨道交通B2线"]),
        ("轨道交通6号线云岭至沙溪段年内具备通车条件。", ["轨道交通6号线云岭至沙溪段"]),
        ("实施G318云岭至沙溪段改造。", ["G318云岭至沙溪段改造"]),
        ("推进绿色先进能源、新能源汽车、机器人、商业航天等重点项目。", []),
    ],
)
def test_works_by_number_and_goods_that_are_none(text: str, names: list[str]) -> None:
    assert named(text, Project) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("加快云溪科创金融改革试验区建设。", ["云溪科创金融改革试验区"]),
        ("加快云溪农村改革试验区建设。", []),
        ("建设关键金属研究院、郑州新材料产业园。", ["郑州新材料产业园"]),
        ("高水平建设国际医药创新公园。", ["国际医药创新公园"]),
        ("建设城市公园。", []),
    ],
)
def test_zones_of_one_industry(text: str, names: list[str]) -> None:
    assert named(text, Cluster) == names


def test_the_economy_of_the_territory_grows() -> None:
    figure = next(fact for fact in _read("我市经济增长5%左右。") if isinstance(fact, Figure))

    assert (figure.indicator_text, figure.growth_op, figure.growth_pct) == ("经济", "~", 5)
