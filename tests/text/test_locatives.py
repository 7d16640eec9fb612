from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import in_proportion

from geomap.errors import NotRead
from geomap.model import Mention, Span
from geomap.text import directions, distances, locatives

# (words of a name as the text has them) -> (kind the text gives, place ids)
KNOWN = {
    "Armenia": ("", ("country:ARM",)),
    "Армении": ("", ("country:ARM",)),
    "Հայաստանի": ("", ("country:ARM",)),
    "Ermənistan": ("", ("country:ARM",)),
    "Lori": ("province", ()),
    "Лори": ("province", ()),
    "Լոռու մարզի": ("province", ()),
    "Lori vilayətinin": ("province", ()),
}


def mentions(text, *names):
    found, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        kind, ids = KNOWN.get(name, ("", ()))
        found.append(Mention(Span(start, at), name, ids, kind_hint=kind))
    return found


def find(lang, text, *names):
    named = mentions(text, *names)
    return locatives.find(text, lang, named, distances.find(text, lang), directions.find(text, lang))


def only(lang, text, *names):
    found = find(lang, text, *names)
    assert len(found) == 1, found
    return found[0]


MIDWAY = [
    ("en", "half-way between Marts and Atan", ["Marts", "Atan"]),
    ("ru", "на полпути между Марцем и Атаном", ["Марцем", "Атаном"]),
    ("hy", "Մարցի և Աթանի կեսճանապարհին", ["Մարցի", "Աթանի"]),
    ("az", "Mars və Atan arasında yolun yarısında", ["Mars", "Atan"]),
]
LISTED = [
    ("en", "Marts, 4 km NE", ["Marts"]),
    ("en", "Marts; 4 km to the north-east.", ["Marts"]),
    ("ru", "Марц, 4 км к северо-востоку", ["Марц"]),
    ("hy", "Մարց, 4 կմ հյուսիս-արևելք", ["Մարց"]),
    ("az", "Mars, 4 km şimal-şərq", ["Mars"]),
]
BY_ROAD = [
    ("en", "4 km (by road) north of Marts", ["Marts"]),
    ("en", "4 km by road from Marts", ["Marts"]),
    ("en", "4 km up the road from Marts", ["Marts"]),
]
OTHER_BORDERS = [
    ("en", "shots on the Iranian border", []),
    ("en", "the Armenian-Iranian border", []),
    ("ru", "на армяно-иранской границе", []),
]


@pytest.mark.parametrize(("lang", "text", "names"), MIDWAY)
def test_halfway_is_the_middle_between(lang, text, names):
    found = only(lang, text, *names)
    assert (found.relation, found.manner, anchors(found)) == ("between", "midway", names)


@pytest.mark.parametrize(("lang", "text", "names"), LISTED)
def test_a_locality_as_lists_write_it_is_an_offset(lang, text, names):
    found = only(lang, text, *names)
    assert (found.relation, found.distance.best_m, found.heading.degrees) == ("direction_distance", 4000, 45)


def test_two_legs_after_the_place_are_an_offset_along_both():
    found = only("en", "Marts, 4 km N, 2 km E", "Marts")
    assert (found.relation, found.heading.degrees, found.second_heading.degrees) == ("orthogonal", 0, 90)


def test_in_running_text_what_follows_a_place_is_no_offset_from_it():
    found = find("en", "Fire was heard at Marts, 4 km north, as troops moved", "Marts")
    assert [f.relation for f in found] == ["at"]


@pytest.mark.parametrize(("lang", "text", "names"), BY_ROAD)
def test_a_distance_by_road_says_so(lang, text, names):
    assert only(lang, text, *names).manner == "road"


@pytest.mark.parametrize(("lang", "text", "names"), OTHER_BORDERS)
def test_the_border_with_another_country_is_not_this_one(lang, text, names):
    assert find(lang, text, *names) == []


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "the eastern outskirts of Marts", "Marts"),
        ("ru", "восточные окраины Марца", "Марца"),
        ("hy", "Մարցի արևելյան ծայրամասում", "Մարցի"),
        ("az", "Mars kəndinin şərq kənarında", "Mars"),
    ],
)
def test_outskirts_on_one_side_are_part_of_them(lang, text, name):
    found = only(lang, text, name)
    assert (found.relation, found.manner, found.part.degrees) == ("near", "outskirts", 90)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "the north of Lori", "Lori"),
        ("en", "northern Lori", "Lori"),
        ("ru", "север Лори", "Лори"),
        ("hy", "Լոռու մարզի հյուսիսը", "Լոռու մարզի"),
        ("az", "Lori vilayətinin şimal hissəsi", "Lori vilayətinin"),
    ],
)
def test_a_part_of_an_area_needs_no_word_before_it(lang, text, name):
    found = only(lang, text, name)
    assert (found.relation, found.part.degrees) == ("within_admin", 0)


