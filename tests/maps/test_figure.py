"""The printed map: what stands on it, where, and in which letters."""

import io
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pypdf
import pytest
import samples
from matplotlib.figure import Figure

from geomap import maps
from geomap.errors import OutputError
from geomap.maps import content
from geomap.maps.labels import Placer
from geomap.maps.printing import wrapped
from geomap.maps.projection import Frame


def words_of(figure):
    return [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_visible() and text.get_text()]


def written(frame, path, **options):
    maps.save_figure(frame, path, **options)
    return path.read_bytes()


@pytest.fixture(scope="module")
def several():
    return maps.figure(samples.several())


def test_a_figure_has_all_that_a_map_in_a_report_carries(several):
    words = " ".join(words_of(several)).replace("\n", " ")
    for said in ("Reported incidents: Armenia–Azerbaijan border", "12–27 May 2021", "7 incidents, 9 claims from 1 report", "Incursion (3)",
                 "denied", "not delimited", "Lambert azimuthal equal-area", "WGS 84", "Example Agency, 28 May 2021",
                 "OpenStreetMap contributors (ODbL", "GeoNames (CC BY 4.0)", "do not imply endorsement", "Sev Lich / Qaragöl"):  # fmt: skip
        assert said in words
    assert {axes.get_label() for axes in several.axes} == {"map", "locator", "legend"}
    assert any(type(artist).__name__ == "ScaleBar" for artist in several.axes[0].artists)
    assert "N" in words_of(several)


def test_furniture_stands_outside_the_map(several):
    several.draw_without_rendering()
    ground, *others = (
        axes.get_window_extent() for axes in sorted(several.axes, key=lambda axes: axes.get_label() != "map")
    )
    assert not any(ground.overlaps(other) for other in others)


@pytest.mark.parametrize("name", ["several", "strip", "village"])
def test_names_cover_neither_each_other_nor_the_frame(name):
    figure = maps.figure(getattr(samples, name)())
    ground = next(axes for axes in figure.axes if axes.get_label() == "map")
    names = [text for text in ground.texts if text.get_zorder() >= 15 and not text.get_path_effects()]
    boxes = [text.get_window_extent().extents for text in names]
    frame = ground.get_window_extent().extents
    for i, box in enumerate(boxes):
        assert frame[0] <= box[0] and box[2] <= frame[2] and frame[1] <= box[1] and box[3] <= frame[3]  # noqa: PT018
        for j in range(i):
            other = boxes[j]
            shared = min(box[2], other[2]) - max(box[0], other[0]), min(box[3], other[3]) - max(box[1], other[1])
            assert min(shared) < 1.5, (names[i].get_text(), names[j].get_text())


def test_a_metre_across_is_as_long_as_a_metre_up(several):
    ground = next(axes for axes in several.axes if axes.get_label() == "map")
    one, right, up = ground.transData.transform([(0, 0), (1000, 0), (0, 1000)])
    assert right[0] - one[0] == pytest.approx(up[1] - one[1])


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_frame_gives_the_same_bytes(tmp_path, suffix):
    one, two = (written(samples.village(), tmp_path / f"{name}.{suffix}", dpi=40) for name in "ab")
    assert one == two


def test_a_png_is_as_large_as_asked_for(tmp_path):
    data = written(samples.village(), tmp_path / "map.png", dpi=50)
    assert mpl.image.imread(io.BytesIO(data)).shape[:2] == (413, 584)


def test_a_pdf_can_be_searched_in_all_four_scripts(tmp_path):
    frame = samples.village()
    frame["place"] = "Վերին Շորժա / Верхняя Шоржа / Yuxarı Şorca / ə"
    maps.save_figure(frame, tmp_path / "map.pdf")
    text = pypdf.PdfReader(tmp_path / "map.pdf").pages[0].extract_text().replace("\n", " ")
    for word in ("Վերին", "Шоржа", "Yuxarı", "Şorca", "ə"):
        assert word in text
    fonts = pypdf.PdfReader(tmp_path / "map.pdf").pages[0]["/Resources"]["/Font"].values()
    assert all("DejaVuSans" in font.get_object()["/BaseFont"] for font in fonts)


