"""What the next sentence says of the place of what was told before."""

from __future__ import annotations

from datetime import date

import pytest

import geomap
from geomap.model import Report
from geomap.pipeline import analysis
from geomap.pipeline.tools import open_tools

DAY = date(2021, 5, 28)


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("en", ("Two servicemen were shot dead on the border with Nakhichevan. The incident, the ministry said, took place "
               "not far from Zangakatun."), "Zangakatun"),
        ("ru", ("На границе с Нахичеванью застрелены двое военнослужащих. Инцидент, по данным Минобороны, произошел "
               "недалеко от Зангакатуна."), "Zangakatun"),
        ("hy", ("Նախիջևանի հետ սահմանին մահացու վիրավորվել են երկու զինծառայողներ։ Միջադեպը, ՊՆ-ի տեղեկացմամբ, տեղի է "
               "ունեցել Զանգակատունից ոչ հեռու։"), "Zangakatun"),
        ("az", ("Ermənistanla sərhəddə iki hərbçi yaralanıb. MN-in məlumatına görə, hadisə Quşçu Ayrım kəndi yaxınlığında "
               "baş verib."), "Quşçu Ayrım"),
    ],
)  # fmt: skip
def test_where_the_incident_happened_places_what_was_told_of_the_border_only(lang, text, place):
    incidents = geomap.extract(text=text, published=DAY, lang=lang)
    assert [place in name for name in incidents["place"]] == [True]
    assert list(incidents["hedged"]) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "На товузском направлении убит азербайджанский военнослужащий.",
        "На лачинском участке границы обстреляны армянские позиции.",
        "На капанском направлении ранен армянский военнослужащий.",
    ],
)
def test_a_front_named_by_an_adjective_is_a_place(text):
    assert list(geomap.extract(text=text, published=DAY)["relation"]) == ["border_section"]


def test_who_confirms_what_was_told_adds_no_incident():
    text = (
        "Заблудившийся азербайджанский солдат задержан в четверг у села Ангехакот. "
        "В Баку подтвердили, что на нахичеванском направлении пропал военнослужащий."
    )
    assert geomap.extract(text=text, published=DAY)["incident_id"].nunique() == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", ("Azerbaijani units committed another provocation near Tegh, the Armenian Defense Ministry said on Friday. "
               "At about 14:00 on May 28 they opened mortar fire on a post near Tegh.")),
        ("en", ("The Armenian Defense Ministry said Azerbaijani troops shelled Tegh on May 28. Another provocation near "
               "Tegh cost a conscript his life, the ministry said.")),
        ("ru", ("Азербайджанские подразделения устроили провокацию у села Тех, сообщило Минобороны Армении. "
               "28 мая они обстреляли из миномётов пост у села Тех.")),
    ],
)  # fmt: skip
def test_a_provocation_and_the_fire_it_was_are_one_incident(lang, text):
    incidents = geomap.extract(text=text, published=DAY, lang=lang)
    assert list(incidents["event_type"]) == ["shelling"]


def test_another_lie_is_no_other_incident():
    text = (
        "Armenia's Defense Ministry denied that its units opened fire on Azerbaijani posts near Zangakatun. "
        "This is another lie, the ministry said: on May 27 its units did not open fire near Zangakatun."
    )
    incidents = geomap.extract(text=text, published=DAY)
    assert list(incidents["stance"]) == ["denies"]


def test_a_denial_answers_what_was_told_of_its_own_kind():
    text = (
        "Armenia said on Friday that Azerbaijani troops had blocked the road near Vorotan. Azerbaijani troops also "
        "shelled Tegh, it said. Azerbaijan denies blocking any road."
    )
    incidents = geomap.extract(text=text, published=DAY)
    denied = incidents[incidents["stance"] == "denies"]
    assert list(denied["event_type"]) == ["blockade"]
    assert denied["incident_id"].iloc[0] == incidents["incident_id"].iloc[0]


@pytest.mark.parametrize(
    ("text", "place", "relation"),
    [
        # the village of those hurt, and how far from it
        ("Qalakənd kənd sakini Anar Quliyev minaya düşüb. Hadisə kənddən üç kilometr aralıda olub.", "Qalakənd", "distance"),
        # the nearest of the places that the sentence gives
        (("Azərbaycan MN helikopterin vurulduğunu təsdiqləyib. Hadisə Naxçıvanla sərhədə yaxın, Arazdəyən kəndi ətrafında "
         "olub."), "Arazdəyən", "near"),
        # a direction keeps its place beside the country that was entered
        (("Ermənistanlı əsgər Şahbuzun Biçənək kəndi istiqamətində yolunu azaraq Azərbaycan ərazisinə keçib, sonra "
         "saxlanılıb."), "Biçənək", "depth_into"),
    ],
)  # fmt: skip
def test_the_place_of_what_happened_is_the_nearest_told(text, place, relation):
    incidents = geomap.extract(text=text, published=DAY, lang="az")
    assert [place in name for name in incidents["place"]] == [True]
    assert list(incidents["relation"]) == [relation]


