from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from work import in_proportion

from geomap.gazetteer import embedded
from geomap.text import toponyms
from geomap.text.toponyms import NameIndex, find

INDEX = embedded().name_index
BRACKETS = re.compile(r"\[([^\]]*)\]")


def sentences():
    """Yield language, text and the spans of the places in it, of the file beside this one."""
    for line in (Path(__file__).parent / "mentions.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        lang, marked = line.split("\t")
        spans, text, position = [], "", 0
        for match in BRACKETS.finditer(marked):
            text += marked[position : match.start()]
            spans.append((len(text), len(text) + len(match[1])))
            text += match[1]
            position = match.end()
        yield lang, text + marked[position:], spans


SENTENCES = list(sentences())


@pytest.mark.parametrize(("lang", "text", "spans"), SENTENCES, ids=[f"{s[0]}-{n}" for n, s in enumerate(SENTENCES)])
def test_every_place_is_found_and_nothing_else(lang, text, spans):
    found = find(text, INDEX, lang)
    missed = [text[a:b] for a, b in spans if not any(m.span.start < b and a < m.span.end for m in found)]
    false = [m.text for m in found if not any(m.span.start < b and a < m.span.end for a, b in spans)]
    assert (missed, false) == ([], [])


def test_enough_sentences_in_each_language():
    counts = {lang: sum(len(s[2]) for s in SENTENCES if s[0] == lang) for lang in ("en", "hy", "ru", "az")}
    assert min(counts.values()) >= 45, counts


@pytest.mark.parametrize(
    ("text", "lang", "name", "kind"),
    [
        ("near the village of Hand on Friday", "en", "Hand", "village"),
        ("in Tegh village", "en", "Tegh", "village"),
        ("the Dashkasan, Kalbajar and Lachin districts were hit", "en", "Dashkasan", "district"),
        ("у села Тех стреляли", "ru", "Тех", "village"),
        ("заняты села Баганис-Айрым, Хейримли и Кызыл-Гаджилы", "ru", "Хейримли", "village"),
        ("в Лачинском и Кельбаджарском районах", "ru", "Лачинском", "district"),
        ("Տեղ գյուղում կրակել են", "hy", "Տեղ", "village"),
        ("Վաղատին, Որոտնավան և Շամբ գյուղերը", "hy", "Վաղատին", "village"),
        ("Laçının Sadınlar, Hüsülü və Cağazur kəndləri", "az", "Hüsülü", "village"),
        ("Tovuz, Gədəbəy və Qubadlı rayonlarındakı mövqelər", "az", "Tovuz", "district"),
        ("the Goris section of the border", "en", "Goris", "section"),
        ("в Агдаме, селе Товузского района", "ru", "Товузского района", "district"),
    ],
)
def test_the_word_for_a_kind_is_kept(text, lang, name, kind):
    assert {m.text: m.kind_hint for m in find(text, INDEX, lang)}[name] == kind


@pytest.mark.parametrize(
    ("text", "lang", "name", "rule"),
    [
        ("Fire at Sotk.", "en", "Sotk", "exact"), ("огонь у Сотка", "ru", "Сотка", "inflected"),
        ("огонь в Горисском районе", "ru", "Горисском", "adjective"), ("fire heard at Shurnukhu today", "en", "Shurnukhu", "exact"),
        ("fire heard at Khndzoresq today", "en", "Khndzoresq", "transliterated"),
        ("fire heard at Bardzravam today", "en", "Bardzravam", "misspelt"),
    ],
)  # fmt: skip
def test_how_a_name_was_recognised_is_said(text, lang, name, rule):
    found = {m.text: m.rule for m in find(text, INDEX, lang)}
    assert found.get(name) == rule or (rule == "adjective" and any(k.startswith(name) for k in found))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("sotk and goris in small letters", "en"), ("Gorisian wine", "en"), ("Kapanyan and Vardenisyan", "en"),
        ("горисы и сотки", "ru"), ("Երևանցի և գորիսեցի", "hy"), ("bakılı və gəncəli", "az"),
        ("Vahan Petrosyan met Ararat Mirzoyan and Azat Ghahramanyan.", "en"),
        ("Տեղի ունեցավ խորհրդակցություն։ Տեղեկացնում ենք։", "hy"), ("Тех, кто ушёл, не ждали. Сотни ждали.", "ru"),
        ("Hand in hand, they ran. Ran fast.", "en"), ("Mr Vardenis smiled.", "en"),
    ],
)  # fmt: skip
def test_no_names_inside_words_nor_in_ordinary_words_nor_in_persons(text, lang):
    assert [(m.text, m.rule) for m in find(text, INDEX, lang)] == []


