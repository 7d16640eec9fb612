import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from geomap import cli

STORY = (
    "YEREVAN, May 28, 2021. Azerbaijani troops advanced 3.5 kilometers into Armenia at Sev Lich on May 12, "
    "the Armenian Defense Ministry said.\n"
)
QUIET = "BRUSSELS, March 3, 2022. The two foreign ministers met on Thursday and spoke about trade and rail links.\n"
COMMANDS = ["map", "extract", "render", "geocode", "footprint", "review", "gazetteer"]


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


@pytest.mark.parametrize(
    "command", [*([name] for name in COMMANDS), ["gazetteer", "info"], ["gazetteer", "add"], ["gazetteer", "import"]]
)
def test_every_command_has_help_with_an_example(command):
    result = CliRunner().invoke(cli.geomap, [*command, "--help"])
    assert result.exit_code == 0
    assert f"Example: geomap {command[0]}" in result.output


def test_extract_prints_geojson_and_says_the_rest_on_standard_error(run_geomap, story):
    result = run_geomap("extract", story)
    assert result.returncode == 0
    assert json.loads(result.stdout)["type"] == "FeatureCollection"
    assert "1 claim of 1 incident in 1 report" in result.stderr


def test_map_writes_every_output_from_one_reading(run_geomap, story, tmp_path):
    names = ["map.html", "map.png", "map.svg", "map.pdf", "map.docx"]
    outputs = [part for name in names for part in ("-o", tmp_path / name)]
    result = run_geomap("map", story, *outputs)
    assert result.returncode == 0, result.stderr
    assert all((tmp_path / name).stat().st_size > 1000 for name in names)
    assert result.stderr.count("claim of") == 1


def test_saved_incidents_are_drawn_and_filtered(run_geomap, story, tmp_path):
    assert run_geomap("extract", story, "-o", tmp_path / "i.gpkg").returncode == 0
    result = run_geomap(
        "render",
        tmp_path / "i.gpkg",
        "-o",
        tmp_path / "m.html",
        "--since",
        "2021-05-01",
        "--side",
        "ARM",
        "--type",
        "incursion",
        "--bbox",
        "44,38,48,42",
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "m.html").exists()


def test_a_report_without_incidents_is_done_with_empty_outputs_and_said(run_geomap, tmp_path):
    path = tmp_path / "quiet.txt"
    path.write_text(QUIET, "utf-8")
    result = run_geomap("extract", path, "-o", tmp_path / "none.geojson")
    assert result.returncode == 0
    assert "no incident found" in result.stderr
    assert json.loads((tmp_path / "none.geojson").read_text("utf-8"))["features"] == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        ("საზღვარზე სროლა იყო".encode(), "script"),
    ],
)
def test_an_input_that_cannot_be_read_alone_is_status_2_in_one_line(run_geomap, tmp_path, content, reason):
    path = tmp_path / "report.txt"
    if content is not None:
        path.write_bytes(content)
    result = run_geomap("map", path, "-o", tmp_path / "map.html")
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert str(path) in result.stderr
    assert reason in result.stderr
    assert not (tmp_path / "map.html").exists()


