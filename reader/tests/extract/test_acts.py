"""Promises without a number: papers, bodies, events and campaigns."""

import pytest

from reader.tests.extracting import promises_of


def things(text: str) -> list[str | None]:
    return [each.object_text for each in promises_of(text)]


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
    (found,) = promises_of(text)

    assert (found.action_text or "").endswith(action)
    assert found.object_text == thing
    assert (found.op, found.count, found.unit) == (None, None, None)


def test_a_paper_with_a_title_keeps_it() -> None:
    first, second = promises_of(
        "联合有关部门制定《绿色建材方案（2016-2020年）》，修订《保证金管理办法》。"
    )

    assert first.documents == ("绿色建材方案（2016-2020年）",)
    assert (second.action_text, second.documents) == ("修订", ("保证金管理办法",))


def test_papers_that_share_their_noun_are_one_promise_each() -> None:
    found = promises_of("研究制定区域污染治理、电子产品处理处置、重金属防治等规划。")

    assert [each.object_text for each in found] == [
        "区域污染治理规划",
        "电子产品处理处置规划",
        "重金属防治规划",
    ]
    assert {each.action_text for each in found} == {"研究制定"}


def test_two_campaigns_under_one_verb_are_two_promises() -> None:
    first, second = promises_of("实施“互联网＋”商务行动和“互联网＋”物流行动。")

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
    assert promises_of(text) == []


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
    (promise,) = promises_of(text)

    assert promise.object_text == thing


@pytest.mark.parametrize(
    "text",
    [
        "培育建设国家产业创新中心、制造业创新中心。",
        "打造校企合作联盟平台。",
    ],
)
def test_classes_of_bodies_are_not_promised(text: str) -> None:
    assert not promises_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办好职业技能活动周和世界云岭日宣传活动。", ["职业技能活动周", "世界云岭日宣传活动"]),
        ("办好“云岭之味”等活动。", ["“云岭之味”活动"]),
        (
            "办好云岭菜花节、沙溪龙舟节、渚岭过大年等文旅活动。",
            ["云岭菜花节", "沙溪龙舟节", "渚岭过大年"],
        ),
        (
            "协同开展以“依法保护”为主题的第四届云河宣传实践月活动。",
            ["以“依法保护”为主题的第四届云河宣传实践月活动"],
        ),
        ("召开农民增收现场会。", ["农民增收现场会"]),
        ("办好体育消费季、“好运云岭”系列赛事。", ["体育消费季", "“好运云岭”系列赛事"]),
        ("实施提质升级“1+9”行动和12个稳增长方案。", ["稳增长方案", "提质升级“1+9”行动"]),
        ("实施“网络升级”和“信号升格”专项行动。", ["“网络升级”专项行动", "“信号升格”专项行动"]),
        ("实施助企精品提升行动、网销培优计划。", ["助企精品提升行动"]),
        ("做好全国第三次古树资源普查、第五次水质调查评估。", ["全国第三次古树资源普查"]),
        ("做好第五次水质变化调查评估。", ["第五次水质变化调查评估"]),
        ("发布湿地保护战略与行动计划。", ["湿地保护战略与行动计划"]),
        ("推动成立陶瓷、稀土等创新中心。", ["陶瓷创新中心", "稀土创新中心"]),
        ("布局云岭市陶瓷重点实验室。", ["云岭市陶瓷重点实验室"]),
        (
            "会同有关机构制定空域使用管理办法、航线申请指南、突发事件处置办法等制度规则。",
            ["空域使用管理办法", "航线申请指南", "突发事件处置办法"],
        ),
        ("举办文物事业高质量发展研讨会。", ["文物事业高质量发展研讨会"]),
        ("设立工业遗产档案资料展示馆。", ["工业遗产档案资料展示馆"]),
        (
            "推进《云岭市土地储备办法》修订，开展《云岭市更新规划》（暂名）编制与实施。",
            ["《云岭市土地储备办法》修订", "《云岭市更新规划》（暂名）编制与实施"],
        ),
        ("建立重大隐患判定标准知识库。", ["重大隐患判定标准知识库"]),
        ("成立精细化管理工作专班。", ["精细化管理工作专班"]),
        ("完成《云岭市停车场管理办法》的修正工作。", ["《云岭市停车场管理办法》的修正"]),
    ],
)
def test_events_campaigns_and_bodies_of_a_list_are_one_promise_each(
    text: str, expected: list[str]
) -> None:
    assert sorted(map(str, things(text))) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "积极支持建设基层综合治理中心。",
        "推进国家渚岭医学中心、云岭研究院等平台建设。",
        "原则上每5年修订1次职业院校专业目录。",
        "从2016年开始，探索建立个人学习账号。",
        "校企共同研究制定人才培养方案。",
        "地方政府要按规定制定并落实生均经费标准。",
        "制定生均经费标准或公用经费标准。",
        "深入开展“工匠进校园”、“劳模进校园”等活动。",
        "组织召开推进会。",
        "布局陶瓷领域重点实验室。",
        "鼓励企业推进《团体标准》编制。",
        "制修订差别化的交通管理标准。",
        "加强协同，鼓励有条件的区，建设陶瓷专业孵化器和概念验证平台。",
        "2017年前，实现高质量自控。",
    ],
)
def test_what_comes_round_is_tried_or_left_to_others_is_no_promise(text: str) -> None:
    assert not promises_of(text)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("设立云岭区域煤炭交易中心。", "云岭区域煤炭交易中心"),
        ("推动北京（京津冀）国际科技创新中心建设。", "北京（京津冀）国际科技创新中心"),
        ("开展线上文旅消费季活动。", "线上文旅消费季活动"),
        ("实施优化营商环境2026年行动方案。", "优化营商环境2026年行动方案"),
        ("推进智慧旅游指挥中心建设。", "智慧旅游指挥中心"),
        ("打造游戏产业交易平台。", "游戏产业交易平台"),
        ("全年树立示范企业典型10个以上。", "示范企业典型"),
        ("完成8000吨新建粮仓建设。", "新建粮仓建设"),
        ("新建（改造）农村公路200公里。", "农村公路"),
        ("制修订标准30项。", "标准"),
        ("组建50亿元规模的产业引导基金。", "产业引导基金"),
        ("市级公共服务平台上线办事工具超20个。", "办事工具"),
        ("到2030年，持证的大中型矿山全部达到绿色矿山标准。", "持证的大中型矿山绿色矿山标准"),
        ("到2030年，生产煤矿全部建成智能化煤矿。", "生产煤矿智能化煤矿"),
    ],
)
def test_what_plans_of_cities_promise_in_their_own_words(text: str, thing: str) -> None:
    assert things(text) == [thing]


