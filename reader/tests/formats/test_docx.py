"""Word files: what a person sees in them is what is read."""

from __future__ import annotations

import pytest
from luoshi_reader import Source, read_plan
from luoshi_reader.formats import open_source
from luoshi_reader.formats.numbering import counting
from luoshi_reader.source import Piece

from reader.tests.formats.making import WORD, cell, p, row, table, word


def lines(body: str, **more: str | bytes) -> list[str]:
    parts = {f"word/{name}.xml": content for name, content in more.items()}
    return source(body, parts).text.split("\n")[:-1]


def source(body: str, more: dict[str, str | bytes] | None = None) -> Source:
    return open_source(word(body, more=more), "计划.docx")


def listed(words: str, number: int = 1, level: int = 0) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*levels: tuple[str, str], more: str = "") -> str:
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="1"/></w:lvlOverride></w:num>{more}</w:numbering>'
    )


def styles(*made: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
        for key, name, more in made
    )
    return f"<w:styles {WORD}>{inside}</w:styles>"


CHINESE = numbering(
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)


def test_automatic_numbers_stand_as_they_are_printed() -> None:
    body = (
        listed("总体要求")
        + listed("重点任务")
        + listed("培育品牌", level=1)
        + listed("推进改造", level=1)
        + listed("建设园区", level=2)
        + listed("5个项目开工", level=2)
        + listed("甲项目", level=3)
        + listed("保障措施")
        + listed("加强领导", level=1)
    )

    assert lines(body, numbering=CHINESE) == [
        "一、总体要求",
        "二、重点任务",
        "（一）培育品牌",
        "（二）推进改造",
        "1.建设园区",
        "2. 5个项目开工",
        "①甲项目",
        "三、保障措施",
        "（一）加强领导",
    ]


def test_a_list_begins_anew_where_word_says_so_and_a_bullet_is_no_number() -> None:
    bullets = '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
    body = listed("甲") + listed("乙") + listed("丙", number=2) + listed("丁", number=3)

    assert lines(body, numbering=numbering(("decimal", "第%1条 "), more=bullets)) == [
        "第1条 甲",
        "第2条 乙",
        "第1条 丙",
        "丁",
    ]


def test_a_number_may_come_from_the_style_of_a_heading() -> None:
    part = numbering(("chineseCounting", "第%1章 ")).replace(
        "<w:numFmt", '<w:pStyle w:val="H1"/><w:numFmt'
    )
    made = styles(("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    heading = '<w:pStyle w:val="H1"/>'

    body = p("总则", heading) + p("", heading) + p("任务", heading)

    assert lines(body, numbering=part, styles=made) == ["第一章 总则", "", "第二章 任务"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (105, "一百零五")],
)
def test_numbers_are_counted_as_in_chinese(number: int, said: str) -> None:
    assert counting(number) == said


def test_headings_of_the_file_head_their_parts_without_a_number() -> None:
    made = styles(
        ("T", "Title", ""), ("H1", "heading 1", ""), ("H2", "heading 2", ""), ("N", "Normal", "")
    )
    body = (
        p("纺织产业2016年度行动计划", '<w:pStyle w:val="T"/>')
        + p("总体要求", '<w:pStyle w:val="H1"/>')
        + p("以创新为引领，全面提升产业水平。")
        + p("重点工作", '<w:pStyle w:val="H1"/>')
        + p("品牌", '<w:pStyle w:val="H2"/>')
        + p("办好服装节，培育10个品牌。")
        + p("园区", '<w:pStyle w:val="H2"/>')
        + p("建设2个园区。")
    )

    document = read_plan(source(body, {"word/styles.xml": made}))

    assert [(h.level, h.title_text) for h in document.plans[0].text.headings] == [
        (1, "纺织产业2016年度行动计划"),
        (2, "总体要求"),
        (2, "重点工作"),
        (3, "品牌"),
        (3, "园区"),
    ]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>产值达到</w:t></w:r><w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>120</w:t></w:r></w:ins><w:r><w:t>亿元。</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>"
        + p("后半句。")
        + "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
        + "<w:p><w:moveTo><w:r><w:t>移来。</w:t></w:r></w:moveTo></w:p>"
        + table(row("甲", "乙"), row("删去", "的行", properties="<w:del/>"), row("丙", "丁"))
    )

    assert lines(body) == [
        "产值达到120亿元。",
        "前半句，后半句。",
        "",
        "移来。",
        "甲\t乙",
        "丙\t丁",
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文。</w:t></w:r><w:r>"
        '<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )

    assert lines(body) == ["正文。", "框内文字"]


def test_fields_hidden_words_and_the_table_of_contents_are_left_out() -> None:
    toc = styles(("TOC1", "toc 1", ""))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
        + p("一、总体要求3", '<w:pStyle w:val="TOC1"/>')
        + "<w:sdt><w:sdtContent>"
        + p("控件内的正文。")
        + "</w:sdtContent></w:sdt>"
        + "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr>"
        "<w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t><w:br/><w:t>换行</w:t></w:r></w:p>"
    )

    assert lines(body, styles=toc) == ["控件内的正文。", "可见", "换行"]


def test_merged_cells_are_said_in_every_row_they_cover() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(
            cell("序号", begins),
            cell("工作任务", begins),
            cell("责任单位", '<w:gridSpan w:val="2"/>'),
        ),
        row(cell("", goes_on), cell("", goes_on), "牵头单位", "参加单位"),
        row("1", "培育品牌", cell("省商务厅", begins), "省财政厅、\n省科技厅"),
        row("2", "推进改造", cell("", goes_on), "省财政厅"),
        row(cell("重点工程", '<w:gridSpan w:val="4"/>')),
        row("3", "建设园区", "省科技厅", ""),
    )
    plan = p("纺织产业2016年度行动计划") + p("一、重点工作") + p("办好服装节。") + body

    read = source(plan)
    facts = [f for f in read_plan(read).facts if f.type == "assignment"]

    assert read.text.split("\n")[3:8] == [
        "序号\t工作任务\t责任单位\t",
        "\t\t牵头单位\t参加单位",
        "1\t培育品牌\t省商务厅\t省财政厅、　省科技厅",
        "2\t推进改造\t省商务厅\t省财政厅",
        "重点工程\t\t\t",
    ]
    assert [(f.number, f.leads, f.participants) for f in facts] == [
        (1, ("省商务厅",), ("省财政厅", "省科技厅")),
        (2, ("省商务厅",), ("省财政厅",)),
        (3, ("省科技厅",), ()),
    ]


def test_every_word_leads_back_to_its_paragraph_or_cell() -> None:
    body = p("第一段。") + p("") + p("第二段。") + table(row("甲", "乙"), row("丙", "丁"))

    read = source(body)

    def at(words: str) -> Piece:
        piece = read.piece(read.text.index(words))
        assert piece is not None
        assert read.text[piece.start : piece.end].startswith(words)
        return piece

    assert at("第二段").paragraph == 2
    assert (at("丁").table, at("丁").row, at("丁").column) == (1, 2, 2)
    assert read.piece(read.text.index("\t")) is None


def test_a_frame_of_one_column_is_read_as_its_paragraphs_and_two_tables_stay_two() -> None:
    body = (
        table(row("一、专栏\n内容。"))
        + table(row("甲", "乙"))
        + table(row("丙", "丁", ""), row("戊", "己", ""))
    )

    assert lines(body) == ["一、专栏", "内容。", "甲\t乙", "", "丙\t丁", "戊\t己"]
