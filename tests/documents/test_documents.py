"""Documents: figure, caption, table of claims and sources, in Word and in PDF."""

import zipfile

import docx
import pypdf
import pytest

from geomap import documents
from geomap.errors import OutputError


def text_of_pdf(path):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_a_word_document_has_figure_caption_table_and_sources(tmp_path, samples):
    documents.save_docx(samples.several(), tmp_path / "report.docx")
    document = docx.Document(tmp_path / "report.docx")
    assert len(document.inline_shapes) == 1
    said = [paragraph.text for paragraph in document.paragraphs]
    assert any(
        text.startswith("Reported incidents: Armenia–Azerbaijan border, 12–27 May 2021: 7 incidents") for text in said
    )
    assert "Sources" in said
    assert any("https://example.org/news" in text for text in said)
    assert any("do not imply endorsement" in text for text in said)
    table = document.tables[0]
    assert len(table.rows) == 1 + 9
    assert "They advanced 3.5 km into Armenia at Sev Lich." in table.rows[1].cells[5].text
    assert document.core_properties.modified.date().isoformat() == "2021-05-28"
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_pdf_report_has_the_map_and_all_claims(tmp_path, samples):
    documents.save_pdf(samples.several(), tmp_path / "report.pdf")
    text = text_of_pdf(tmp_path / "report.pdf")
    assert len(pypdf.PdfReader(tmp_path / "report.pdf").pages) >= 2
    for said in (
        "Reported incidents",
        "Claims",
        "denied that its troops",
        "Not placed on the map",
        "Sources",
        "do not imply endorsement",
    ):
        assert said in text.replace("\n", " ")


@pytest.mark.parametrize(("write", "name"), [(documents.save_docx, "a.docx"), (documents.save_pdf, "a.pdf")])
def test_any_text_can_be_written_and_gives_the_same_bytes_again(tmp_path, samples, write, name):
    for copy in ("one", "two"):
        write(samples.hostile(), tmp_path / f"{copy}-{name}")
    assert (tmp_path / f"one-{name}").read_bytes() == (tmp_path / f"two-{name}").read_bytes()


def test_a_document_without_incidents_is_written(tmp_path, samples):
    documents.save_pdf(samples.nowhere(), tmp_path / "report.pdf")
    assert "No incident with a place was found" in text_of_pdf(tmp_path / "report.pdf").replace("\n", " ")


def test_a_long_quote_runs_over_pages(tmp_path, samples):
    frame = samples.village()
    frame["quote"] = "Войска продвинулись. " * 300
    documents.save_pdf(frame, tmp_path / "report.pdf")
    assert text_of_pdf(tmp_path / "report.pdf").count("продвинулись") == 300


@pytest.mark.parametrize(("write", "name"), [(documents.save_docx, "a.docx"), (documents.save_pdf, "a.pdf")])
def test_a_document_that_cannot_be_written_leaves_nothing(tmp_path, samples, write, name):
    with pytest.raises(OutputError):
        write(samples.village(), tmp_path / "missing" / name)
    assert list(tmp_path.iterdir()) == []