def test_the_longest_name_wins():
    assert [m.text for m in find("at Nerkin Khndzoresk and Khndzoresk", INDEX, "en")] == [
        "Nerkin Khndzoresk",
        "Khndzoresk",
    ]


def test_short_names_are_known_as_other_languages_write_them():
    assert [m.text for m in find("Огонь вели у Мязри, Билява и Чайли.", INDEX, "ru")] == ["Мязри", "Билява", "Чайли"]
    assert [m.text for m in find("Կրակել են Չայլըի և Մազամի մոտ։", INDEX, "hy")] == ["Չայլըի", "Մազամի"]


@pytest.mark.parametrize(
    ("text", "lang", "name", "place"),
    [
        ("Огонь велся у Гушчу-Айрыма и Юхары-Аскипары.", "ru", "Гушчу-Айрыма", "geomap:quscu-ayrim"),
        ("Огонь велся у Гушчу-Айрыма и Юхары-Эскипары.", "ru", "Юхары-Эскипары", "geomap:yuxari-eskipara"),
        ("Кырах-Кесеман слышал взрывы.", "ru", "Кырах-Кесеман", "geomap:qiraq-kesemen"),
        ("Աշաղի Ասկիպարայի մոտ կրակել են։", "hy", "Աշաղի Ասկիպարայի", "geomap:asagi-eskipara"),
        ("Կրակել են Յուխարի Այրըմի կողմից։", "hy", "Յուխարի Այրըմի", "geomap:yuxari-ayrim"),
        ("Shots were fired from Dondar Kushchu.", "en", "Dondar Kushchu", "geonames:586717"),
        ("Shots were fired from Lower Askipara.", "en", "Lower Askipara", "geomap:asagi-eskipara"),
        ("Взрывы слышали в Нижней Аскипаре.", "ru", "Нижней Аскипаре", "geomap:asagi-eskipara"),
        ("Dünən Yuxarı Şorca istiqamətindən atəş açılıb.", "az", "Yuxarı Şorca", "geomap:verin-shorzha"),
        ("Nerkin Xndzoresk kəndi", "az", "Nerkin Xndzoresk", "geomap:nerkin-khndzoresk"),
    ],
)
def test_names_of_several_words_are_known_by_their_sound(text, lang, name, place):
    found = {m.text: m.place_ids for m in find(text, INDEX, lang)}
    assert place in found.get(name, ()), found


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("The road between Movses and Aygepar was closed.", "en", "Movses"),
        ("A strongpoint overlooking Aygepar and Movses was shelled; Movses lost power.", "en", "Movses"),
        ("Снаряды попали в Айгепар и Мовсес.", "ru", "Мовсес"),
        ("Обстреляны Айгепар, Мовсес и Чинари.", "ru", "Мовсес"),
        ("Կրակել են Մովսեսի և Այգեպարի ուղղությամբ։", "hy", "Մովսեսի"),
        ("Այգեպարում կրակոցներ են եղել, կրակի ձայնը հասել է Մովսեսին։", "hy", "Մովսեսին"),
        ("Movses və Aygepar atəşə tutulub.", "az", "Movses"),
        ("Kut and Sotk were shelled on Monday.", "en", "Kut"),
        ("Хот и Шурнух обстреляны ночью.", "ru", "Хот"),
    ],
)
def test_a_first_name_or_ordinary_word_among_places_close_by_is_the_village(text, lang, name):
    assert name in {m.text for m in find(text, INDEX, lang)}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Movses Petrosyan left Aygepar on Monday. Movses is a driver.", "en"),
        ("The shepherd Movses went to Aygepar.", "en"),
        ("Movses, 19, went to Aygepar.", "en"),
        ("The 19-year-old Movses went to Aygepar.", "en"),
        ("Пастух Мовсес ушёл в Айгепар.", "ru"),
        ("19-летний Мовсес ушёл в Айгепар.", "ru"),
        ("Այգեպարում հովիվ Մովսեսը վիրավորվել է։", "hy"),
        ("Movses went to Gyumri and Yerevan.", "en"),
        ("Hand in hand they left Goris.", "en"),
    ],
)
def test_a_person_in_a_report_of_the_neighbour_village_stays_a_person(text, lang):
    assert {m.text for m in find(text, INDEX, lang)}.isdisjoint({"Movses", "Мовсес", "Մովսեսը", "Hand"})


