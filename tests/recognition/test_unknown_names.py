"""What a recogniser adds to a report: unresolved names, and no place that the words do not bear out."""

from __future__ import annotations

import subprocess
import sys

import geopandas as gpd
import pytest

import geomap
from geomap.errors import InputError

FOUND_BY = "spacy:xx_borders 1.2.3 (spaCy "
PUBLISHED = "2021-05-28"


def read(text, recogniser=None, **options):
    return geomap.extract(text=text, published=PUBLISHED, recogniser=recogniser, **options)


def only(incidents):
    assert len(incidents) == 1
    return incidents.iloc[0]


@pytest.fixture
def spacy_names(model):
    return f"spacy:{model}"


def test_an_unknown_village_is_unresolved_with_the_reason_and_draws_no_region(spacy_names):
    incidents = read("On May 27 Azerbaijani troops shelled Armenian positions near Tarkosh.", spacy_names)
    row = only(incidents)
    assert (row.relation, row.geometry, row.place_text) == ("none", None, "near Tarkosh")
    assert row.reading == "no place is known for Tarkosh"
    assert any(rule.startswith(FOUND_BY) for rule in row.rules)
    mention = next(m for m in incidents.attrs["mentions"] if m["text"] == "Tarkosh")
    assert not mention["resolved"]
    assert mention["reason"].startswith(f"a name no gazetteer holds; found by {FOUND_BY}")
    assert [u["text"] for u in incidents.attrs["unresolved"] if u["kind"] == "mention"] == ["Tarkosh"]


def test_the_next_known_name_is_not_taken_for_an_unknown_village(spacy_names):
    text = "On May 26 shells fell near Sotk. On May 27 an Armenian soldier was wounded in the village of Tarkosh."
    first, second = read(text, spacy_names).itertuples()
    assert (first.place, second.relation) == ("Sotk / Zod", "none")
    assert first.incident_id != second.incident_id


def test_the_area_that_the_words_put_an_unknown_village_in_is_kept_and_said(spacy_names):
    text = "On May 27 Azerbaijani troops shelled positions near the village of Qarzuban in Gegharkunik province."
    row = only(read(text, spacy_names))
    assert (row.relation, row.anchors) == ("within_admin", only(read(text)).anchors)
    assert "no place is known for Qarzuban" in row.reading
    assert "area_of_unknown_place" in row.rules


def test_a_country_is_no_area_for_an_unknown_village(spacy_names):
    row = only(
        read("On May 27 Azerbaijani troops shelled positions near the village of Tarkosh in Armenia.", spacy_names)
    )
    assert row.geometry is None


def test_the_known_villages_of_a_list_are_drawn_and_the_unknown_one_is_said(spacy_names):
    row = only(read("On May 27 the villages of Sotk, Mirzhan and Kut came under Azerbaijani fire.", spacy_names))
    assert row.place == "Sotk / Zod, Kut / Zərkənd"
    assert "no place is known for Mirzhan" in row.reading


def test_nothing_lies_between_a_known_place_and_an_unknown_one(spacy_names):
    row = only(read("On May 27 Azerbaijani troops shelled the road between Vazgul and Sotk.", spacy_names))
    assert row.geometry is None


def test_an_offset_from_a_known_place_locates_an_unknown_one(spacy_names):
    row = only(read("On May 27 Azerbaijani troops shelled positions at Tarkosh, 3 km from Sotk.", spacy_names))
    assert (row.relation, row.place) == ("distance", "Sotk / Zod")


def test_an_inflected_name_of_another_script_is_found():
    def finds(text, lang):
        return [(start, start + 10)] if (start := text.find("Кирзаводом")) >= 0 else []

    row = only(read("27 мая азербайджанские войска обстреляли позиции под селом Кирзаводом.", finds))
    assert row.geometry is None
    assert "Кирзаводом" in row.reading


EVERYDAY = (
    "YEREVAN, May 28. Armenian positions near the village of Sotk came under fire on May 27, the Defense Ministry said. "
    "The Minsk Group was told in Goris. Captain Aram was wounded 3 km from Kut, near the Armenian border."
)


def test_names_that_the_gazetteer_knows_or_doubts_change_nothing(spacy_names):
    def greedy(text, lang):
        names = ("Sotk", "village of Sotk", "Minsk", "Minsk Group", "Goris", "Armenian", "Captain Aram", "Aram", "fire")
        return [(text.find(name), text.find(name) + len(name)) for name in names]

    plain = read(EVERYDAY)
    for recogniser in (spacy_names, greedy):
        with_it = read(EVERYDAY, recogniser)
        assert with_it.to_csv() == plain.to_csv()
        assert with_it.attrs == plain.attrs


