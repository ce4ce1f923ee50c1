"""A report as a council paper: a text document with headings, numbered tables and page numbers, to go on writing in."""

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from visualise.page import emphasised
from visualise.paper.plain import text_of
from visualise.report.blocks import Block, Cards, Drawn, Figure, Listing, Names, Prose
from visualise.report.figures import Figures
from visualise.report.spec import ReportSpec, Section, ShortList
from visualise.table import Table
from visualise.wording import Wording

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_A4 = (21.0, 29.7)
_MARGIN = 2.2
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}
_STILL = (1980, 1, 1, 0, 0, 0)


def council_paper(spec: ReportSpec, words: Wording) -> bytes:
    """The paper as DOCX. The same report gives the same bytes.

    Pictures are left out and named: tables say the same. Tables are numbered by fields that a word processor keeps up.
    """
    import docx

    paper = _Paper(docx.Document(), words)
    paper.begin(spec)
    for section in spec.sections:
        paper.section(section)
    target = io.BytesIO()
    paper.document.save(target)
    return _still(target.getvalue())


class _Paper:
    """The document as it grows."""

    def __init__(self, document: "Document", words: Wording) -> None:
        self.document = document
        self.words = words
        self.number = 0

    def begin(self, spec: ReportSpec) -> None:
        """Sheet, language, title, facts, the sentences to read aloud, the short lists."""
        self._sheet(spec)
        self.document.add_heading(spec.title, level=0)
        for fact in spec.facts:
            line = self.document.add_paragraph()
            line.add_run(f"{fact.label}: ").bold = True
            line.add_run(fact.value)
            line.paragraph_format.space_after = _points(2)
        for sentence in spec.sentences:
            self._say(sentence, "List Number")
        for short in spec.lists:
            self._short(short)

    def section(self, section: Section) -> None:
        """Heading, key sentence, what it consists of, its long tables."""
        self.document.add_heading(self.words(f"section.{section.key}"), level=1)
        self._say(section.say, "Intense Quote")
        if section.aside:
            self.document.add_paragraph(section.aside).runs[0].italic = True
        for block in (*section.blocks, *section.annex):
            self._block(block)

    def _block(self, block: Block) -> None:
        setters: dict[type, Callable[[Any], None]] = {
            Prose: self._prose, Listing: self._listing, Names: self._names, Cards: self._cards,
            Figures: self._figures,
        }  # fmt: skip
        setter = setters.get(type(block))
        if setter is not None:
            setter(block)
        elif isinstance(block, Drawn):
            self.document.add_paragraph(self.words("paper.mapElsewhere"))
        elif isinstance(block, Figure):
            self.document.add_paragraph(block.say)
            self.document.add_paragraph(self.words("paper.figureElsewhere"))
        for table in block.tables:
            if table.size:
                self._table(table)

    def _short(self, short: ShortList) -> None:
        self.document.add_heading(short.title, level=2)
        for item in short.items:
            line = self.document.add_paragraph(style="List Bullet")
            line.add_run(item.what).bold = True
            if item.next:
                line.add_run(f" → {item.next}")
        if not short.items:
            self.document.add_paragraph(short.empty)

    def _prose(self, block: Prose) -> None:
        if block.heading:
            self.document.add_heading(block.heading, level=2)
        for sentence in block.sentences:
            self.document.add_paragraph(sentence)

    def _listing(self, block: Listing) -> None:
        if block.heading:
            self.document.add_heading(block.heading, level=2)
        for entry, sub in block.entries:
            self.document.add_paragraph(" · ".join(part for part in (entry, sub) if part), style="List Bullet")

    def _names(self, block: Names) -> None:
        self.document.add_paragraph(f"{block.say} {', '.join(mark.text for mark in block.marks)}.")

    def _cards(self, block: Cards) -> None:
        for card in block.cards:
            self.document.add_heading(card.title, level=3)
            self.document.add_paragraph(" · ".join(part for part in (card.tag, card.where, card.text) if part))
            self.document.add_paragraph().add_run(self.words("paper.todo", todo=card.todo)).bold = True
            if card.evidence:
                self.document.add_paragraph(self.words("paper.evidence", evidence=" ".join(card.evidence)))

    def _figures(self, block: Figures) -> None:
        if block.heading:
            self.document.add_heading(block.heading, level=2)
        for sentence in block.say:
            self.document.add_paragraph(sentence)
        for plate in block.plates:
            line = self.document.add_paragraph()
            line.add_run(f"{plate.caption}: ").bold = True
            line.add_run(plate.say)
        self.document.add_paragraph(self.words("paper.figureElsewhere"))

    def _table(self, table: Table) -> None:
        self._caption(table)
        width = len(table.columns)
        grid = self.document.add_table(rows=1, cols=width, style="Light Grid")
        _repeat(grid.rows[0])
        for column, cell in zip(table.columns, grid.rows[0].cells, strict=True):
            cell.text = column.label
        for group in table.groups:
            if group.title:
                first, *others = grid.add_row().cells
                first.merge(others[-1] if others else first).text = group.title
            for row in group.rows:
                for held, cell in zip(row.cells, grid.add_row().cells, strict=False):
                    cell.text = text_of(held)
                if row.note:
                    first, *others = grid.add_row().cells
                    first.merge(others[-1] if others else first).text = row.note
        if table.rest:
            self.document.add_paragraph(table.rest)
        self.document.add_paragraph()

    def _caption(self, table: Table) -> None:
        self.number += 1
        label, _, behind = self.words("paper.table", n="\0").partition("\0")
        line = self.document.add_paragraph(style="Caption")
        line.paragraph_format.keep_with_next = True
        line.add_run(label)
        _field(line, "SEQ Table \\* ARABIC", str(self.number))
        line.add_run(f"{behind}: {table.caption}. {table.sub}".rstrip())

    def _say(self, text: str, style: str) -> None:
        line = self.document.add_paragraph(style=style)
        for strong, part in emphasised(text):
            line.add_run(part).bold = strong

    def _sheet(self, spec: ReportSpec) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Cm

        sheet = self.document.sections[0]
        sheet.page_width, sheet.page_height = Cm(_A4[0]), Cm(_A4[1])
        sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Cm(_MARGIN)
        about = self.document.core_properties
        about.title, about.language, about.author = spec.title, _LANGUAGES[self.words.language], "Geflecht"
        about.comments = ""
        normal = self.document.styles["Normal"]
        normal.font.size = _points(10)
        language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): about.language})
        normal.element.get_or_add_rPr().append(language)
        foot = sheet.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot.add_run(f"{spec.district} · {self.words('stand', stand=spec.stand)} · {self.words('paper.page')}")
        _field(foot, "PAGE", "1")
        foot.add_run(self.words("paper.of"))
        _field(foot, "NUMPAGES", "1")


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _repeat(row: Any) -> None:
    """Let a table's head stand on every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _field(line: "Paragraph", code: str, shown: str) -> None:
    """A field of ours (a number that the word processor keeps up), never of data."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = line.add_run(shown)
    line._p.append(field)
    field.append(run._r)


def _still(packed: bytes) -> bytes:
    """The same package without the clock in its entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, _STILL), old.read(entry), zipfile.ZIP_DEFLATED)
    return target.getvalue()