def test_words_that_only_begin_such_a_name_are_none():
    text = "Верхний Ларс открыт, Нижний склон горы пуст. Upper House votes, the Lower Saxony train left, Orta Doğu."
    assert {m.text for m in find(text, INDEX, "ru")} <= {"Верхний Ларс", "Lower Saxony"}


def test_capitals_of_headlines_and_datelines_are_read():
    assert [m.text for m in find("BAKU, May 24. SHOTS NEAR VARDENIS", INDEX, "en")] == ["BAKU", "VARDENIS"]


def test_a_possessive_is_no_part_of_the_name():
    assert [m.text for m in find("Armenia's army and Goris' mayor", INDEX, "en")] == ["Armenia", "Goris"]


def test_names_of_places_elsewhere_come_with_theirs():
    (mention,) = find("talks in Moscow", INDEX, "en")
    assert mention.place_ids[0] == "geonames:524901"


@example("SE\x1f")  # a control character that is a blank, too
@given(st.text(max_size=300))
def test_any_text_can_be_read_and_spans_are_true(text):
    found = find(text, INDEX, "en")
    assert all(m.span.of(text) == m.text for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(
    st.lists(
        st.sampled_from(
            ["Sotk", "Сотка", "Սոթքում", "the", "Кут,", "Verin", "Shorzha", "«", "\n", "-", "və", "'s", "Q" * 50]
        )
    )
)
def test_names_in_any_order_are_spans_of_the_text(words):
    text = " ".join(words)
    for lang in ("en", "hy", "ru", "az"):
        assert all(m.span.of(text) == m.text for m in find(text, INDEX, lang))


@pytest.mark.parametrize(
    "piece", ["Sotk ", "A", "Verin ", "(", "40°", "Ա", "1.234, ", "The New Saint San Los ", "'", "Գ-"]
)
def test_hostile_text_takes_time_in_proportion(piece):
    assert in_proportion(lambda text: find(text + "Goris", INDEX, "en"), piece, 5_000)


def test_an_index_needs_no_world():
    index = NameIndex({"goris": ("1",), "verin shorzha": ("2",)})
    assert [m.place_ids for m in find("from Goris to Verin Shorzha and Moscow", index, "en")] == [("1",), ("2",)]


def test_words_looked_up_are_remembered_within_bounds(monkeypatch):
    monkeypatch.setattr(toponyms, "WORDS_REMEMBERED", 10)
    index = NameIndex({"goris": ("1",)})
    assert len(find(" Goris ".join(f"Word{n}x" for n in range(100)), index, "en")) == 99
    assert len(index.reader("en").words) <= 11
