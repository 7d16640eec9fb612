"""Recognisers by name: spaCy's models, other packages' kinds, and what is said where one cannot be had."""

from __future__ import annotations

import sys

import pytest
import spacy

import geomap
from geomap import recognition
from geomap.errors import InputError, MissingExtra
from geomap.gazetteer import embedded
from geomap.model import Mention, Span
from geomap.text.recognisers import GazetteerNames, Recogniser


def test_the_gazetteers_own_finder_is_a_recogniser():
    finder = GazetteerNames(embedded().name_index)
    assert isinstance(finder, Recogniser)
    assert [m.text for m in finder.find("Shells fell near Sotk.", "en")] == ["Sotk"]


def test_a_model_is_opened_by_its_folder_and_named_with_its_version(model):
    names = recognition.opened(f"spacy:{model}")
    assert names.name == f"spacy:xx_borders 1.2.3 (spaCy {spacy.__version__})"
    assert recognition.opened(f"spacy:{model}") is names
    found = names.find("Aram left Qarzuban for Minsk.", "en")
    assert [(m.text, m.span.start) for m in found] == [("Qarzuban", 10), ("Minsk", 23)]


def test_a_long_text_is_read_in_pieces_and_no_name_is_lost_or_moved(model):
    text = "\n".join(f"{number} men left Qarzuban for the hills." for number in range(40_000))
    found = list(recognition.opened(f"spacy:{model}").find(text, "en"))
    assert len(found) == 40_000
    assert all(m.span.of(text) == m.text == "Qarzuban" for m in found)


def test_a_model_of_one_language_is_not_asked_about_another(model_in):
    english = recognition.opened(f"spacy:{model_in('en')}")
    assert [m.text for m in english.find("Qarzuban", "en")] == ["Qarzuban"]
    assert list(english.find("Qarzuban", "az")) == []


def test_a_model_that_is_not_installed_says_how_to_get_it():
    with pytest.raises(InputError, match="python -m spacy download xx_ent_wiki_nowhere"):
        recognition.opened("spacy:xx_ent_wiki_nowhere")


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(InputError, match=r"holds no spaCy model: give the folder that has its config\.cfg"):
        recognition.opened(f"spacy:{tmp_path}")


def test_a_pipeline_that_names_no_entities_is_refused(tmp_path):
    spacy.blank("xx").to_disk(tmp_path / "blank")
    with pytest.raises(InputError, match="names no entities"):
        recognition.opened(f"spacy:{tmp_path / 'blank'}")


def test_a_model_must_be_named():
    with pytest.raises(InputError, match="name the spaCy model"):
        recognition.opened("spacy:")


def test_without_the_extra_its_name_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra, match=r"needs spaCy: install it with  pip install 'geomap\[ner\]'"):
        recognition.opened("spacy:any_model")


def test_an_unknown_kind_names_those_there_are():
    with pytest.raises(InputError, match="no recogniser is called 'oracle': there are spacy"):
        recognition.opened("oracle:delphi")


def test_what_is_no_recogniser_is_refused():
    with pytest.raises(InputError, match="is no recogniser"):
        recognition.opened(42)


def test_another_package_adds_a_kind_by_an_entry_point(tmp_path, monkeypatch):
    (tmp_path / "listed.py").write_text(
        "def opened(names):\n"
        "    def find(text, lang):\n"
        "        return [(text.find(n), text.find(n) + len(n)) for n in names.split('+') if n in text]\n"
        "    return find\n",
        encoding="utf-8",
    )
    info = tmp_path / "listed-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: listed\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[geomap.recognisers]\nlisted = listed:opened\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    text = "On May 27, 2021 Azerbaijani troops shelled Armenian positions near Tarkosh."
    incidents = geomap.extract(text=text, recogniser="listed:Tarkosh+Vazgul")
    assert incidents.attrs["unresolved"][-1]["text"] == "Tarkosh"


def test_an_object_of_ones_own_is_a_recogniser():
    class Own:
        name = "own 1.0"

        def find(self, text, lang):
            start = text.index("Tarkosh")
            yield Mention(Span(start, start + 7), "Tarkosh")

    incidents = geomap.extract(text="On May 27, 2021 Azerbaijani troops shelled posts near Tarkosh.", recogniser=Own())
    assert incidents.attrs["unresolved"][-1]["reason"] == "a name no gazetteer holds; found by own 1.0"


@pytest.mark.parametrize(
    ("recogniser", "status", "says"),
    [("spacy:xx_nowhere", 2, "spacy download xx_nowhere"), ("oracle:x", 2, "no recogniser is called 'oracle'")],
)
def test_the_command_says_in_one_line_what_is_missing(run_geomap, examples, recogniser, status, says):
    done = run_geomap("extract", examples / "sev-lich.txt", "--recogniser", recogniser)
    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_command_takes_a_model_by_its_folder_and_names_what_no_gazetteer_holds(run_geomap, model, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("On May 27, 2021 Azerbaijani troops shelled Armenian posts near Tarkosh.", encoding="utf-8")
    done = run_geomap("extract", report, "--recogniser", f"spacy:{model}", "--explain")
    assert done.returncode == 0
    assert "no gazetteer holds Tarkosh" in done.stderr
    assert (
        "'Tarkosh' (recognised) is nothing: a name no gazetteer holds; found by spacy:xx_borders 1.2.3" in done.stdout
    )
