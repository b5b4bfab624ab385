"""Promises that somebody can tick off: numbers of things, and what no promise is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.extract.commitments import commitments

from reader.tests.counting import LINEAR, growth
from reader.tests.extracting import plan_of, promises_of


def told(text: str) -> list[tuple[str | None, str, int | None, str | None, str | None]]:
    return [
        (
            each.action_text,
            each.op or "",
            None if each.count is None else int(each.count),
            each.unit,
            each.object_text,
        )
        for each in promises_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培育20家知名品牌企业。", ("培育", "=", 20, "家", "知名品牌企业")),
        ("推动百项重点项目建设。", ("推动", "=", 100, "项", "重点项目建设")),
        ("培养10万名优秀女工。", ("培养", "=", 100000, "名", "优秀女工")),
        ("引进国内一流品牌企业5家。", ("引进", "=", 5, "家", "国内一流品牌企业")),
        ("开展10场左右产业链对接活动。", ("开展", "~", 10, "场", "产业链对接活动")),
        ("培育8-10家龙头企业。", ("培育", ">=", 8, "家", "龙头企业")),
        ("推动制定不少于10项国家标准。", ("制定", ">=", 10, "项", "国家标准")),
        ("新建改建公园30个以上。", ("新建改建", ">=", 30, "个", "公园")),
        ("核减煤矿生产能力500万吨。", ("核减", "=", 500, "万吨", "煤矿生产能力")),
        ("每年安排2亿元资金，给予专项补助。", ("安排", "=", 2, "亿元", "资金")),
        (
            "建设面制品、肉制品、饮料制造三大千亿产业。",
            ("建设", "=", 3, "大", "千亿产业"),
        ),
        ("以实施30个重点项目为抓手，扩大投资。", ("实施", "=", 30, "个", "重点项目")),
        ("压减粗钢产能500万吨。", ("压减", "=", 500, "万吨", "粗钢产能")),
        ("淘汰2蒸吨以下锅炉300台。", ("淘汰", "=", 300, "台", "2蒸吨以下锅炉")),
        ("支持企业与院所共建10个合作平台。", ("共建", "=", 10, "个", "合作平台")),
        ("建设研发中心5个。", ("建设", "=", 5, "个", "研发中心")),
        ("打造示范基地3个。", ("打造", "=", 3, "个", "示范基地")),
        ("推广应用50项先进技术。", ("推广应用", "=", 50, "项", "先进技术")),
        ("为10万名残疾人提供康复服务。", ("提供", "=", 100000, "名", "残疾人提供康复服务")),
        ("建成一个国家级超级计算中心。", ("建成", "=", 1, "个", "国家级超级计算中心")),
        ("建设某甲、某乙等20个区域知名品牌。", ("建设", "=", 20, "个", "区域知名品牌")),
    ],
)
def test_a_number_of_things_promised_is_read_with_its_verb_and_noun(
    text: str, expected: tuple[str, str, int, str, str]
) -> None:
    (found,) = told(text)

    assert (found[0] or "").endswith(expected[0])
    assert found[1:] == expected[1:]


def test_counts_in_a_row_share_the_verb_of_the_first() -> None:
    assert told("打造1个中心、5条产业链，新增30家上市企业、60家创新企业。") == [
        ("打造", "=", 1, "个", "中心"),
        ("打造", "=", 5, "条", "产业链"),
        ("新增", "=", 30, "家", "上市企业"),
        ("新增", "=", 60, "家", "创新企业"),
    ]


def test_a_noun_that_the_next_count_prints_is_restored() -> None:
    assert [each.object_text for each in promises_of("新建6个国家级、20个省级重点专科。")] == [
        "国家级重点专科",
        "省级重点专科",
    ]
    assert [
        each.object_text
        for each in promises_of("培育5家年收入过百亿元、2家年收入达500亿元的企业。")
    ] == [
        "年收入过百亿元企业",
        "年收入达500亿元的企业",
    ]


def test_behind_a_number_a_verb_opens_its_own_phrase() -> None:
    assert told("新建改扩建中小学10所、新增学位1.7万个。") == [
        ("新建改扩建", "=", 10, "所", "中小学"),
        ("新增", "=", 17000, "个", "学位"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "现有150余家企业。",
        "以20户重点企业为依托，加快发展。",
        "重点推进某甲公司A项目、某乙公司B项目等3个项目。",
        "围绕“1”个目标，突出三个方面，抓好五个环节。",
        "形成5万辆专用车生产规模。",
        "推进某厂年产20万辆汽车扩建。",
        "规模以上企业达到300家。",
        "城镇新增就业20万人。",
        "对新认定的5家企业给予奖励。",
        "培育一批龙头企业。",
        "建设第3个基地，三门峡、五台山协同发展。",
        "到2020年培育10%以上的企业。",
        "打造百万吨级化工基地。",
        "实现主营业务收入4700亿元。",
        "培育了10家企业。",
        "落实中央八项规定。",
        "住房城乡建设部65个基础性指标。",
        "形成贯通三大市场的物流枢纽。",
        "建设某公司720兆瓦储能电站。",
        "推进“四个中心、六个基地”建设。",
        "发展纲要从创新等5个方面细化提出举措。",
        "抓好整车制造、配套服务三条主线。",
        "推进某某生产线项目，争取6月底前建成投产并达到设计要求。",
        "形成年组装和调试城际列车96辆。",
        "推进建设用地减量7平方公里。",
        "推动某厂改造等15个项目竣工投产。",
        "每5年修订1次专业目录。",
    ],
)
def test_numbers_that_describe_are_no_promises(text: str) -> None:
    assert promises_of(text) == []


def test_the_quote_of_an_inherited_verb_starts_at_its_own_words_and_the_verb_is_evidence() -> None:
    plan = plan_of("打造1个中心、5条产业链。")
    _, second = commitments(plan)

    assert plan.source.quote(second.span) == "5条产业链"
    assert [plan.source.quote(span) for span in second.evidence] == ["打造"]


def test_an_inherited_date_is_evidence() -> None:
    plan = plan_of("2016年，力争收入增长9%，培育3家企业。")

    (found,) = commitments(plan)

    assert plan.source.quote(found.span) == "培育3家企业"
    assert [plan.source.quote(span) for span in found.evidence] == ["2016年"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("建设10个园区，培育5家企业。", "2025年工作回顾"),
        ("组建某某产业联盟。", "面临的形势"),
        ("2015年，培育5家企业。", "重点工作"),
        ("目前已有企业100家，培育5家企业。", "重点工作"),
        ("累计培育5家企业。", "重点工作"),
    ],
)
def test_what_has_happened_is_no_promise(text: str, title: str) -> None:
    assert promises_of(text, title=title) == []


@given(
    st.text(
        alphabet="培育建设组建制定《》10月年底前、，。5个家名五三大联盟方案企业行动的实施",
        max_size=80,
    )
)
def test_every_promise_quotes_the_text_and_counts_whole(text: str) -> None:
    plan = plan_of(text)
    for each in commitments(plan):
        quote = plan.source.quote(each.span)
        assert quote
        assert quote in text
        assert (each.op is None) == (each.count is None) == (each.unit is None)
        assert each.count is None or isinstance(each.count, Decimal)


def test_the_work_grows_with_the_length_of_the_text() -> None:
    piece = "10月培育5个中心、三大基地，制定《方案》，组建联盟，实施行动，"

    assert growth(promises_of, piece) < LINEAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施老楼加装电梯800台以上。", ("老楼加装电梯", 800, "台")),
        ("新增5000张家庭养老床位。", ("家庭养老床位", 5000, "张")),
        ("完成20万平方米旧住房成套改造。", ("旧住房成套改造", 20, "万平方米")),
        ("建成高标准农田30万亩。", ("高标准农田", 30, "万亩")),
        ("培育超千亿元企业2家。", ("超千亿元企业", 2, "家")),
        ("力争省级工程中心新增50家以上。", ("省级工程中心", 50, "家")),
    ],
)
def test_what_is_counted_is_told_from_its_size(text: str, expected: tuple[str, int, str]) -> None:
    (promise,) = promises_of(text)

    assert (promise.object_text, promise.count, promise.unit) == expected


def test_nouns_behind_a_comma_share_the_verb_of_the_count_before() -> None:
    assert told("新建国家级实验室5个，市级工程中心50个以上。") == [
        ("新建", "=", 5, "个", "国家级实验室"),
        ("新建", ">=", 50, "个", "市级工程中心"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "中小企业突破3万家、高新技术企业突破1.5万家。",
        "孵化面积新增100万平方米。",
        "高新技术企业达到100家、惠及15万户居民。",
    ],
)
def test_a_level_is_not_promised(text: str) -> None:
    assert not promises_of(text)


def test_a_session_of_a_congress_counts_nothing() -> None:
    assert not promises_of("深入学习贯彻落实党的二十届四中全会精神。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "办好第十五届渚岭运动会、女排渚锦赛、跨云岭国际自行车极限赛等赛事。",
            [None, None, None],
        ),
        ("办好渚岭铁人三项杯赛。", [None]),
        ("持续办好全国创新创业大赛、“渚创”双创大赛等活动。", [None, None]),
        ("制定渚岭能源强区计划，修订数据条例。", [None, None]),
        ("出台科技金融十条措施。", [10]),
        ("更新“四类管线”2000公里以上。", [2000]),
        ("招募志愿者3000名、社区助理2000名，资助困难学生600名。", [3000, 2000, 600]),
        ("规上工业企业净增500家，保障性住房筹建5000套。", [500, 5000]),
        ("开展“渚岭优品”系列招商活动。", [None]),
    ],
)
def test_other_verbs_orders_and_events_promise_as_well(
    text: str, expected: list[int | None]
) -> None:
    assert [each.count for each in promises_of(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "每个园区引进龙头企业3家以上。",
        "资助每人3000元，共计20名。",
        "引进到位资金6000亿元。",
        "制定工作计划。",
        "办好各类比赛。",
        "建设渚岭智算中心、沙坪调度平台等新型基础设施。",
    ],
)
def test_shares_money_in_place_and_works_are_not_promised(text: str) -> None:
    assert not promises_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打造规模面积200亩以上的示范园8-10个。", (8, "个")),
        ("完成3.5平方公里低效用地处置任务。", (3, "平方公里")),
        ("完成不少于400公里管道改造阶段性目标。", (400, "公里")),
        ("完成3万平方米节能率不低于15%的公共建筑节能改造。", (3, "万平方米")),
        ("完成三幅地块出让工作。", (3, "幅")),
        ("对32座一线水闸进行防洪能力达标建设。", (32, "座")),
        ("完成防撞栏修复240千米。", (240, "千米")),
        ("设立规模5亿元的创业投资引导基金。", (5, "亿元")),
        ("集中攻坚12条重点产业链。", (12, "条")),
        ("累计划设飞行航线不少于150条。", (150, "条")),
        ("保护修缮15幢历史建筑。", (15, "幢")),
        ("每年投运中小车型公交车200辆。", (200, "辆")),
        ("完成人行道断头贯通25400平方米。", (25400, "平方米")),
    ],
)
def test_what_is_done_to_so_much_is_a_promise(text: str, expected: tuple[int, str]) -> None:
    assert [(count, unit) for _, _, count, unit, _ in told(text)] == [expected]


def test_hurrying_so_many_works_is_a_promise() -> None:
    assert told("加快6个抽水蓄能电站建设。") == [("加快", "=", 6, "个", "抽水蓄能电站建设")]


@pytest.mark.parametrize(
    "text",
    [
        "推进国家物流枢纽、云岭陆港等5个物流园区建设。",
        "建设云岭、沙溪、南坪3座水电站。",
        "支持每个地州原则上至少建设一所符合需要的职业学校。",
        "抓好惠及3600万人的调水大计。",
        "人行道整治面积不低于300万平方米。",
        "提升云岭路、沙溪两大市级商业中心。",
    ],
)
def test_a_number_that_closes_a_list_of_works_or_is_meant_for_each_is_no_promise(
    text: str,
) -> None:
    assert not promises_of(text)


def test_a_number_alone_is_of_what_the_clause_before_tells() -> None:
    assert told("车站改造新增第三卫生间，同时改造新增71座。") == [
        ("改造", "=", 71, "座", "第三卫生间")
    ]


def test_a_plan_of_three_years_counts_for_them_all_what_is_to_come() -> None:
    plan = plan_of("三年累计完成1990个积水点改造。", year=2026)
    plan.title_text = "精细化管理工作方案（2024-2026年）"

    assert [each.count for each in commitments(plan)] == [1990]
    assert not promises_of("三年累计完成1990个积水点改造。")
