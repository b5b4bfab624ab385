from __future__ import annotations

import pytest
from luoshi_reader.structure.marks import label_end, lost_labels, mark_of, numeral, title_end


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("一、总体要求", 2, 1),
        ("十二、保障", 2, 12),
        ("第一章 总则", 2, 1),
        ("第二部分 重点任务", 2, 2),
        ("（三）目标", 3, 3),
        ("(二十一)目标", 3, 21),
        ("第二节 目标", 3, 2),
        ("1.做强龙头", 4, 1),
        ("12．做强龙头", 4, 12),
        ("3、做强龙头", 4, 3),
        ("1.2024年目标", 4, 1),
        ("第十三条 为规范", 4, 13),
        ("第3条 为规范", 4, 3),
        ("（4）做强", 5, 4),
        ("5）做强", 5, 5),
        ("⑶做强", 5, 3),
        ("②做强", 5, 2),
        ("⒉做强", 4, 2),
        ("㈡做强", 3, 2),
        ("3﹒做强", 4, 3),
        ("1.1 培育企业", 3, 1),
        ("1.2指导思想", 3, 2),
        ("2.3.4　龙头企业", 4, 4),
    ],
)
def test_every_form_of_mark_has_its_level_and_number(text: str, level: int, number: int) -> None:
    mark = mark_of(text)

    assert mark is not None
    assert (mark.level, mark.number) == (level, number)
    assert text[mark.end] not in "、.）) "


@pytest.mark.parametrize(
    "text",
    [
        "2016年目标",
        "12.5%以上",
        "3.0版本",
        "3.5亿元资金",
        "2.5 万人就业",
        "一是做强",
        "第一条规定的情形",
        "三四线城市",
        "（2023年）",
    ],
)
def test_numbers_of_other_kinds_are_no_marks(text: str) -> None:
    assert mark_of(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十", 20), ("三十一", 31), ("一百零五", 105), ("一百二十", 120)],
)
def test_numerals_are_read(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("text", "heads", "title"),
    [
        ("做强龙头。支持甲企业。", False, "做强龙头"),
        ("做强龙头", False, "做强龙头"),
        ("做强龙头。", True, "做强龙头"),
        ("做强龙头。", False, None),
        ("依托甲地资源，围绕乙业，发展丙业，建成丁基地。再建戊。", False, None),
        ("经营主体应当依法纳税。违者退回。", False, None),
        ("以下情形：", True, None),
        ("", True, None),
    ],
)
def test_a_title_ends_at_its_first_stop_and_a_sentence_is_none(
    text: str, *, heads: bool, title: str | None
) -> None:
    end = title_end(text, 0, heads=heads)

    assert (None if end is None else text[:end]) == title


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("集成电路。落实规划。", "集成电路"),
        ("坚持以人为本、“绿色”发展。落实规划。", "坚持以人为本、“绿色”发展"),
        ("一是加快建设。落实规划。", None),
        ("这是关键一年。落实规划。", None),
        ("集成电路。", None),
        ("全年投资增长，质量提高。落实规划。", None),
    ],
)
def test_a_label_opens_a_paragraph_and_a_sentence_does_not(text: str, label: str | None) -> None:
    end = label_end(text)

    assert (None if end is None else text[:end]) == label


def test_a_label_whose_line_break_was_lost_is_found_in_mid_paragraph() -> None:
    text = "支持甲类企业。应用软件。做大乙业。"

    assert lost_labels(text) == [(7, 11)]
    assert lost_labels("支持甲企业。加强监管。做大乙业。") == []
