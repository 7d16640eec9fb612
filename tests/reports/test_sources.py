import io
import json
import sys
import threading
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geomap import reports
from geomap.errors import InputError, UnsupportedScript

STORY = "Armenian positions near the village of Sotk came under fire on Friday, the ministry said.\n"
PAGE = """<html><head><title>Shots near Sotk</title><meta property="article:published_time" content="2021-05-28T10:00:00Z">
<meta property="og:site_name" content="The Border Post"></head><body><nav>Home Sport Weather</nav><article><h1>Shots near Sotk</h1>
<p>Armenian positions near the village of Sotk came under fire on Friday, the defence ministry said in the evening.</p>
<p>No one was hurt, according to the head of the village, who spoke to our reporter by telephone.</p></article>
<footer>Copyright</footer></body></html>"""


def _read(*names, **given):
    return list(reports.read([str(n) for n in names], reports.Given(**given)))


def _one(name, **given):
    (report,) = _read(name, **given)
    assert not isinstance(report, Exception), report
    return report


def test_a_text_file_is_a_report_with_its_name_hash_time_and_language(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    report = _one(path)
    assert (report.id, report.text, report.lang) == ("story.txt", STORY, "en")
    assert len(report.source_sha256) == 64
    assert report.retrieved.tzinfo == UTC


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_russian_is_read_in_the_encodings_it_comes_in(tmp_path, encoding):
    path = tmp_path / "a.txt"
    text = "Армянские позиции у села Сотк были обстреляны в пятницу, сообщили в министерстве обороны.\n"
    path.write_bytes(text.encode(encoding))
    assert _one(path).text == text


def test_a_page_gives_its_article_title_publisher_and_date_and_not_its_menu(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    report = _one(path)
    assert "village of Sotk" in report.text
    assert "Weather" not in report.text
    assert (report.title, report.publisher, report.published) == (
        "Shots near Sotk",
        "The Border Post",
        date(2021, 5, 28),
    )


def test_a_pdf_gives_its_text(tmp_path):
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure

    figure = Figure()
    figure.text(0.1, 0.5, "Armenian positions near Sotk came under fire on Friday.")
    FigureCanvasPdf(figure).print_pdf(tmp_path / "story.pdf")
    assert "near Sotk came under fire" in _one(tmp_path / "story.pdf").text


def test_a_docx_gives_its_paragraphs_and_tables_in_order(tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("Positions near the village of Sotk came under fire.")
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "two were wounded"
    document.core_properties.title = "Daily note"
    document.save(tmp_path / "note.docx")
    report = _one(tmp_path / "note.docx")
    assert report.text.index("Sotk") < report.text.index("two were wounded")
    assert report.title == "Daily note"


def test_an_email_gives_its_text_subject_sender_and_day(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_text(
        "From: Desk <desk@example.org>\nSubject: Shots near Sotk\nDate: Fri, 28 May 2021 10:00:00 +0400\n"
        "Content-Type: text/plain; charset=utf-8\n\n" + STORY,
        "utf-8",
    )
    report = _one(path)
    assert report.text.strip() == STORY.strip()
    assert (report.title, report.published) == ("Shots near Sotk", date(2021, 5, 28))


def test_a_feed_is_one_report_a_line_and_unknown_keys_are_ignored(tmp_path):
    path = tmp_path / "feed.jsonl"
    line = {
        "id": "r1",
        "text": STORY,
        "published": "2021-05-28",
        "lang": "en",
        "title": "T",
        "url": "https://x.example",
        "publisher": "P",
        "x": 1,
    }
    path.write_text(json.dumps(line) + "\n\n" + json.dumps({"id": 2, "text": STORY}) + "\n", "utf-8")
    first, second = _read(path)
    assert (first.id, first.published, first.publisher, first.url) == (
        "r1",
        date(2021, 5, 28),
        "P",
        "https://x.example",
    )
    assert second.id == "2"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON"),
        ("[" * 9999, "no JSON"),
        ('{"id": [1], "text": "b"}', "'id'"),
        ('{"id": "a", "text": "b c", "published": [1]}', "ISO date"),
        ('{"id": "a"}', "'text'"),
        ('{"id": "a", "text": " "}', "empty"),
        ('{"id": "a", "text": "b c", "published": "May"}', "ISO date"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_rest_goes_on(tmp_path, line, reason):
    path = tmp_path / "feed.jsonl"
    path.write_text(line + "\n" + json.dumps({"id": "good", "text": STORY}), "utf-8")
    problem, good = _read(path)
    assert isinstance(problem, InputError)
    assert "line 1" in str(problem)
    assert reason in str(problem)
    assert good.id == "good"


def test_a_folder_is_walked_and_a_glob_is_matched(tmp_path):
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "deep/a.md", "skipped.exe"):
        (tmp_path / name).write_text(STORY, "utf-8")
    assert [r.id for r in _read(tmp_path)] == ["b.txt", "a.md"]
    assert [r.id for r in _read(tmp_path / "*.txt")] == ["b.txt"]


def test_a_glob_names_files_and_folders_and_one_bad_match_does_not_stop_the_others(tmp_path):
    (tmp_path / "a-empty").mkdir()
    (tmp_path / "b-full").mkdir()
    (tmp_path / "b-full" / "story.txt").write_text(STORY, "utf-8")
    problem, report = _read(tmp_path / "*")
    assert "a-empty: no report in this folder" in str(problem)
    assert report.id == "story.txt"


@pytest.mark.parametrize("name", ["", "x" * 5000, "http://[", "https://", "nothing\0here"])
def test_a_name_that_can_be_no_file_is_named_as_such(name):
    (problem,) = _read(name)
    assert isinstance(problem, InputError)


def test_standard_input_is_a_report(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert _one("-").text == STORY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"abc\0def" * 50, "binary"),
        ("قوات أذربيجان تقدمت عدة كيلومترات داخل أرمينيا يوم الجمعة".encode(), "script"),
        ("საზღვარზე სროლა იყო პარასკევს სოფელთან ახლოს".encode(), "script"),
        (b"1234 5678", "no words"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(tmp_path, content, reason):
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    (problem,) = _read(path)
    assert isinstance(problem, InputError)
    assert str(path) in str(problem)
    assert reason in str(problem)
    assert "\n" not in str(problem)


def test_a_missing_file_is_named_and_the_others_go_on(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(STORY, "utf-8")
    problem, report = _read(tmp_path / "missing.txt", good)
    assert "missing.txt: no such file" in str(problem)
    assert report.id == "good.txt"


def test_an_email_in_a_character_set_nobody_knows_is_read_all_the_same(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_text("From: desk@example.org\nContent-Type: text/plain; charset=klingon\n\n" + STORY, "utf-8")
    assert _one(path).text.strip() == STORY.strip()


def test_a_damaged_pdf_and_a_damaged_docx_are_refused(tmp_path):
    for name in ("a.pdf", "a.docx"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 nothing of the kind")
        (problem,) = _read(tmp_path / name)
        assert isinstance(problem, InputError)


def test_what_the_report_says_wins_over_what_is_given(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    assert _one(path, published=date(2020, 1, 1)).published == date(2021, 5, 28)
    assert reports.read_text(STORY, reports.Given(date(2020, 1, 1))).published == date(2020, 1, 1)


def test_a_text_in_another_script_is_refused():
    with pytest.raises(UnsupportedScript):
        reports.read_text("ქართული ტექსტი საზღვარზე")


def test_an_address_is_fetched_and_keeps_where_it_came_from():
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/story" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        report = _one(f"{address}/story")
        (problem,) = _read(f"{address}/missing")
        server.shutdown()
    assert report.url == f"{address}/story"
    assert abs((report.retrieved - datetime.now(UTC)).total_seconds()) < 60
    assert "404" in str(problem)
