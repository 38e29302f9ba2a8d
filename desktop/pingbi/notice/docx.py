"""Paper -> .docx, part by part: the only module that knows WordprocessingML.

Written by hand because it is small: python-docx 1.2.0 with lxml 6.1.3 takes 15 MB unpacked (wheels: 5.4) and 0.18 s
to begin (zipfile: 0.03 s), and page numbers that change sides, repeated heading rows, lines of a fixed height and type
that stands closer would be XML of our own all the same.
"""

from __future__ import annotations

from io import BytesIO
from math import floor
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pingbi.notice.docx_table import table_of
from pingbi.notice.markup import properties, quoted, run_of, twips, words
from pingbi.notice.paper import Paragraph, Table
from pingbi.notice.styles import (
    ACROSS,
    BOTTOM,
    DIGITS,
    FANGSONG,
    FOOT,
    HEIGHT,
    LEFT,
    LINE,
    RIGHT,
    SIZE,
    STYLES,
    TEXT_WIDTH,
    TITLE,
    TOP,
    WIDTH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.notice.paper import Paper, Run
    from pingbi.notice.styles import Style

BORN = "2000-01-01T00:00:00Z"  # the same paper gives the same bytes
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# 28 characters of 16 points are a little wider than a line. A grid of characters would do it in Word; LibreOffice makes
# 17 of them, so they stand closer by as much. In twentieths of a point.
TIGHT = floor((TEXT_WIDTH / 25.4 * 72 / ACROSS - SIZE) * 20)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
# part -> (content type, kind of relation from the document, its id)
_PARTS = {
    "styles": ("styles", "styles", "rId1"),
    "settings": ("settings", "settings", "rId2"),
    "footer1": ("footer", "footer", "rId3"),
    "footer2": ("footer", "footer", "rId4"),
    "header1": ("header", "header", "rId5"),
}


def packed(paper: Paper) -> bytes:
    """The file. Deterministic."""
    names = [name for name in _PARTS if name != "header1" or paper.marks]
    parts = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _relations(
            [
                (f"{_R}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _core(paper),
        "word/document.xml": _document(paper),
        "word/_rels/document.xml.rels": _relations([(f"{_R}/{_PARTS[name][1]}", f"{name}.xml") for name in names]),
        "word/styles.xml": _styles(paper.fonts),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _foot("right"),
        "word/footer2.xml": _foot("left"),
    }
    if paper.marks:
        mark = f"<w:p>{properties('mark')}{run_of(paper.marks)}</w:p>"
        parts["word/header1.xml"] = f"<w:hdr {_SPACES}>{mark}</w:hdr>"
    made_of = BytesIO()
    with ZipFile(made_of, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = ZipInfo(name)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0  # the same on every system
            archive.writestr(info, (_HEAD + text).encode("utf-8"))
    return made_of.getvalue()


def _content_types(names: list[str]) -> str:
    given = [("/word/document.xml", f"{_TYPE}.document.main+xml")]
    given += [(f"/word/{name}.xml", f"{_TYPE}.{_PARTS[name][0]}+xml") for name in names]
    given.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    rows = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in given)
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{usual}{rows}</Types>'


def _relations(rows: list[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _core(paper: Paper) -> str:
    when = paper.made or BORN
    spaces = (
        f'xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    title = words(paper.title.replace("\n", ""))
    return (
        f"<cp:coreProperties {spaces}><dc:title>{title}</dc:title>"
        f"<dc:creator>{words(paper.author)}</dc:creator><dc:description>{words(paper.about)}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created></cp:coreProperties>'
    )


def _fonts(east: str, digits: str) -> str:
    east, digits = quoted(east), quoted(digits)
    return f'<w:rFonts w:ascii="{digits}" w:hAnsi="{digits}" w:eastAsia="{east}" w:cs="{digits}" w:hint="eastAsia"/>'


def _styles(fonts: Mapping[str, str]) -> str:
    def typed(font: str, size: float) -> str:
        real = fonts.get(font, font)
        digits = DIGITS if font == FANGSONG else real
        bold = "<w:b/>" if font == TITLE and real != font else ""
        tight = f'<w:spacing w:val="{TIGHT}"/>' if size == SIZE else ""
        half = f"{size * 2:.0f}"  # sizes are in half points
        sizes = f'<w:kern w:val="2"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        return f"{_fonts(real, digits)}{bold}{tight}{sizes}"

    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    usual = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{typed(FANGSONG, SIZE)}{language}</w:rPr></w:rPrDefault><w:pPrDefault/>"
    )
    rows = [
        f"{usual}</w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    ]
    for key, style in STYLES.items():
        rows.append(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{style.name}"/>'
            f'<w:basedOn w:val="a"/><w:qFormat/><w:pPr>{"".join(_look(style))}</w:pPr>'
            f"<w:rPr>{typed(style.font, style.size)}</w:rPr></w:style>"
        )
    return f"<w:styles {_SPACES}>{''.join(rows)}</w:styles>"


def _look(style: Style) -> Iterator[str]:
    """The properties of a paragraph in the order in which the format wants them."""
    if style.keep:
        yield "<w:keepNext/>"
    if style.free:
        yield '<w:snapToGrid w:val="0"/>'
    before = f' w:before="{style.before * 20:.0f}"' if style.before else ""
    line = f' w:line="{style.line * 20:.0f}" w:lineRule="exact"' if style.line else ""
    if before or line:
        yield f"<w:spacing{before}{line}/>"
    made = {"firstLine": style.first, "left": style.left, "hanging": style.hanging}
    indents = "".join(
        f' w:{name}Chars="{size * 100:.0f}" w:{name}="{size * style.size * 20:.0f}"'
        for name, size in made.items()
        if size
    )
    if indents:
        yield f"<w:ind{indents}/>"
    yield f'<w:jc w:val="{style.align}"/>'
    if style.level >= 0:
        yield f'<w:outlineLvl w:val="{style.level}"/>'


def _settings() -> str:
    return (
        f'<w:settings {_SPACES}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _foot(side: str) -> str:
    """— 1 —: at the right of odd pages and the left of even ones, a character from the edge."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
    field = "".join(
        f"<w:r>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'<w:ftr {_SPACES}><w:p><w:pPr><w:pStyle w:val="foot"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
        f"{run_of('— ')}{field}{run_of(' —')}</w:p></w:ftr>"
    )


def _document(paper: Paper) -> str:
    inside = []
    for block, after in zip(paper.blocks, (*paper.blocks[1:], None), strict=True):
        inside.append(_paragraph(block, paper.fonts) if isinstance(block, Paragraph) else table_of(block))
        if isinstance(block, Table) and isinstance(after, Table):
            inside.append("<w:p/>")  # two tables in a row would be one
    if paper.blocks and isinstance(paper.blocks[-1], Table):
        inside.append(f"<w:p>{properties('end')}</w:p>")
    head = "".join(f'<w:headerReference w:type="{kind}" r:id="rId5"/>' for kind in ("default", "even") if paper.marks)
    section = (
        f'<w:sectPr>{head}<w:footerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="even" r:id="rId4"/>'
        f'<w:pgSz w:w="{twips(WIDTH)}" w:h="{twips(HEIGHT)}"/>'
        f'<w:pgMar w:top="{twips(TOP)}" w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}" w:left="{twips(LEFT)}" '
        f'w:header="{twips(20)}" w:footer="{twips(FOOT)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE * 20:.0f}"/></w:sectPr>'
    )
    return f"<w:document {_SPACES}><w:body>{''.join(inside)}{section}</w:body></w:document>"


def _run(run: Run, fonts: Mapping[str, str]) -> str:
    real = fonts.get(run.font, run.font)
    return run_of(run.text, _fonts(real, real) if run.font else "")


def _paragraph(row: Paragraph, fonts: Mapping[str, str]) -> str:
    more = ("<w:keepNext/>" if row.keep else "") + ("<w:pageBreakBefore/>" if row.page else "")
    if row.right:
        size = row.right * STYLES[row.style].size * 20
        more += f'<w:ind w:rightChars="{row.right * 100:.0f}" w:right="{size:.0f}"/>'
    return f"<w:p>{properties(row.style, more)}{''.join(_run(run, fonts) for run in row.runs)}</w:p>"