def test_text_of_a_report_is_no_formula(tmp_path):
    frame = samples.hostile()
    frame["place"] = r"$\frac{1}{0}$ _ ^ \alpha"
    figure = maps.figure(frame, title=r"$\undefined$")
    figure.draw_without_rendering()
    assert r"$\undefined$" in words_of(figure)


def test_letters_that_the_font_lacks_become_boxes():
    assert wrapped("北京 Goris", 8, 5) == ["\ufffd\ufffd Goris"]


def test_words_are_wrapped_within_their_width_and_long_ones_cut():
    assert wrapped("one two three", 8, 0.5) == ["one two", "three"]
    assert len(wrapped("x" * 500, 8, 1.0)) > 10


def test_the_users_settings_stay_as_they_were(tmp_path):
    with mpl.rc_context({"font.size": 21.0, "text.parse_math": True}):
        maps.save_figure(samples.village(), tmp_path / "map.png", dpi=40)
        assert mpl.rcParams["font.size"] == 21.0
        assert mpl.rcParams["text.parse_math"]


def test_a_figure_shows_itself_in_a_notebook_without_pyplot():
    drawn = maps.figure(samples.village())
    assert isinstance(drawn, Figure)
    assert drawn._repr_png_().startswith(b"\x89PNG")


def test_matplotlib_waits_until_something_is_drawn():
    script = "import sys, geomap.maps; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_figure_without_incidents_shows_the_region_and_says_so():
    assert "No incident with a place was found" in "\n".join(words_of(maps.figure(samples.nowhere())))


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(OutputError, match="png"):
        maps.save_figure(samples.village(), tmp_path / "map.bmp")


def test_many_incidents_are_drawn():
    assert len(words_of(maps.figure(samples.many(200)))) > 30


# ---- the parts


def test_a_frame_keeps_what_must_be_seen_and_has_the_shape_of_the_paper():
    frame = Frame((45, 39, 47, 41), aspect=1.5)
    assert frame.width_m / (frame.y[1] - frame.y[0]) == pytest.approx(1.5)
    corners = frame.projection.points(np.array([(45, 39), (47, 41), (45, 41), (47, 39)]))
    assert (corners[:, 0] > frame.x[0]).all()
    assert (corners[:, 0] < frame.x[1]).all()
    assert (corners[:, 1] > frame.y[0]).all()
    assert (corners[:, 1] < frame.y[1]).all()


def test_one_village_is_shown_with_twenty_kilometres_about_it():
    assert Frame((45, 40, 45.001, 40.001), aspect=1.0).width_m == 20_000


def test_the_projection_keeps_places_and_areas():
    frame = Frame((45, 39, 47, 41), aspect=1.0)
    lonlat = np.array([(45.5, 40.2), (46.9, 39.1)])
    assert frame.projection.lonlat(frame.projection.points(lonlat)) == pytest.approx(lonlat, abs=1e-7)
    assert frame.projection.shape(samples.circle(46.8, 40.9, 5000)).area == pytest.approx(np.pi * 5000**2, rel=0.01)


def test_labels_give_way_to_each_other_and_take_the_spared_room_last():
    placer = Placer((0, 0, 100, 100))
    placer.spare((50, 40, 100, 60))
    assert placer.beside((50, 50), 20, 10, 5) == (25, 45, 45, 55)
    assert placer.beside((50, 50), 20, 10, 5) == (25, 55, 45, 65)
    assert placer.on((50, 60), 20, 10) is None
    assert Placer((0, 0, 5, 5)).away((2, 2), 20, 10, [3]) is None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2021-05-12", "2021-05-12", "12 May 2021"),
        ("2021-05-01", "2021-05-28", "1–28 May 2021"),
        ("2021-05-28", "2021-06-02", "28 May – 2 June 2021"),
        ("2020-12-30", "2021-01-02", "30 December 2020 – 2 January 2021"),
        (None, "2021-01-02", "date unknown"),
    ],
)
def test_windows_of_days_in_words(start, end, said):
    assert content.window_text(start, end) == said


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (3500, 3500, 3500, "3.5 km"),
        (2000, 3000, 7000, "2 km to 7 km, best 3 km"),
        (2000, 2000, None, "at least 2 km"),
        (0, 300, 600, "up to 600 m"),
        (None, None, None, ""),
    ],
)
def test_distances_in_words(low, best, high, said):
    columns = {"distance_low_m": [low], "distance_best_m": [best], "distance_high_m": [high]}
    assert content.distance_of(columns, 0) == said