@pytest.mark.parametrize(
    "more",
    [
        "Военная полиция Армении начала расследование инцидента.",
        "Состояние раненого стабильное, сообщили в больнице.",
    ],
)
def test_who_only_speaks_of_the_incident_or_of_those_hurt_adds_no_claim(more):
    text = f"28 мая у села Тех ранен военнослужащий, сообщило Минобороны Азербайджана. {more}"
    assert len(geomap.extract(text=text, published=DAY)) == 1


def test_fire_that_was_not_opened_is_denied():
    text = (
        "Азербайджанские военные обстреляли село Тех, заявил Ереван. "
        "«Наши подразделения не открывали огонь в направлении села Тех», - сообщили в Минобороны Азербайджана."
    )
    assert list(geomap.extract(text=text, published=DAY)["stance"]) == ["asserts", "denies"]


def test_where_the_provocation_was_places_what_was_told_of_a_district():
    text = (
        "Dünən Ermənistan silahlı qüvvələri sərhədin Tovuz rayonu sahəsində atəşkəsi pozub. "
        "Təxribat Ağdam kəndi yaxınlığında törədilib."
    )
    assert geomap.extract(text=text, published=DAY, lang="az")["incident_id"].nunique() == 1


def test_what_those_captured_are_said_to_have_been_doing_is_no_incident_besides():
    text = (
        "Azerbaijani troops captured two Armenian soldiers near Kut on Thursday, the Defense Ministry in Yerevan said. "
        "Baku says they had planted mines on its supply routes near Zeylik."
    )
    frame = geomap.extract(text=text, published="2021-05-28")
    assert list(frame.event_type) == ["capture", "capture"]
    assert frame.incident_id.nunique() == 1


def test_soldiers_captured_at_their_earthworks_are_captured():
    text = "Azerbaijani troops surrounded the bulldozer near Sotk on Thursday and captured six servicemen."
    assert list(geomap.extract(text=text, published="2021-05-28").event_type) == ["capture"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", ("An Azerbaijani soldier was detained near Angeghakot on Thursday, Armenia's ministry said. Baku said two "
                "soldiers had gone missing in Nakhchivan.")),
        ("ru", ("Азербайджанский солдат задержан в четверг у села Ангехакот, сообщило Минобороны Армении. Баку объявил, что "
                "двое военных заблудились в Нахичевани.")),
    ],
)  # fmt: skip
def test_how_those_held_lost_their_way_is_no_incident_of_its_own(lang, text):
    incidents = geomap.extract(text=text, published=DAY, lang=lang)
    assert incidents["incident_id"].nunique() == 1
    assert not any("Nakh" in place for place in incidents["place"])


def test_a_denial_is_not_placed_by_what_is_told_after_it():
    text = (
        "На лачинском направлении обстреляны позиции, заявило Минобороны Азербайджана. Ереван это опроверг. "
        "Возле Беркабера выставлен новый пост."
    )
    incidents = geomap.extract(text=text, published=DAY, lang="ru")
    assert set(incidents[incidents["stance"] == "denies"]["place"]) <= {"Lachin / Բերձոր"}


def test_a_village_head_tells_of_the_village_named_before():
    text = "Жители Верин Шоржи не выгоняют скот. По словам старосты, солдаты спустились с гор и окопались."
    (place,) = geomap.extract(text=text, published=DAY, lang="ru")["place"]
    assert "Shorzha" in place


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Two soldiers were captured near Sotk and one was shot near Kut. Both sides said there were no casualties.",
        ),
        ("ru", "У Сотка захвачен пост, у Кута обстрелян другой. С обеих сторон потерь нет."),
    ],
)
def test_what_both_sides_deny_is_denied_of_all_that_was_told(lang, text):
    assert set(geomap.extract(text=text, published=DAY, lang=lang)["killed"]) == {0}


@pytest.mark.parametrize(
    ("lang", "title", "text", "village"),
    [
        (
            "en",
            "Aygepar asks for a wall",
            (
                "Farmers in Aygepar have asked the government for a wall. In Tavush province a man was hit by a bullet on "
                "Wednesday. Samvel was on his tractor at the edge of the village when the shot was fired, the mayor said."
            ),
            "Aygepar",
        ),
        (
            "hy",
            "Խնածախի մշակույթի տան պատուհանը",
            (
                "Խնածախի մշակույթի տան տնօրենը ցույց է տվել կոտրված ապակին։ Ադրբեջանական դիրքերից կրակել են Սյունիքի այս գյուղի "
                "ուղղությամբ։"
            ),
            "Խնածախ",
        ),
    ],
)
def test_this_village_is_the_one_of_the_title_where_only_its_province_is_said(
    lang: str, title: str, text: str, village: str
) -> None:
    found = analysis.read(Report("", text, lang, date(2025, 4, 1), title=title), open_tools()).found
    first = [event.locatives[0].anchors[0].text for event in found.events]
    assert first
    assert all(name.startswith(village) for name in first)
