"""Single systems that are to be built: platforms, data bases, clouds that their words tell."""

import pytest

from reader.tests.extracting import promises_of


def things(text: str) -> list[str | None]:
    return [each.object_text for each in promises_of(text)]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("构建全省统一的行政执法办件库。", "全省统一的行政执法办件库"),
        ("打造城乡统一数据资源目录，健全支撑体系。", "城乡统一数据资源目录"),
        ("迭代建设项目在线审批平台3.0版。", "项目在线审批平台3.0版"),
        ("启动清溪教育广场2.0建设，培训教师。", "清溪教育广场2.0"),
        ("打造“掌上服务平台”，加强数据归集。", "“掌上服务平台”"),
        ("建设清溪国际贸易“单一窗口”。", "清溪国际贸易“单一窗口”"),
        ("推进就业服务平台（二期）建设。", "就业服务平台（二期）"),
        ("推进专家项目申报系统建设。", "专家项目申报系统"),
        ("完成自然灾害、森林火险防控和应急救援平台建设。", "自然灾害、森林火险防控和应急救援平台"),
        ("建设社区矫正数据大脑。", "社区矫正数据大脑"),
        ("推进健康专有云建设。", "健康专有云"),
        (
            "打造集创业辅导、法律咨询、财税处理等于一体的游戏产业服务平台。",
            "集创业辅导、法律咨询、财税处理等于一体的游戏产业服务平台",
        ),
        ("上线“云岭办”APP，方便办事。", "“云岭办”APP"),
        ("建设覆盖全省检察机关的检举举报平台。", "覆盖全省检察机关的检举举报平台"),
        ("实现全省医保核心业务平台上线运行。", "全省医保核心业务平台上线运行"),
    ],
)
def test_a_system_that_its_words_tell_is_a_promise(text: str, thing: str) -> None:
    assert things(text) == [thing]


def test_each_member_of_a_list_of_unified_systems_is_one() -> None:
    assert things("建设全省统一的流量入口、人才服务超市和人才数据平台。") == [
        "全省统一的流量入口",
        "人才服务超市",
        "人才数据平台",
    ]


def test_tasks_that_share_the_noun_of_their_platforms_are_each_one() -> None:
    assert things("建设矛盾纠纷调处化解、食品安全信息报送处置等平台。") == [
        "矛盾纠纷调处化解平台",
        "食品安全信息报送处置平台",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "推进新型电力系统建设。",
        "推进公共服务平台建设。",
        "建设一批高能级科技创新平台。",
        "持续推进智慧高速云控平台建设。",
        "优化营商环境，打造营商环境3.0版。",
        "鼓励企业建设统一的数据平台。",
        "建设高水平创新平台。",
        "建设共享、交易、展示等平台。",
        "建立“服务地图”，向社会公布。",
        "全面推进服务事项接入政务服务2.0平台。",
    ],
)
def test_systems_at_large_are_no_promise(text: str) -> None:
    assert things(text) == []