def anchors(locative):
    return [m.text for m in locative.anchors]


RELATIONS = [
    ("en", "a post at Marts was hit", ["Marts"], "at", ""),
    ("en", "fell near the village of Marts", ["Marts"], "near", ""),
    ("en", "on the outskirts of Marts", ["Marts"], "near", "outskirts"),
    ("en", "just outside Marts", ["Marts"], "at", "outside"),
    ("en", "on the approaches to Marts", ["Marts"], "near", "approaches"),
    ("en", "4 km from Marts", ["Marts"], "distance", ""),
    ("en", "within 4 km of Marts", ["Marts"], "near", ""),
    ("en", "4 km south-west of Marts", ["Marts"], "direction_distance", ""),
    ("en", "to the south of Marts", ["Marts"], "direction", ""),
    ("en", "4 km east and 2 km north of Marts", ["Marts"], "orthogonal", ""),
    ("en", "between Marts and Atan", ["Marts", "Atan"], "between", ""),
    ("en", "on the road from Marts to Atan", ["Marts", "Atan"], "along", "road"),
    ("en", "on the shore of Lake Tsover", ["Tsover"], "along", "shore"),
    ("en", "on the Marts section of the border", ["Marts"], "border_section", ""),
    ("en", "the state border near Marts", ["Marts"], "border_section", ""),
    ("en", "on several sections of the border", [], "border_section", ""),
    ("en", "on the line of contact near Marts", ["Marts"], "border_section", "line_of_contact"),
    ("en", "positions in the direction of Marts", ["Marts"], "border_section", ""),
    ("en", "in Lori province", ["Lori"], "within_admin", ""),
    ("en", "in the north of Lori province", ["Lori"], "within_admin", ""),
    ("en", "4 km into Armenia", ["Armenia"], "depth_into", ""),
    ("en", "moved 4 km toward Marts", ["Marts"], "toward", ""),
    ("en", "posts opposite Marts", ["Marts"], "opposite", ""),
    ("ru", "упал в селе Марц", ["Марц"], "at", ""),
    ("ru", "неподалеку от Марца", ["Марца"], "near", ""),
    ("ru", "на окраине Марца", ["Марца"], "near", "outskirts"),
    ("ru", "на подступах к Марцу", ["Марцу"], "near", "approaches"),
    ("ru", "в 4 км от Марца", ["Марца"], "distance", ""),
    ("ru", "в радиусе 4 км от Марца", ["Марца"], "near", ""),
    ("ru", "в 4 км юго-западнее Марца", ["Марца"], "direction_distance", ""),
    ("ru", "к югу от Марца", ["Марца"], "direction", ""),
    ("ru", "в 4 км к востоку и 2 км к северу от Марца", ["Марца"], "orthogonal", ""),
    ("ru", "между Марцем и Атаном", ["Марцем", "Атаном"], "between", ""),
    ("ru", "на дороге из Марца в Атан", ["Марца", "Атан"], "along", "road"),
    ("ru", "на берегу озера Цовер", ["Цовер"], "along", "shore"),
    ("ru", "на участке границы у Марца", ["Марца"], "border_section", ""),
    ("ru", "на отдельных участках границы", [], "border_section", ""),
    ("ru", "на линии соприкосновения у Марца", ["Марца"], "border_section", "line_of_contact"),
    ("ru", "позиции в направлении Марца", ["Марца"], "border_section", ""),
    ("ru", "на севере Лори", ["Лори"], "within_admin", ""),
    ("ru", "на 4 км вглубь Армении", ["Армении"], "depth_into", ""),
    ("ru", "на 4 км в сторону Марца", ["Марца"], "toward", ""),
    ("ru", "пост напротив Марца", ["Марца"], "opposite", ""),
    ("hy", "Մարցում", ["Մարցում"], "at", ""),
    ("hy", "Մարց գյուղի մոտ", ["Մարց"], "near", ""),
    ("hy", "Մարցի ծայրամասում", ["Մարցի"], "near", "outskirts"),
    ("hy", "Մարցի մատույցներում", ["Մարցի"], "near", "approaches"),
    ("hy", "Մարցից 4 կմ հեռավորության վրա", ["Մարցից"], "distance", ""),
    ("hy", "Մարցից 4 կմ հարավ-արևմուտք", ["Մարցից"], "direction_distance", ""),
    ("hy", "Մարցից հարավ", ["Մարցից"], "direction", ""),
    ("hy", "Մարցի և Աթանի միջև", ["Մարցի", "Աթանի"], "between", ""),
    ("hy", "Մարց-Աթան ճանապարհին", ["Մարց", "Աթան"], "along", "road"),
    ("hy", "սահմանի Մարցի հատվածում", ["Մարցի"], "border_section", ""),
    ("hy", "Մարցի ուղղությամբ", ["Մարցի"], "border_section", ""),
    ("hy", "Լոռու մարզի հյուսիսում", ["Լոռու մարզի"], "within_admin", ""),
    ("hy", "Հայաստանի տարածք 4 կմ խորությամբ", ["Հայաստանի"], "depth_into", ""),
    ("hy", "դեպի Մարց", ["Մարց"], "toward", ""),
    ("hy", "Մարցի դիմաց", ["Մարցի"], "opposite", ""),
    ("az", "Mars kəndində", ["Mars"], "at", ""),
    ("az", "Mars kəndi yaxınlığında", ["Mars"], "near", ""),
    ("az", "Mars kəndinin kənarında", ["Mars"], "near", "outskirts"),
    ("az", "Marsdan 4 km məsafədə", ["Marsdan"], "distance", ""),
    ("az", "Marsdan 4 km cənub-qərbdə", ["Marsdan"], "direction_distance", ""),
    ("az", "Marsdan cənubda", ["Marsdan"], "direction", ""),
    ("az", "Mars və Atan arasında", ["Mars", "Atan"], "between", ""),
    ("az", "Mars-Atan yolunda", ["Mars", "Atan"], "along", "road"),
    ("az", "sərhədin Mars istiqamətində", ["Mars"], "border_section", ""),
    ("az", "Lori vilayətinin şimalında", ["Lori vilayətinin"], "within_admin", ""),
    ("az", "Ermənistan ərazisinə 4 km dərinliyə", ["Ermənistan"], "depth_into", ""),
    ("az", "Mars kəndinin qarşısında", ["Mars"], "opposite", ""),
]