def test_off_is_the_default_and_loads_no_spacy(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(EVERYDAY, encoding="utf-8")
    code = "import sys, geomap; geomap.extract(sys.argv[1]); assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, str(report)], check=True)


def test_what_a_function_returns_beside_the_text_is_left_out():
    def wild(text, lang):
        return [(-3, 4), (5, 5), (10, 10_000), (9, 2), (0, len(text))]

    assert read(EVERYDAY, wild).attrs == read(EVERYDAY).attrs


def test_a_recogniser_that_fails_is_the_reports_problem():
    def broken(text, lang):
        raise RuntimeError("out of order")

    with pytest.raises(InputError, match="out of order"):
        read(EVERYDAY, broken)


def test_unknown_names_travel_in_the_layers_of_a_geopackage(spacy_names, tmp_path):
    geomap.save(read("On May 27 Azerbaijani troops shelled positions near Tarkosh.", spacy_names), tmp_path / "x.gpkg")
    mentions = gpd.read_file(tmp_path / "x.gpkg", layer="mentions")
    assert mentions.loc[mentions.text == "Tarkosh", "reason"].str.contains("no gazetteer holds").all()
    unresolved = gpd.read_file(tmp_path / "x.gpkg", layer="unresolved")
    assert "Tarkosh" in set(unresolved.text)


# processes


def of_this_module(text, lang):
    return [(start, start + 7)] if (start := text.find("Tarkosh")) >= 0 else []


def reports(folder):
    for number in range(3):
        text = f"On May 2{number} Azerbaijani troops shelled Armenian positions near Tarkosh."
        (folder / f"r{number}.txt").write_text(text, encoding="utf-8")
    return folder


def test_several_processes_find_what_one_does(spacy_names, tmp_path):
    source = reports(tmp_path)
    alone = geomap.extract(source, published=PUBLISHED, recogniser=spacy_names)
    together = geomap.extract(source, published=PUBLISHED, recogniser=spacy_names, workers=2)
    assert alone.to_csv() == together.to_csv()
    assert alone.attrs["mentions"] == together.attrs["mentions"]


def test_a_function_that_cannot_travel_to_other_processes_is_refused(tmp_path):
    with pytest.raises(InputError, match="at the top of a module"):
        geomap.extract(reports(tmp_path), recogniser=lambda text, lang: [], workers=2)


# places that resolve an unknown name


def answer(name, longitude, latitude, **more):
    return {
        "place_id": 1, "osm_type": "node", "osm_id": 7, "lat": str(latitude), "lon": str(longitude), "name": name,
        "type": "village", "addresstype": "village", "display_name": f"{name}, Gegharkunik Province, Armenia", **more,
    }  # fmt: skip


def test_a_service_that_is_named_is_asked_for_the_name_alone_and_its_place_is_an_anchor(spacy_names, nominatim):
    answers, asked = nominatim
    answers["Tarkosh"] = [answer("Tarkosh", 45.90, 40.22)]
    text = "On May 27 Azerbaijani troops shelled Armenian positions near the village of Tarkosh. Vazgul is quiet."
    incidents = read(text, spacy_names, online="nominatim")
    row = only(incidents)
    assert asked == ["Tarkosh"]
    assert (row.place, row.anchors, row.country) == ("Tarkosh", ["nominatim:node7"], "ARM")
    mention = next(m for m in incidents.attrs["mentions"] if m["text"] == "Tarkosh")
    assert mention["resolved"]
    assert "asked of nominatim" in mention["reason"]


def test_a_service_is_asked_for_what_a_name_may_be_a_case_form_of(spacy_names, nominatim):
    answers, asked = nominatim
    answers["Кирзавод"] = [answer("Кирзавод", 45.90, 40.22)]

    def finds(text, lang):
        return [(text.find("Кирзаводом"), text.find("Кирзаводом") + 10)]

    row = only(
        read("27 мая азербайджанские войска обстреляли позиции под селом Кирзаводом.", finds, online="nominatim")
    )
    assert asked[0] == "Кирзаводом"
    assert row.place == "Кирзавод"


def test_a_namesake_elsewhere_is_no_answer(spacy_names, nominatim):
    answers, _ = nominatim
    answers["Tarkosh"] = [answer("Tarkosh", 80.0, 20.0)]
    incidents = read(
        "On May 27 Azerbaijani troops shelled Armenian positions near Tarkosh.", spacy_names, online="nominatim"
    )
    assert only(incidents).geometry is None
    assert "nominatim knows no such place in the region" in incidents.attrs["unresolved"][-1]["reason"]


def test_a_service_that_fails_is_asked_once_and_named_and_the_rest_is_done(
    spacy_names, nominatim, run_geomap, tmp_path
):
    answers, asked = nominatim
    answers["Tarkosh"] = 403
    done = run_geomap("extract", reports(tmp_path), "--recogniser", spacy_names, "--online", "nominatim")
    assert done.returncode == 1
    assert '"relation":"none"' in done.stdout
    assert done.stderr.count("nominatim refused the request") == 1
    assert len(asked) == 1


def test_a_place_of_the_users_own_resolves_the_name(spacy_names, run_geomap, tmp_path):
    places = tmp_path / "places.csv"
    places.write_text("name,longitude,latitude,country\nTarkosh,45.9,40.22,ARM\n", encoding="utf-8")
    assert run_geomap("gazetteer", "add", places).returncode == 0
    report = tmp_path / "report.txt"
    report.write_text(
        "On May 27 Azerbaijani troops shelled Armenian positions near Tarkosh, Armenia said.", encoding="utf-8"
    )
    done = run_geomap("extract", report, "--recogniser", spacy_names)
    assert '"place":"Tarkosh"' in done.stdout
    assert "no gazetteer holds" not in done.stderr


def test_no_service_is_asked_without_a_recogniser_or_by_several_processes(spacy_names, tmp_path):
    with pytest.raises(InputError, match="name a recogniser too"):
        read(EVERYDAY, online="nominatim")
    with pytest.raises(InputError, match="one process"):
        geomap.extract(reports(tmp_path), recogniser=spacy_names, online="nominatim", workers=2)
