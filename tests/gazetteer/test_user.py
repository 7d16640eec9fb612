from __future__ import annotations

import pytest

from geomap.errors import InputError
from geomap.gazetteer import EmbeddedGazetteer, embedded, user
from geomap.text import toponyms

HEADER = "name,longitude,latitude,kind,country,hy,ru,az,other\n"


def with_own_places():
    return EmbeddedGazetteer(embedded().folder, user.opened())


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_own_places_are_looked_up_and_found_in_text(tmp_path):
    file = write(
        tmp_path / "places.csv",
        HEADER + "Post Bravo,45.9,40.1,village,ARM,Պոստ Բրավո,Пост Браво,,Bravo Post; B-2 Post\n",
    )
    assert user.add(file).added == 1
    gazetteer = with_own_places()
    found = gazetteer.lookup("пост браво")[0]
    assert (found.name, found.country, found.longitude) == ("Post Bravo", "ARM", 45.9)
    mentions = toponyms.find("Fire was heard at Post Bravo on Friday.", gazetteer.name_index, "en")
    assert [(m.text, m.place_ids[0]) for m in mentions] == [("Post Bravo", found.id)]


def test_a_bad_row_is_named_with_its_line_and_the_rest_goes_in(tmp_path):
    rows = [
        "Good One,45.9,40.1,,,,,,",
        "No Latitude,45.9,,,,,,,",
        "Far Off,445.9,40.1,,,,,,",
        ",45.9,40.1,,,,,,",
        "Good Two,45.8,40.2,,,,,,",
    ]
    outcome = user.add(write(tmp_path / "p.csv", HEADER + "\n".join(rows) + "\n"))
    assert outcome.added == 2
    assert [problem.split("p.csv ")[1].split(":")[0] for problem in outcome.problems] == ["line 3", "line 4", "line 5"]
    assert "latitude '' is no number" in outcome.problems[0]
    assert "longitude '445.9' is not between" in outcome.problems[1]


def test_many_bad_rows_are_counted(tmp_path):
    outcome = user.add(write(tmp_path / "p.csv", HEADER + "x,y,z,,,,,,\n" * 50))
    assert outcome.added == 0
    assert outcome.failed == 50
    assert outcome.problems[-1] == "and 30 more rows that could not be read"


def test_columns_may_go_by_their_usual_short_names(tmp_path):
    outcome = user.add(write(tmp_path / "p.csv", "\ufeffName,Lat,Lon,extent_m\nPost Kilo,40.1,45.9,250\n"))
    assert outcome.added == 1
    assert with_own_places().lookup("Post Kilo")[0].extent_m == 250


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "name,longitude\nx,1\n"])
def test_a_file_without_the_columns_is_an_input_error(tmp_path, content):
    with pytest.raises(InputError, match="columns"):
        user.add(write(tmp_path / "p.csv", content))


def test_a_missing_or_binary_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="missing"):
        user.add(tmp_path / "missing.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\x81" * 20)
    with pytest.raises(InputError):
        user.add(tmp_path / "b.csv")


def test_adding_again_replaces(tmp_path):
    file = write(tmp_path / "p.csv", "id,name,longitude,latitude\nmine:1,Post Lima,45.9,40.1\n")
    user.add(file)
    user.add(write(file, "id,name,longitude,latitude\nmine:1,Post Lima,46.0,40.1\n"))
    assert [c.longitude for c in with_own_places().lookup("Post Lima")] == [46.0]


def geonames_row(code, name, alternates="", latitude="40.1", longitude="45.9", feature=("P", "PPL"), population="0"):
    head = [code, name, name, alternates, latitude, longitude, *feature, "AM", "", "04", "", "", ""]
    return "\t".join([*head, population, "", "1900", "Asia/Yerevan", "2020-01-01"])


def test_a_geonames_dump_is_read_row_by_row(tmp_path):
    rows = [
        geonames_row("1", "Post Mike", "Պոստ Մայք,Пост Майк"), geonames_row("2", "Lake Mike", feature=("H", "LK")),
        geonames_row("3", "Broken", latitude="north"), "too\tfew\tcolumns", geonames_row("4", "A school", feature=("S", "SCH")),
        geonames_row("5", "Mike City", population="200000"),
    ]  # fmt: skip
    outcome = user.import_geonames(write(tmp_path / "AM.txt", "\n".join(rows) + "\n"))
    assert outcome.added == 3
    assert [p.split("AM.txt ")[1].split(":")[0] for p in outcome.problems] == ["line 3", "line 4"]
    gazetteer = with_own_places()
    assert gazetteer.lookup("Պոստ Մայք")[0].id == "geonames:1"
    assert gazetteer.lookup("Lake Mike")[0].kind == "lake"
    assert gazetteer.lookup("Mike City")[0].kind == "city"


def test_a_large_dump_takes_no_more_memory_than_a_small_one(tmp_path):
    import tracemalloc

    file = write(tmp_path / "XX.txt", "\n".join(geonames_row(str(n), f"Post {n}") for n in range(20_000)) + "\n")
    tracemalloc.start()
    outcome = user.import_geonames(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcome.added == 20_000
    assert peak < 25e6


def test_a_broken_user_file_is_left_alone(tmp_path):
    user.path().parent.mkdir(parents=True)
    user.path().write_bytes(b"this is no database" * 100)
    assert user.opened() is None
