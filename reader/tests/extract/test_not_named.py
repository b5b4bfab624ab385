"""What looks like a name and is none: goods, levels, counts, verbs before a firm (rows 1 to 8)."""

import pytest
from luoshi_reader.facts import Fact, Organisation, Project
from luoshi_reader.plan import read_plan


def read(text: str) -> list[Fact]:
    return read_plan(f"河南省工业发展2024年行动计划\n一、任务\n（一）要办。{text}\n").facts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("支持兰考县建设国家级机床产品检测检验中心。", []),
        ("加快农村信用社向农村合作银行过渡。", []),
        ("引进智能终端、可穿戴设备等信息装备企业。", []),
        ("主要涉及现代煤化工、LED光电、新能源等产业企业。", []),
        ("组建或改组若干国有资本运营公司、自然资源运营公司。", []),
        ("加强与国开行、进出口政策银行合作。", ["国开行"]),
        ("更好地为大企业大集团服务，年内力争有两家企业上市。", []),
        ("重点搞好云溪集团技改，吸引岭川集团落户。", ["云溪集团", "岭川集团"]),
        ("积极引进奶业、果品饮料业等龙头企业。", []),
        ("发展家庭农场和农民专业合作社，培育大型乳业集团。", []),
        ("实施的十大科技创新龙头企业培育行动。", []),
        ("支持中科院等重点院所建设。", ["中科院"]),
        ("支持云溪大学建设世界一流大学，云溪大学不断提升。", []),
        ("恢复云溪大学，确保所有考上大学的学生入学。", []),
        ("发挥洛阳国家创新型城市建设工作领导小组作用。", ["洛阳国家创新型城市建设工作领导小组"]),
    ],
)
def test_who_is_named(text: str, names: list[str]) -> None:
    found = [fact.name_text for fact in read(text) if isinstance(fact, Organisation)]
    assert [name for name in found if name != "云溪大学"] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("力争续建和新开工项目、招商引资亿元项目、投资项目分别超百个。", []),
        ("推进以航天、海洋和热带雨林等主题公园为代表的旅游项目建设。", []),
        ("完成500所山村幼儿园提质升级、20572户棚户区改造。", []),
        ("完成三座大型灌区改造、11.95公里海堤除险加固。", []),
        ("动工建设云渚污水处理厂，以云渚湖、沙渚河为重点开展整治。", [("云渚污水处理厂", ())]),
        ("推进退耕还湿工程、村卫生室建设，提升绿化带建设水平。", []),
        ("建设一批三产融合田园综合体，新建改造绿地小游园。", []),
        ("推进沙钢搬迁、云渚500千伏输变电工程、郑沙客专及连接线等项目建设。",
         [("沙钢搬迁", ()), ("云渚500千伏输变电工程", ()), ("郑沙客专及连接线", ())]),
    ],
)  # fmt: skip
def test_what_is_a_work(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    facts = [fact for fact in read(text) if isinstance(fact, Project)]
    assert [(fact.name_text, fact.owners) for fact in facts] == found