@pytest.mark.parametrize(
    "text",
    [
        "开展二次招商、以商招商。",
        "布局建设一批省级重点实验室、工程（技术）研究中心、技术创新中心等平台。",
        "建设全球知名的云计算产业中心。",
        "建立区域性电子商务公共服务平台。",
        "为建设具有全国影响力的重要经济中心提供有力支撑。",
        "到2035年，全面建成产业策源高地、人才培育高地、要素集聚高地。",
        "云岭、沙河分别发展成为30万人、20万人的中等城市。",
        "到2030年，装机规模全部达到3000万千瓦。",
        "打造现代物流中心。",
        "建设“一站式”服务平台。",
    ],
)
def test_kinds_at_large_and_slogans_are_no_promise(text: str) -> None:
    assert things(text) == []


@pytest.mark.parametrize(
    ("text", "things_told"),
    [
        (
            "支持南湖集团创建自旋器件与系统国家重点实验室。",
            ["自旋器件与系统国家重点实验室"],
        ),
        ("实施招商引资项目建设突破年，加快发展。", ["招商引资项目建设突破年"]),
        ("深入开展“重点项目建设落实年”活动。", ["“重点项目建设落实年”活动"]),
        (
            "制定实施温州、绍兴跨境电商综试区实施方案。",
            ["温州跨境电商综试区实施方案", "绍兴跨境电商综试区实施方案"],
        ),
        ("推进城市“绿化、美化、亮化”三大工程。", ["城市“绿化、美化、亮化”工程"]),
    ],
)
def test_what_others_are_helped_to_found_and_campaigns_of_a_year(
    text: str, things_told: list[str]
) -> None:
    assert things(text) == things_told


@pytest.mark.parametrize(
    "text",
    [
        "支持企业创建国家技术创新中心。",
        "支持南湖集团创建国家重点实验室。",
        "推进三大工程建设。",
        "持续迭代建设清溪办公平台，推动协同。",
        "今年是项目建设落实年。",
    ],
)
def test_help_for_anybody_and_what_goes_on_is_no_promise(text: str) -> None:
    assert things(text) == []


@pytest.mark.parametrize(
    ("text", "things_told"),
    [
        ("对开发区总规、产业规划进行修编。", ["开发区总规", "产业规划"]),
        ("完成县城建筑风貌和总体城市设计。", ["县城建筑风貌和总体城市设计"]),
        ("启动政府投资计划编制。", ["政府投资计划编制"]),
        ("组织修编清溪区海绵城市建设规划。", ["清溪区海绵城市建设规划"]),
        ("到2025年将云岭建设成为国家创新型城市。", ["国家创新型城市"]),
        ("构建未来社区智慧服务平台。", ["未来社区智慧服务平台"]),
        (
            "建成全省医保系统骨干网络、医疗保障专属行业云。",
            ["全省医保系统骨干网络", "医疗保障专属行业云"],
        ),
    ],
)
def test_plans_that_are_revised_and_systems_of_one_trade(text: str, things_told: list[str]) -> None:
    assert things(text) == things_told


@pytest.mark.parametrize(
    "text",
    [
        "围绕承办一届旅游发展大会，加快景区建设。",
        "到2027年将云岭打造成为重要的装备中心、枢纽城市。",
        "形成一套经验。",
        "构建公共服务平台。",
        "对重点企业进行改造。",
    ],
)
def test_what_only_frames_the_work_is_no_promise(text: str) -> None:
    assert things(text) == []


def test_stages_of_works_share_what_is_counted() -> None:
    for joint in ("，", "、"):
        first, second = promises_of(f"新开工安置房2000套{joint}基本建成1500套。")
        assert (first.object_text, first.count) == ("安置房", 2000)
        assert (second.action_text, second.object_text, second.count) == ("建成", "安置房", 1500)


@pytest.mark.parametrize(
    ("text", "things_told"),
    [
        ("组织招商推介活动10次以上。", ["招商推介活动"]),
        ("组织培训班10期，培训干部500人次。", ["培训班", "干部"]),
        ("发放小额信贷5000万元，带动脱贫户1200户。", ["小额信贷"]),
        ("推进省级公共数据开放平台建设。", ["省级公共数据开放平台"]),
    ],
)
def test_nouns_that_look_like_verbs_belong_to_what_is_counted(
    text: str, things_told: list[str]
) -> None:
    assert things(text) == things_told