@pytest.mark.parametrize(
    ("relation", "place", "heading", "lengths", "said"),
    [
        ("at", "Sotk / Zod", None, (None, None, None), "Sotk / Zod"),
        ("depth_into", "Sev Lich / Qaragöl", None, (3500, 3500, 3500), "Sev Lich / Qaragöl"),
        ("direction_distance", "Goris", 45.0, (9000, 10_000, 11_000), "10 km NE of Goris"),
        ("direction_distance", "Goris", 359.0, (2000, 3000, 7000), "about 3 km N of Goris"),
        ("direction", "Goris", 202.5, (None, None, None), "SSW of Goris"),
        ("distance", "Kut", None, (0, 300, 600), "up to 600 m from Kut"),
        ("between", "Vardenis, Sotk", None, (None, None, None), "between Vardenis and Sotk"),
        ("orthogonal", "Goris", None, (None, None, None), "off Goris"),
        ("between", None, None, (None, None, None), ""),
    ],
)
def test_a_mark_beside_a_place_does_not_bear_the_places_bare_name(relation, place, heading, lengths, said):
    columns = {"relation": [relation], "place": [place], "heading_deg": [heading]}
    columns |= {f"distance_{bound}_m": [value] for bound, value in zip(("low", "best", "high"), lengths, strict=True)}
    assert content.label_of(columns, 0) == said


def test_a_town_that_a_mark_lies_beside_is_named_where_it_is():
    offset = {"place": "Goris / Gorus", "relation": "direction_distance", "heading_deg": 45.0}
    beside = samples.frame([samples.claim(1, 46.42, 39.57, 9000, **offset)])
    names = "\n".join(words_of(maps.figure(beside)))
    assert "3.5 km NE of Goris / Gorus" in names.replace("Goris /\n", "Goris / ").replace("of\n", "of ")
    assert "Goris / Gorus" in names.split("\n")


def test_one_incident_names_its_place_once():
    rows = [samples.claim(n, 45.8 + n / 10, 40.05, 3000, incident_id="one", place="Verin Shorzha") for n in (1, 2)]
    other = samples.claim(3, 46.5, 39.6, 3000, place="Verin Shorzha")
    names = {word for word in words_of(maps.figure(samples.frame([*rows, other]))) if word.startswith("Verin Shorzha")}
    assert names == {"Verin Shorzha\n12 May 2021\n2 claims", "Verin Shorzha\n12 May 2021"}


def test_the_legend_explains_only_lines_that_are_seen():
    words = " ".join(words_of(maps.figure(samples.village()))).replace("\n", " ")
    assert "border, not delimited" in words
    assert "Karki" not in words


def test_lines_to_names_cross_no_other_name():
    placer = Placer((0, 0, 100, 100), taken=[(30, 0, 55, 100)])
    placer.labels.append((60, 40, 70, 60))
    box = placer.away((50, 50), 10, 10, [25])
    assert box is not None
    ((x, y), (x_end, y_end)) = placer.ties[0]
    crossed = [60 < x + (x_end - x) * t < 70 and 40 < y + (y_end - y) * t < 60 for t in np.linspace(0, 1, 200)]
    assert not any(crossed)
    middle = (x + x_end) / 2, (y + y_end) / 2
    assert placer.on(middle, 4, 4) is None
