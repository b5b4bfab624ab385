"""Promises that somebody can tick off."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader import read_plan
from luoshi_reader.extract.commitments import commitments
from luoshi_reader.facts import Commitment

from reader.tests.counting import LINEAR, growth
from reader.tests.extracting import plan_of


def read(text: str, **plan: object) -> list[Commitment]:
    return list(commitments(plan_of(text, **plan)))  # type: ignore[arg-type]


def told(text: str) -> list[tuple[str | None, str, int | None, str | None, str | None]]:
    return [
        (
            each.action_text,
            each.op or "",
            None if each.count is None else int(each.count),
            each.unit,
            each.object_text,
        )
        for each in read(text)
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
    assert [each.object_text for each in read("新建6个国家级、20个省级重点专科。")] == [
        "国家级重点专科",
        "省级重点专科",
    ]
    assert [
        each.object_text for each in read("培育5家年收入过百亿元、2家年收入达500亿元的企业。")
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
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("制定实施减员分流方案。", "制定实施", "减员分流方案"),
        ("制订出台进一步加快食品工业发展的意见。", "制订出台", "进一步加快食品工业发展的意见"),
        ("建立转岗就业培训机构。", "建立", "转岗就业培训机构"),
        ("组建传感器行业产业联盟。", "组建", "传感器行业产业联盟"),
        ("研究组建新材料工程技术研究院。", "组建", "新材料工程技术研究院"),
        ("建设高标准的省级家具检测中心。", "建设", "高标准的省级家具检测中心"),
        ("搭建食品工业人才公共服务平台。", "搭建", "食品工业人才公共服务平台"),
        ("办好第六届国际家具展。", "办好", "第六届国际家具展"),
        ("办好第三届未来之城场景汇。", "办好", "第三届未来之城场景汇"),
        ("开展河南品牌展示活动。", "开展", "河南品牌展示活动"),
        ("实施“互联网＋”电子商务行动。", "实施", "“互联网＋”电子商务行动"),
        ("具体办法由省财政厅会同省发展改革委研究制定。", "研究制定", "具体办法"),
    ],
)
def test_one_identifiable_thing_is_a_promise_without_a_number(
    text: str, action: str, thing: str
) -> None:
    (found,) = read(text)

    assert (found.action_text or "").endswith(action)
    assert found.object_text == thing
    assert (found.op, found.count, found.unit) == (None, None, None)


def test_a_paper_with_a_title_keeps_it() -> None:
    first, second = read(
        "联合有关部门制定《绿色建材方案（2016-2020年）》，修订《保证金管理办法》。"
    )

    assert first.documents == ("绿色建材方案（2016-2020年）",)
    assert (second.action_text, second.documents) == ("修订", ("保证金管理办法",))


def test_papers_that_share_their_noun_are_one_promise_each() -> None:
    found = read("研究制定区域污染治理、电子产品处理处置、重金属防治等规划。")

    assert [each.object_text for each in found] == [
        "区域污染治理规划",
        "电子产品处理处置规划",
        "重金属防治规划",
    ]
    assert {each.action_text for each in found} == {"研究制定"}


def test_two_campaigns_under_one_verb_are_two_promises() -> None:
    first, second = read("实施“互联网＋”商务行动和“互联网＋”物流行动。")

    assert first.object_text == "“互联网＋”商务行动"
    assert (second.action_text, second.object_text) == ("实施", "“互联网＋”物流行动")


@pytest.mark.parametrize(
    "text",
    [
        "按照《某某通知》要求，落实政策。",
        "研究制定促进发展的政策措施。",
        "各地要结合实际，制定实施方案和配套措施。",
        "构建安全生产长效机制，建立评价体系。",
        "鼓励企业组建大企业集团，设立投资基金。",
        "引导各地建立产业联盟、行业协会等公共服务平台。",
        "定期举办家居产业专场招聘会。",
        "组织开展银企对接和产销对接活动。",
        "打造具有行业美誉度的会展平台。",
        "深入实施品牌提升行动。",
        "已组建钢铁产业联盟。",
        "建设一批国家重点实验室、国家工程技术研究中心。",
        "探索建立氢能产业联盟。",
        "制定如下实施方案。",
        "申办国际国内高水准大型赛事。",
        "继续实施清洁空气行动。",
        "持续开展“万人助万企”活动。",
    ],
)
def test_what_is_general_regular_or_left_to_others_is_no_promise(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("10月组织举办第九届中国高峰论坛。", "10月"),
        ("2016年争取新签约项目20个。", "2016年"),
        ("2016年底前，建成3个示范基地。", "2016年底前"),
        ("2016年上半年培育5家企业。", "2016年上半年"),
        ("到2020年累计培育100家企业。", "到2020年"),
        ("到2025年创建500个左右示范县。", "到2025年"),
        ("从2016年起三年暂缓提取煤炭企业保证金。", "从2016年起三年"),
        ("从2016年起，3年内原则上停止审批不符合要求的矿井。", "从2016年起，3年内"),
        ("2016-2018年，免收骨干企业国有资本收益。", "2016-2018年"),
        ("2016-2018年，每年安排2亿元资金。", "2016-2018年，每年"),
        ("6月底前完成安全隐患排查整治。", "6月底前"),
        ("2016年，力争收入达到30亿元，培育3家企业。", "2016年"),
        ("培育5家企业。", None),
    ],
)
def test_the_date_is_the_whole_adverbial_as_printed(text: str, due: str | None) -> None:
    (found,) = read(text)

    assert found.due_text == due


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
    assert read(text, title=title) == []


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

    assert growth(read, piece) < LINEAR


def test_a_year_within_the_span_of_the_plan_is_still_to_come() -> None:
    plan = plan_of("2023年6月底前，出台集成电路产业发展条例。", year=2025)
    plan.title_text = "制造业行动计划（2023-2025年）"

    (found,) = commitments(plan)

    assert (found.object_text, found.due_text) == ("集成电路产业发展条例", "2023年6月底前")


def dated(*paragraphs: str, title: str = "发展目标") -> list[tuple[str | None, str | None]]:
    return [(each.object_text, each.due_text) for each in read_all(*paragraphs, title=title)]


def read_all(*paragraphs: str, title: str) -> list[Commitment]:
    return list(commitments(plan_of(*paragraphs, title=title)))


def test_the_date_goals_are_set_for_goes_down_their_list() -> None:
    assert dated(
        "坚持创新。到2018年末，产业实力明显提升。",
        "——规模壮大。培育100家优质企业，打造5家上市企业。",
    ) == [("优质企业", "到2018年末"), ("上市企业", "到2018年末")]


def test_the_date_of_goals_is_shown_as_evidence() -> None:
    text = "到2018年末，实力提升。"
    (promise,) = read_all(text, "培育100家优质企业。", title="发展目标")
    plan = plan_of(text, "培育100家优质企业。", title="发展目标")

    assert [plan.source.quote(place) for place in promise.evidence] == ["到2018年末"]


def test_a_date_in_a_measure_binds_its_own_sentence_only() -> None:
    assert dated("推进创新，到2018年，实力提升。建设5个中心。", title="创新行动") == [
        ("中心", None)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争到2018年底，将全省打造成为陶瓷产业创新高地。", ("打造", "陶瓷产业创新高地")),
        ("到2018年，基本建成国内领先的陶瓷底座。", ("建成", "国内领先的陶瓷底座")),
    ],
)
def test_one_thing_a_goal_makes_by_its_date_is_promised(
    text: str, expected: tuple[str, str]
) -> None:
    (promise,) = read_all(text, title="发展目标")

    assert (promise.action_text, promise.object_text) == expected
    assert (promise.due_text or "").endswith(("2018年底", "2018年"))


@pytest.mark.parametrize(
    "text",
    [
        "到2018年，建成一批创新中心。",
        "到2018年，建成完善的服务体系。",
        "将全省打造成为陶瓷产业创新高地。",
        "到2018年，形成良好格局。建成投用若干平台。",
    ],
)
def test_a_goal_that_is_no_single_dated_thing_promises_nothing(text: str) -> None:
    assert not read_all(text, title="创新行动")


@pytest.mark.parametrize(
    ("text", "unit", "due"),
    [
        ("每年培训农民1万人次。", "人次", "每年"),
        ("县财政每年安排资金100万元。", "万元", "每年"),
        ("2018年初步建成30个示范集团。", "个", "2018年"),
        ("从2017年开始，用3年时间培养100名领军人才。", "名", "从2017年开始，用3年时间"),
    ],
)
def test_a_promise_keeps_its_term_as_printed(text: str, unit: str, due: str) -> None:
    (promise,) = read(text)

    assert (promise.unit, promise.due_text) == (unit, due)


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
    (promise,) = read(text)

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
    assert not read(text)


def test_a_session_of_a_congress_counts_nothing() -> None:
    assert not read("深入学习贯彻落实党的二十届四中全会精神。")


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("建设全面感知、功能集成的综合服务平台。", "全面感知、功能集成的综合服务平台"),
        ("建立航运遇险报警与应急搜救系统。", "航运遇险报警与应急搜救系统"),
        ("支持设立省级知识产权纠纷应对指导基地。", "省级知识产权纠纷应对指导基地"),
        ("出台陶瓷产业发展若干意见。", "陶瓷产业发展若干意见"),
        ("指导联合编制陶瓷产业创新发展规划。", "陶瓷产业创新发展规划"),
    ],
)
def test_a_body_or_system_named_by_what_it_does_is_promised(text: str, thing: str) -> None:
    (promise,) = read(text)

    assert promise.object_text == thing


@pytest.mark.parametrize(
    "text",
    [
        "培育建设国家产业创新中心、制造业创新中心。",
        "打造校企合作联盟平台。",
    ],
)
def test_classes_of_bodies_are_not_promised(text: str) -> None:
    assert not read(text)


PARTS = (
    "云岭陶瓷产业行动计划（2016—2018年）\n{opening}\n一、总体要求\n（一）发展目标。{goals}\n"
    "（二）重点方向。建设5个中心。\n二、主要任务\n（一）招引企业。培育10家优质企业。\n"
)


def dues(
    opening: str = "为做强产业，制定本计划。", goals: str = "力争走在前列。"
) -> list[str | None]:
    facts = read_plan(PARTS.format(opening=opening, goals=goals)).facts
    return [fact.due_text for fact in facts if isinstance(fact, Commitment)]


def test_the_date_of_goals_is_meant_for_their_part_and_no_further() -> None:
    assert dues(goals="到2018年，产业实力提升。") == ["到2018年", None]


def test_a_date_before_the_first_part_is_meant_for_its_own_paragraph() -> None:
    assert dues(opening="具体指标：到2017年，建设50所学校。") == ["到2017年", None, None]


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
    assert [each.count for each in read(text)] == expected


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
    assert not read(text)
