"""Organisations by form, by class noun and by the heads of project lists."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.extract.listed import listed_names
from luoshi_reader.extract.names import formal_names
from luoshi_reader.extract.offices import offices
from luoshi_reader.extract.registry import Registry, core_of
from luoshi_reader.facts import Organisation
from luoshi_reader.plan import read_plan

from reader.tests.counting import LINEAR, growth

HENAN = "河南省"


def formal(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.category) for each in formal_names(text, HENAN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持南岭能源化工集团与北川集团合作", ["南岭能源化工集团", "北川集团"]),
        ("抓好漯河云溪食品有限公司、云溪（焦作）乳业股份有限公司", None),
        ("重点支持南岭集团云河焦化有限公司搬迁", ["南岭集团云河焦化有限公司"]),
        ("依托中国电子科技集团公司第99研究所", ["中国电子科技集团公司第99研究所"]),
        ("中国建设银行、河南投资集团", ["中国建设银行", "河南投资集团"]),
        ("和谐集团和汉威电子公司", ["和谐集团", "汉威电子公司"]),
        ("云溪电气有限责任公司周口分公司", ["云溪电气有限责任公司周口分公司"]),
        ("新乡航空工业（集团）有限公司", ["新乡航空工业（集团）有限公司"]),
        ("统筹郑州大学、清华大学和省钢铁协会", ["郑州大学", "清华大学", "省钢铁协会"]),
    ],
)
def test_a_name_runs_from_behind_its_verb_to_its_ending(
    text: str, expected: list[str] | None
) -> None:
    expected = expected or ["漯河云溪食品有限公司", "云溪（焦作）乳业股份有限公司"]

    assert [name for name, _ in formal(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "组建大型骨干企业集团，发展上市公司和小额贷款公司",
        "一体化的全产业链企业集团",
        "打造行业协会、产业联盟和企业技术中心",
        "建设高水平大学、二级以上公立医院和国家实验室",
        "组建河南新材料产业联盟",
        "允许集团公司在区域内统筹使用",
        "推动集团化发展，招收大学生",
        "300个示范性职业教育集团",
        "深化平安医院建设，培育系列实验室",
        "帮助孩子圆梦大学",
        "二级以上中医院和云溪系列实验室",
    ],
)
def test_general_words_and_bodies_still_to_be_founded_are_no_names(text: str) -> None:
    assert formal(text) == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("郑州机械研究所", "institute"),
        ("华北水利水电大学", "university"),
        ("河南省变压器行业协会", "association"),
        ("国家冷冻设备质量检验中心", "institute"),
        ("云溪集团", "enterprise"),
        ("县旅游发展领导小组", "government"),
        ("郑州学院", "university"),
        ("洛阳银行", "enterprise"),
        ("郑州市产品质量检验所", "institute"),
        ("县旅游发展领导小组办公室", "government"),
        ("河南省知识产权保护中心", "institute"),
        ("中国人民银行", "government"),
    ],
)
def test_the_ending_tells_the_category(text: str, category: str) -> None:
    assert formal(text) == [(text, category)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安钢、济钢等重点企业", ["安钢", "济钢"]),
        ("以云溪、南岭重工等龙头企业为依托", ["云溪", "南岭重工"]),
        ("机械四院、机械六院等科研院所", ["机械四院", "机械六院"]),
        ("电子、装备等企业", []),
        ("风电光伏、新一代煤电、新型储能等企业", []),
        ("引进香港、广东等地企业", []),
        ("发展中小企业、民营企业等市场主体", []),
        ("推动半导体、零部件、机器人等企业集聚", []),
        ("鼓励粮食收储、加工等企业合作", []),
        ("鼓励云岭、岭溪、浪潮等企业参与", ["云岭", "岭溪", "浪潮"]),
    ],
)
def test_a_class_noun_makes_the_members_of_its_list_names(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in listed_names(text, HENAN, [])] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省发展改革委、财政厅会同", ["省发展改革委", "财政厅"]),
        ("由省工业和信息化委统筹", ["省工业和信息化委"]),
        ("省政府国资委、金融办等", ["省政府国资委", "金融办"]),
        ("市县财政部门和有关部门", []),
        ("财政厅级干部教育办学", []),
        ("商务部、财政部会同市科委", ["商务部", "财政部", "市科委"]),
        ("企业教育部和教育部队", []),
        ("审核后报县政府予以兑现", ["县政府"]),
        ("市科协、郑州市总工会和县妇联", ["市科协", "郑州市总工会", "县妇联"]),
        ("会同发展改革委、农业农村部", ["发展改革委", "农业农村部"]),
        ("市县发展改革委、省财政厅", ["省财政厅"]),
        ("郑州市科学技术委员会报郑州市政府批准", ["郑州市科学技术委员会", "郑州市政府"]),
        ("各区政府、县市政府采购，区政府投资", []),
        ("经市政府同意，由省政府办公厅印发", ["市政府", "省政府办公厅"]),
    ],
)
def test_departments_are_named_alone_or_with_the_level_printed_once(
    text: str, expected: list[str]
) -> None:
    assert [text[each.start : each.end] for each in offices(text)] == expected


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("漯河双汇实业集团有限责任公司", "双汇", True),
        ("漯河双汇实业集团有限责任公司", "漯河市双汇实业集团有限责任公司", True),
        ("云溪食品集团有限公司", "云溪食品集团股份有限公司", True),
        ("云溪客车公司", "云溪重工公司", False),
        ("永城云溪公司", "河南云溪食品有限公司", False),
        ("云溪家居（信阳）", "云溪家居", False),
    ],
)
def test_variants_of_one_name_count_once_and_branches_apart(
    first: str, second: str, *, same: bool
) -> None:
    registry = Registry(HENAN)

    assert registry.is_new(first, firm=True)
    assert registry.is_new(second, firm=True) is not same


def test_the_core_of_a_name_is_its_own_word() -> None:
    core = core_of("漯河双汇实业集团有限责任公司", HENAN)

    assert (core.word, core.place) == ("双汇", "漯河")


def test_the_branch_to_be_founded_leaves_the_body_it_is_of_a_name() -> None:
    assert formal("支持河南省产权保护中心云溪分中心建设") == [("河南省产权保护中心", "institute")]
    assert formal("设立河南省产权指导中心洛阳基地") == [("河南省产权指导中心", "institute")]
    assert formal("经县旅游发展领导小组审核") == [("县旅游发展领导小组", "government")]


@given(st.text(alphabet="支持郑州云溪集团公司和与的、（）大学有限协会等企业", max_size=60))
def test_names_stand_in_order_and_end_in_an_ending(text: str) -> None:
    names = list(formal_names(text, HENAN))

    assert all(0 <= each.start < each.end <= len(text) for each in names)
    assert all(a.end <= b.start for a, b in itertools.pairwise(names))


def test_work_grows_with_the_length() -> None:
    text = "支持云溪集团和南岭食品有限公司、郑州大学合作，"

    assert len(list(formal_names(text * 300, HENAN))) == 900
    assert growth(lambda each: list(formal_names(each, HENAN)), text) < LINEAR


def test_units_in_brackets_of_responsibility_are_no_organisations() -> None:
    text = (
        "食品工业2016年度行动计划\n（省工业和信息化委 2016年3月）\n一、重点工作\n"
        "　　推进云溪集团改造。（省财政厅牵头，省商务厅配合）\n　　责任单位：省教育厅\n"
    )

    names = [fact.name_text for fact in read_plan(text).facts if isinstance(fact, Organisation)]

    assert names == ["省工业和信息化委", "云溪集团"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依托中船重工999所、省农科院", ["中船重工999所"]),
        ("支持农业银行、国家开发银行湖南省分行", ["农业银行", "国家开发银行湖南省分行"]),
        ("承担上海市重点实验室", []),
        ("支持新央企中国云溪集团", ["中国云溪集团"]),
        ("云岭集团化学浆和集团化发展", ["云岭集团"]),
    ],
)
def test_numbered_institutes_banks_and_groups_are_named_whole(
    text: str, expected: list[str]
) -> None:
    assert [name for name, _ in formal(text)] == expected


def test_firms_that_lead_are_named_beside_a_formal_one() -> None:
    text = "以云溪一重、岭电集团、岭重数控为龙头，以市场为主体"
    known = list(formal_names(text, HENAN))

    found = {text[each.start : each.end] for each in listed_names(text, HENAN, known)}
    assert found == {"云溪一重", "岭重数控"}


def printed(body: str) -> list[tuple[str, str]]:
    text = f"2026年度行动计划\n\n一、重点工作\n　　{body}\n"
    facts = read_plan(text).facts
    return [(fact.name_text, fact.category) for fact in facts if isinstance(fact, Organisation)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "经县茶业发展领导小组审核后，报县政府批准。",
            [("县茶业发展领导小组", "government"), ("县政府", "government")],
        ),
        ("向市防汛领导小组办公室报告。", [("市防汛领导小组办公室", "government")]),
        (
            "由市发展改革委、市科委、市财政局认定。",
            [("市发展改革委", "government"), ("市科委", "government"), ("市财政局", "government")],
        ),
        (
            "支持郑州市专利保护中心汝州分中心建设。",
            [("郑州市专利保护中心", "institute")],
        ),
        (
            "设立国家专利指导中心郑州分中心汝州基地。",
            [("国家专利指导中心郑州分中心", "institute")],
        ),
        (
            "依托郑州技术交易所和郑州公共资源交易中心开展服务。",
            [("郑州技术交易所", "enterprise"), ("郑州公共资源交易中心", "enterprise")],
        ),
        ("加强与中国人民银行合作。", [("中国人民银行", "government")]),
        ("推动与云溪河实验室合作。", [("云溪河实验室", "institute")]),
        (
            "依托河南省科学院、省林业科学院。",
            [("河南省科学院", "institute"), ("省林业科学院", "institute")],
        ),
        ("由市疾控中心牵头。", [("市疾控中心", "institute")]),
        ("支持郑州大学云溪医院建设。", [("郑州大学云溪医院", "institute")]),
        ("用好“一带一路”国际技术转移中心。", [("“一带一路”国际技术转移中心", "institute")]),
        ("推动郑州免疫与健康科技创新中心发展。", [("郑州免疫与健康科技创新中心", "institute")]),
        (
            "支持云溪河实验室、岭川湖实验室提质。",
            [("云溪河实验室", "institute"), ("岭川湖实验室", "institute")],
        ),
        (
            "依托河南云溪评测中心和国家海洋材料应用中心。",
            [("河南云溪评测中心", "institute"), ("国家海洋材料应用中心", "institute")],
        ),
        (
            "支持云山湖、郑州实验室做大做强。",
            [("云山湖实验室", "institute"), ("郑州实验室", "institute")],
        ),
        ("建强云溪稀土全国重点实验室。", [("云溪稀土全国重点实验室", "institute")]),
        ("推动云山国家实验室河南基地建设。", [("云山国家实验室河南基地", "institute")]),
        (
            "提升北航先研院、省工研院质效。",
            [("北航先研院", "institute"), ("省工研院", "institute")],
        ),
        ("加强与中国科学院云溪微电所的合作。", [("中国科学院云溪微电所", "institute")]),
        (
            "支持云溪中西医结合医院和区精神卫生中心。",
            [("云溪中西医结合医院", "institute"), ("区精神卫生中心", "institute")],
        ),
        ("支持云山实验室河南基地建设。", [("云山实验室河南基地", "institute")]),
        ("深化与中国农科院合作。", [("中国农科院", "institute")]),
        ("会同国家无线电办公室办理。", [("国家无线电办公室", "government")]),
        ("推动云溪、岭川等企业改革。", [("云溪", "enterprise"), ("岭川", "enterprise")]),
        ("由郑州市中级人民法院审理。", [("郑州市中级人民法院", "government")]),
        ("由云溪高新区管委会批准。", [("云溪高新区管委会", "government")]),
        ("发挥“云溪防治创新联盟（YPA）”作用。", [("云溪防治创新联盟（YPA）", "association")]),
        (
            "会同全国工商联、团省委开展。",
            [("全国工商联", "association"), ("团省委", "association")],
        ),
    ],
)
def test_bodies_of_government_and_centres_are_read_by_their_form(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert printed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "各级政府采购优先。",
        "推动郑州云坪大学筹建。",
        "成立市防汛领导小组。",
        "做大郑州中药材交易中心。",
        "推进郑州数据交易中心、算力平台等建设。",
        "深化县政府采购改革。",
        "推进国际科技创新中心建设。",
        "建设国家研究型大学。",
        "支持省级科研院所发展。",
        "各园区管委会要落实责任。",
        "办好国家卓越工程师学院。",
        "组建省云溪交通集团。",
        "推进市（州）农商银行改革。",
        "提升省外三甲医院帮扶实效。",
        "组建省云溪外贸集团、省岭川交易集团。",
        "推动产业集群与实验室群对接。",
        "优化河南实验室体系布局。",
        "推进综合性国家科学中心建设。",
    ],
)
def test_bodies_to_be_founded_markets_and_functions_are_no_organisations(text: str) -> None:
    assert printed(text) == []


def test_a_short_name_that_ends_as_institutes_do_is_one() -> None:
    assert printed("支持云钢、岭钢、云岭光机所等企业开展合作。")[-1] == ("云岭光机所", "institute")


def test_firms_and_institutes_a_paper_is_addressed_to_are_named() -> None:
    text = (
        "工业和信息化部关于发展云溪产业的指导意见\n\n"
        "各省、自治区、直辖市通信管理局，中国科学院院属各单位，云溪信息集团有限公司，有关企业：\n\n"
        "为促进产业发展，提出以下意见。\n\n一、总体要求\n\n坚持创新驱动。\n"
    )

    facts = read_plan(text).facts

    assert [fact.name_text for fact in facts if isinstance(fact, Organisation)] == [
        "中国科学院",
        "云溪信息集团有限公司",
    ]