def test_one_bad_input_among_several_is_named_the_others_are_done_and_status_is_1(run_geomap, story, tmp_path):
    result = run_geomap("extract", tmp_path / "missing.txt", story, "-o", tmp_path / "i.geojson")
    assert result.returncode == 1
    assert "missing.txt: no such file" in result.stderr
    assert len(json.loads((tmp_path / "i.geojson").read_text("utf-8"))["features"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["map", "x.txt"],
        ["map", "x.txt", "-o", "map.gif"],
        ["extract", "x.txt", "-o", "i.shp"],
        ["extract"],
        ["extract", "x.txt", "--published", "May"],
        ["render", "missing.geojson", "-o", "m.html"],
        ["render", "missing.geojson", "-o", "m.html", "--type", "war"],
        ["geocode", "Goris", "--near", "nan,nan"],
        ["gazetteer", "add", "missing.csv"],
        ["footprint", "near Goris", "--anchor", "Goris"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_status_2_and_no_traceback(run_geomap, tmp_path, arguments):
    result = run_geomap(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_an_output_that_cannot_be_written_is_status_1_and_leaves_nothing(run_geomap, story, tmp_path):
    result = run_geomap("extract", story, "-o", tmp_path / "no" / "i.geojson")
    assert result.returncode == 1
    assert "does not exist" in result.stderr
    assert list(tmp_path.iterdir()) == [story]


@pytest.mark.parametrize("suffix", [".html", ".png", ".svg", ".pdf", ".docx"])
def test_a_map_without_incidents_is_drawn_too(run_geomap, tmp_path, suffix):
    result = run_geomap("map", "-", "-o", tmp_path / f"map{suffix}", stdin=QUIET)
    assert result.returncode == 0, result.stderr
    assert "no incident found" in result.stderr
    assert (tmp_path / f"map{suffix}").stat().st_size > 1000


def test_filters_that_leave_no_incident_give_an_empty_map_and_say_so(run_geomap, story, tmp_path):
    result = run_geomap("map", story, "-o", tmp_path / "map.html", "--since", "2030-01-01")
    assert result.returncode == 0, result.stderr
    assert "shows no incident" in result.stderr
    assert (tmp_path / "map.html").exists()


def test_report_makes_a_pdf_a_document_of_several_pages(run_geomap, story, tmp_path):
    import pypdf

    for name, *options in (["figure.pdf"], ["document.pdf", "--report"]):
        assert run_geomap("map", story, "-o", tmp_path / name, *options).returncode == 0
    pages = {path.stem: len(pypdf.PdfReader(path).pages) for path in tmp_path.glob("*.pdf")}
    assert pages["figure"] == 1
    assert pages["document"] > 1


def test_a_run_that_fails_overwrites_none_of_its_outputs(run_geomap, story, tmp_path):
    first, last = tmp_path / "map.html", Path("/proc/map.png")
    first.write_text("old", "utf-8")
    result = run_geomap("map", story, "-o", first, "-o", last)
    assert result.returncode == 1
    assert "/proc/map.png: cannot be written" in result.stderr
    assert first.read_text("utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == [first, story]


def test_an_interrupted_run_leaves_what_was_there(story, tmp_path):
    output = tmp_path / "i.geojson"
    output.write_text("old", "utf-8")
    command = [sys.executable, "-m", "geomap", "extract", "-", "-o", output]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        time.sleep(1.5)  # until it waits for its input
        run.terminate()
        assert b"Traceback" not in run.stderr.read()
    assert run.returncode == 1
    assert output.read_text("utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == [output, story]


def test_a_reader_that_has_enough_is_no_failure(story):
    command = [sys.executable, "-m", "geomap", "extract", story]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
    assert run.returncode == 0


def test_standard_input_is_read(run_geomap):
    result = run_geomap("extract", "-", stdin=STORY)
    assert json.loads(result.stdout)["features"][0]["properties"]["report_id"] == "standard input"


def test_the_same_input_gives_the_same_bytes(run_geomap, story):
    assert run_geomap("extract", story).stdout == run_geomap("extract", story).stdout


def test_a_footprint_is_one_feature_on_one_line_with_json(run_geomap):
    result = run_geomap("footprint", "10 km north-east of Goris", "--json")
    assert result.returncode == 0, result.stderr
    (line,) = result.stdout.strip().splitlines()
    assert json.loads(line)["properties"]["relation"] == "direction_distance"


def test_an_anchor_given_beats_the_gazetteer(run_geomap):
    result = run_geomap("footprint", "at Goris", "--anchor", "Goris=45.0,40.0,200", "--json")
    assert abs(json.loads(result.stdout)["properties"]["longitude"] - 45.0) < 0.1


def test_a_phrase_that_cannot_be_read_says_why(run_geomap):
    result = run_geomap("footprint", "somewhere nice")
    assert result.returncode == 2
    assert "somewhere nice" in result.stderr


def test_geocode_prints_a_table_or_json(run_geomap):
    table = run_geomap("geocode", "Basarkechar")
    assert "Vardenis" in table.stdout
    (entry,) = json.loads(run_geomap("geocode", "Basarkechar", "--json").stdout)
    assert entry["query"] == "Basarkechar"
    assert {
        "id",
        "name",
        "names",
        "kind",
        "longitude",
        "latitude",
        "extent_m",
        "country",
        "admin1",
        "score",
        "reasons",
    } <= set(entry["candidates"][0])


def test_explain_names_every_stage(run_geomap, story):
    result = run_geomap("extract", story, "--explain")
    for stage in ("toponyms", "distances", "dates", "place expressions", "claims", "dropped"):
        assert stage in result.stdout


def test_a_service_that_does_not_answer_is_named_and_the_offline_candidates_are_printed(
    run_geomap, monkeypatch, tmp_path
):
    monkeypatch.setenv("GEOMAP_NOMINATIM_URL", "http://127.0.0.1:9")  # nothing listens there
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    result = run_geomap("geocode", "Sotk", "--online", "nominatim")
    assert result.returncode == 1
    assert "nominatim" in result.stderr.lower()
    assert "Sotk" in result.stdout