@pytest.mark.parametrize(("lang", "text", "names", "relation", "manner"), RELATIONS)
def test_words_of_place_become_a_relation(lang, text, names, relation, manner):
    locative = only(lang, text, *names)
    assert (locative.relation, locative.manner) == (relation, manner)
    assert locative.text == locative.span.of(text)
    assert locative.rules
    assert not locative.origin
    if relation != "depth_into":
        assert anchors(locative) == names


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "fired from positions near Marts", ["Marts"]),
        ("en", "from the direction of Marts", ["Marts"]),
        ("ru", "огонь с постов в селе Марц", ["Марц"]),
        ("ru", "со стороны Марца", ["Марца"]),
        ("hy", "Մարցի ուղղությունից", ["Մարցի"]),
        ("hy", "Մարց գյուղից կրակ", ["Մարց"]),
        ("az", "Mars kəndindəki mövqelərdən", ["Mars"]),
        ("az", "Mars istiqamətindən", ["Mars"]),
    ],
)
def test_where_fire_came_from_is_an_origin(lang, text, names):
    assert only(lang, text, *names).origin


def test_depth_and_place_are_one_expression():
    locative = only("en", "3 km into Armenia at Marts", "Armenia", "Marts")
    assert (locative.relation, locative.into_country, locative.distance.best_m) == ("depth_into", "ARM", 3000)
    assert [(a.relation, anchors(a)) for a in locative.also] == [("at", ["Marts"])]


def test_a_depth_said_after_its_place_joins_it():
    text = "near Marts they have gone in several kilometres; at Atan nothing moved"
    found = find("en", text, "Marts", "Atan")
    assert [(f.relation, anchors(f)) for f in found] == [("depth_into", ["Marts"]), ("at", ["Atan"])]


