"""Why a file is not read: each reason with its code, a sentence, and what the person can do."""

from __future__ import annotations

from typing import Final

from luoshi_reader.errors import ReadingError

#: Reason → (what is so, what to do); words in braces are filled in.
REASONS: Final = {
    "encrypted": (
        "文件设有密码，打不开。",
        "请取消密码（另存一份不加密的）后再试。",
    ),
    "macros": (
        "文件带有宏（可执行的程序），为安全起见不予读取。",
        "请另存为不含宏的.docx或.xlsx后再试。",
    ),
    "bomb": (
        "文件解压后远远超过一份计划应有的大小，可能已损坏或有恶意，没有打开。",
        "请确认文件来源；确是计划的，请复制正文另存为新文件后再试。",
    ),
    "entities": (
        "文件内部声明了外部或自定义实体，正常的办公软件不会这样写，没有打开。",
        "请确认文件来源；确是计划的，请用Word或WPS打开后另存一份再试。",
    ),
    "damaged": (
        "文件已损坏或不完整，读不下去。",
        "请用Word、WPS或阅读器打开，确认内容完整后另存一份再试。",
    ),
    "too_many_pages": (
        "文件有{pages}页，超过{most}页的上限。",
        "请只取计划所在的页，另存后再试。",
    ),
    "too_heavy": (
        "读取该文件所需的时间或内存超过上限，已停止。",
        "请将文件拆分，或另存为.docx、.txt后再试。",
    ),
    "scan": (
        "文件有扫描页：{pages}是图片，没有可读的文字。",
        "请先用文字识别（OCR）软件转成文字，或索取电子版；单位配有识别程序的，请管理员启用。",
    ),
    "no_text": (
        "文件中没有文字。",
        "请检查文件，重新选择后再试。",
    ),
    "no_library": (
        "读取此类文件需要 {name}，尚未安装。",
        "请安装 luoshi-reader[files]，或另存为纯文本（.txt）后再试。",
    ),
    "no_office": (
        "这是Word旧格式（.doc、.wps）或RTF文件，本机没有安装LibreOffice，无法转换。",
        "请用Word或WPS另存为.docx后再试。",
    ),
    "not_converted": (
        "LibreOffice没有能够转换该文件，可能设有密码或已损坏。",
        "请用Word或WPS打开，另存为.docx后再试。",
    ),
    "unknown": (
        "这是{kind}，不是可读的计划文件。",
        "请提供.docx、.doc、.pdf、.html、.xlsx、.ofd、.txt或.md文件。",
    ),
    "ocr_failed": (
        "文字识别程序在第{page}页没有给出文字（{why}）。",
        "请管理员检查文字识别程序的设置，或先自行转成文字后再试。",
    ),
}


def refused(reason: str, **told: object) -> ReadingError:
    """Return the refusal ``files.<reason>``, its sentence filled in with `told`."""
    message, next_step = REASONS[reason]
    return ReadingError(f"files.{reason}", message.format(**told), next_step=next_step)