def test_a_depth_with_the_border_alone_is_the_strip_along_it():
    locative = only("en", "advanced several kilometers and crossed some sections of the frontier")
    assert locative.relation == "depth_into"
    assert locative.anchors == ()
    assert locative.distance.text == "several kilometers"


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "shots at Marts, which lies 9 km north of Atan, were heard", ["Marts", "Atan"]),
        ("ru", "в селе Марц, расположенном в 9 км к северу от Атана, слышны выстрелы", ["Марц", "Атана"]),
        ("hy", "Մարց գյուղում, որը Աթանից 9 կմ հյուսիս է", ["Մարց", "Աթանից"]),
        ("hy", "Աթանից 9 կմ հյուսիս գտնվող Մարց գյուղում", ["Աթանից", "Մարց"]),
    ],
)
def test_an_offset_that_describes_a_place_does_not_move_it(lang, text, names):
    locative = only(lang, text, *names)
    assert locative.relation == "at"
    assert anchors(locative) == [names[0] if names[0].startswith(("M", "М", "Մ")) else names[1]]
    assert "locative:described" in locative.rules


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "near the villages of Marts, Atan and Dsegh", ["Marts", "Atan", "Dsegh"]),
        ("ru", "у сел Марц, Атан и Дсех", ["Марц", "Атан", "Дсех"]),
        ("hy", "Մարց, Աթան և Դսեղ գյուղերի մոտ", ["Մարց", "Աթան", "Դսեղ"]),
        ("az", "Mars, Atan və Dsex kəndləri yaxınlığında", ["Mars", "Atan", "Dsex"]),
    ],
)
def test_a_list_of_places_is_one_expression(lang, text, names):
    locative = only(lang, text, *names)
    assert anchors(locative) == names
    assert locative.relation == "near"


def test_names_that_only_a_comma_joins_are_apart():
    assert [anchors(f) for f in find("en", "at Marts, Atan residents said", "Marts", "Atan")] == [["Marts"]]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "near Marts in Lori province", ["Marts", "Lori"]),
        ("hy", "Լոռու մարզի Մարց գյուղի մոտ", ["Լոռու մարզի", "Մարց"]),
        ("az", "Lori vilayətinin Mars kəndi yaxınlığında", ["Lori vilayətinin", "Mars"]),
    ],
)
def test_what_a_place_lies_in_narrows_it(lang, text, names):
    locative = only(lang, text, *names)
    inside = next(a for a in locative.also if a.relation == "within_admin")
    assert anchors(inside)[0].startswith(("Lori", "Լոռու"))
    assert locative.relation == "near"
    assert len(anchors(locative)) == 1


def test_a_country_as_an_adjective_names_no_place_but_its_land_does():
    text = "Armenian troops; 2 km inside Armenian territory"
    found = locatives.find(text, "en", mentions(text, "Armenian"), distances.find(text, "en"), [])
    assert [(f.relation, f.into_country) for f in found] == [("depth_into", "ARM")]


def test_coordinates_in_the_text_are_an_expression():
    mention = Mention(Span(3, 21), "41.012 N, 44.456 E", longitude=44.456, latitude=41.012, precision_m=100.0)
    found = locatives.find("at 41.012 N, 44.456 E", "en", [mention], [], [])
    assert [f.relation for f in found] == ["coordinates"]


def test_a_length_is_no_offset():
    locative = only("en", "a 6-km section of the road between Marts and Atan", "Marts", "Atan")
    assert (locative.relation, locative.distance) == ("along", None)


@pytest.mark.parametrize("text", ["the border crisis", "On Border Crisis", "border guards said"])
def test_a_border_in_another_name_is_no_place(text):
    assert find("en", text) == []


@pytest.mark.parametrize(
    ("phrase", "names", "reason"),
    [
        ("4 km", [], "no place that it is measured from"),
        ("to the north", [], "no place that it is measured from"),
        ("good morning", [], "names no place"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase, names, reason):
    with pytest.raises(NotRead, match=reason):
        locatives.read(phrase, mentions(phrase, *names), "en")


def test_a_bare_name_asked_about_is_at_it():
    locative = locatives.read("Marts", mentions("Marts", "Marts"), "en")
    assert (locative.relation, anchors(locative)) == ("at", ["Marts"])


def test_a_given_anchor_of_several_words_is_measured_from():
    phrase = "2 km E of the old mill"
    locative = locatives.read(phrase, mentions(phrase, "the old mill"), "en")
    assert (locative.relation, locative.heading.degrees) == ("direction_distance", 90)


@given(st.text(alphabet="abM ofnear5km,.-()\n", max_size=120), st.sampled_from(["en", "ru", "hy", "az"]))
def test_any_text_gives_expressions_in_order_and_apart(text, lang):
    named = [Mention(Span(i, i + 1), "M") for i, c in enumerate(text) if c == "M"]
    found = locatives.find(text, lang, named, distances.find(text, lang), directions.find(text, lang))
    assert all(f.text == f.span.of(text) for f in found)
    assert all(a.span.start <= b.span.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece", ["M, ", "north of M ", "4 km from M in M ", "4 km deep and ", "(M) ", "border of the "]
)
def test_hostile_text_takes_time_in_proportion(piece):
    def find(text):
        named = [Mention(Span(i, i + 1), "M") for i, c in enumerate(text) if c == "M"]
        return locatives.find(text, "en", named, distances.find(text, "en"), directions.find(text, "en"))

    assert in_proportion(find, piece, 2_000)
