"""Namesakes come out right in context, and without context the doubt is reported. Sentences are our own."""

from __future__ import annotations

import pytest
from work import in_proportion

import geomap
from geomap import regions
from geomap.gazetteer import embedded
from geomap.resolution import FACTORS, Context, resolve
from geomap.text import toponyms


@pytest.fixture(scope="module")
def read():
    gazetteer, region = embedded(), regions.load()
    cues = gazetteer.cues(region.sides)

    def resolved(text, lang="en", *, sides=True):
        mentions = toponyms.find(text, gazetteer.name_index, lang)
        context = Context(
            text, lang, frozenset(region.sides if sides else ()), region.border.depth_m if sides else None, cues
        )
        return {r.mention.text: r for r in resolve(mentions, gazetteer.place, context)}

    return resolved


CASES = [
    # text, language, mention, the place it means
    ("Shots were heard in Vardenis, Armenia, near the Sotk mine on the border.", "en", "Vardenis", "geonames:616108"),
    ("In Aragatsotn province the Armenian village of Vardenis lost power.", "en", "Vardenis", "geonames:616107"),
    ("The head of Agarak in Syunik said Meghri heard the shots from the Armenian border.", "en", "Agarak", "geonames:175008"),
    ("Agarak, Lori, Armenia: a road was mended between Agarak and Stepanavan.", "en", "Agarak", "geonames:617018"),
    ("Գեղարքունիքի Մարտունի քաղաքում հանդիպում է եղել։", "hy", "Մարտունի", "geonames:616438"),
    ("Azerbaijani forces moved one to two kilometres towards Shorzha in Gegharkunik.", "en", "Shorzha", "geomap:verin-shorzha"),
    ("Tourists swam at Shorzha on Lake Sevan in Armenia, near Shoghakat.", "en", "Shorzha", "geomap:shorzha-sevan"),
    ("Armenian troops shelled posts in the Tovuz district, Baku said.", "en", "Tovuz district", "geomap:tovuz-district"),
    ("Posts near Berd in Tavush, Armenia, came under fire.", "en", "Berd", "geonames:616802"),
    ("Positions near Basarkechar, Istisu, Garakilsa and Gorus fired at Azerbaijani posts.", "en", "Istisu", "geonames:174884"),
    ("Kəlbəcər rayonunun İstisu kəndində mina partlayıb.", "az", "İstisu", "geonames:147969"),
    ("Mövqelər Basarkeçər, İstisu və Qarakilsə istiqamətindən atəşə tutulub.", "az", "Qarakilsə", "geomap:sisian-region"),
    ("Shells fell on Aghdam, a village of the Tovuz district on the Armenian border.", "en", "Aghdam", "geomap:agdam-tovuz"),
    ("Trucks drive from Barda to Aghdam, the ruined city in Azerbaijan's Karabakh.", "en", "Aghdam", "geonames:148619"),
    ("Սյունիք գյուղի մոտ խոտ է այրվում, հրշեջներ են մեկնել Կապանից։", "hy", "Սյունիք", "geonames:13132983"),
    ("Fighting flared along the border of Armenia's Syunik overnight.", "en", "Syunik", "geomap:syunik"),
    ("Azerbaijan closed the road to Nakhchivan; talks on the exclave go on.", "en", "Nakhchivan", "geomap:nakhchivan"),
    ("Doctors in the city of Nakhchivan, Azerbaijan, went on strike.", "en", "Nakhchivan", "geonames:147429"),
    ("Թշնամին կրակել է Ներքին Հանդ գյուղի ուղղությամբ։", "hy", "Ներքին Հանդ", "geomap:nerkin-hand"),
    ("Jermuk was hit; the Armenian resort lost its power station.", "en", "Jermuk", "geonames:174884"),
    ("Kəlbəcərin Zəylik kəndindəki mövqelər atəşə tutulub.", "az", "Zəylik", "geomap:zeylik-kelbecer"),
    ("Daşkəsən rayonunun Zəylik kəndində yol təmir olunub.", "az", "Zəylik", "geomap:zeylik-daskesen"),
    ("Жертв нет, удар пришелся на инфраструктуру Берда, сообщили в Ереване.", "ru", "Берда", "geonames:616802"),
    ("Погибшего солдата привезли из Азербайджана, сообщает Барда.", "ru", "Барда", "geonames:587057"),
    ("Ermənistan bölmələri Şuşa yaxınlığında atəş açıb.", "az", "Şuşa", "geonames:147105"),
    ("Kəngərli rayonunda, Azərbaycanda, dünən Qarabağlar atəşə tutulub.", "az", "Qarabağlar", "geomap:qarabaglar"),
    ("Ermənistan ordusu Şərur rayonunu, Xələc kəndini atəşə tutub.", "az", "Xələc", "geomap:xelec-sharur"),
    ("In Gazakh, on the Armenian border, shots rang out near Dəmirçilər.", "en", "Dəmirçilər", "geomap:demirciler-gazakh"),
    ("Обстрелян пост у лачинского Сейидляра, напротив армянского Тега.", "ru", "Сейидляра", "geomap:seyidler-lachin"),
    ("В пятницу стреляли по капанскому аэропорту, сообщила Армения.", "ru", "капанскому", "geonames:174875"),
    ("Երկու անօդաչու է խոցվել Կապանի օդանավակայանի մոտ, Սյունիք։", "hy", "Կապանի օդանավակայանի", "geomap:kapan-airport"),
    ("Огонь велся из села Кут Гегаркуникской области Армении.", "ru", "Кут", "geomap:kut"),
    ("В городе Варденис и у Сотка слышны взрывы, сообщили в Ереване.", "ru", "Варденис", "geonames:616108"),
    ("An earthquake shook Armenia, Colombia, and nearby Quindio towns.", "en", "Armenia", "geonames:3689560"),
    ("Sərhədin Kəlbəcər sahəsində snayper atəşi açılıb.", "az", "Kəlbəcər", "geomap:kalbajar-district"),
    ("Police in Karachi, Pakistan, said Armenia's envoy had left for Yerevan.", "en", "Karachi", "geonames:1174872"),
    ("Vehicles wait between Shurnukh and Vorotan on the Armenian road.", "en", "Vorotan", "geomap:vorotan"),
    ("The Vorotan River in Armenia rose by a metre.", "en", "Vorotan River", "geomap:vorotan-river"),
    ("Engineers of Armenia inspected the dam of the Kechut reservoir.", "en", "Kechut reservoir", "geomap:kechut-reservoir"),
    # an area before "village of" is not the village of its name; bare Aghdam and Tovuz are the towns
    ("A shell fell on the Tavush village of Movses, Armenia said.", "en", "Tavush", "geomap:tavush"),
    ("A shell fell on the Tavush village of Movses, Armenia said.", "en", "Movses", "geonames:616403"),
    ("В Армении обстреляно тавушское село Мовсес.", "ru", "Мовсес", "geonames:616403"),
    ("Տավուշի Մովսես գյուղում հովիվ է վիրավորվել։", "hy", "Տավուշի", "geomap:tavush"),
    ("Tavuşun Movses kəndindən mövqelər atəşə tutulub.", "az", "Tavuşun", "geomap:tavush"),
    ("Ağdamda iki fəhlə minaya düşüb.", "az", "Ağdamda", "geonames:148619"),
    ("В Агдаме на мине подорвались двое, сообщили в Азербайджане.", "ru", "Агдаме", "geonames:148619"),
    ("Աղդամում ականից երկու մարդ է վիրավորվել։", "hy", "Աղդամում", "geonames:148619"),
    ("Tovuzda Ağdam və Koxanəbi istiqamətində atəş açılıb.", "az", "Ağdam", "geomap:agdam-tovuz"),
    ("Дрон сбит над Товузским районом Азербайджана. Он упал к западу от Агдама.", "ru", "Агдама", "geomap:agdam-tovuz"),
    ("Units in Tovuz came under fire, Azerbaijan said.", "en", "Tovuz", "geonames:584821"),
    ("Թովուզում դիրքեր են գնդակոծվել։", "hy", "Թովուզում", "geonames:584821"),
    # a district named anywhere in the report speaks for the village it holds
    ("A mine went off at Gizilhajili on the border of Armenia; the Gazakh district mourns.", "en", "Gizilhajili", "geomap:qizilhacili"),
    # a village is meant before its better known namesake where the report's other towns lie about it, capitals apart
    ("Посты у Егварда сняты, говорят в Капане и Горисе; Ереван молчит, Армения ждет.", "ru", "Егварда", "geomap:yeghvard-syunik"),
    ("Посты у Егварда сняты, говорят в Аштараке; Ереван молчит, Армения ждет.", "ru", "Егварда", "geonames:616065"),
    ("Berd rayonunun Tovuz kəndindən atəş açılıb.", "az", "Tovuz", "geonames:616162"),
    ("Tovuzqaladan mövqelər atəşə tutulub.", "az", "Tovuzqaladan", "geonames:616802"),
    # what a village is listed with, and the section of the border named before it, beat a better known namesake
    ("Минометы накрыли Агдам и Дондар-Кушчу, заявили в Азербайджане.", "ru", "Агдам", "geomap:agdam-tovuz"),
    ("Shells fell on Dondar Gushchu and Aghdam, Azerbaijan said.", "en", "Aghdam", "geomap:agdam-tovuz"),
    ("На товузском участке границы Азербайджана снаряд упал в Агдаме.", "ru", "Агдаме", "geomap:agdam-tovuz"),
    ("Tovuz, Gədəbəy və Ağdam rayonlarında yollar təmir olunub.", "az", "Ağdam", "geomap:aghdam-district"),
    ("Trains will run to Barda and Aghdam, Azerbaijan says.", "en", "Aghdam", "geonames:148619"),
    # a look-alike outside the district that owns it is refused, and the district taken
    ("Qazax rayonunun Göyərli kəndi atəşə tutulub.", "az", "Göyərli", "geomap:gazakh-district"),
    ("Naftalanın Qaşaltı qəsəbəsində atəş açılıb.", "az", "Qaşaltı", "geonames:585400"),
    # namesakes in all languages
    ("Обстреляны Варденис и Сотк, сообщили в Ереване.", "ru", "Варденис", "geonames:616108"),
    ("Հրետանին հարվածել է Վարդենիսին և Սոթքին։", "hy", "Վարդենիսին", "geonames:616108"),
    ("Обстрелян Агарак возле Мегри, сообщили в Армении.", "ru", "Агарак", "geonames:175008"),
    ("Մեղրիի Ագարակ քաղաքի ուղղությամբ կրակ է բացվել։", "hy", "Ագարակ", "geonames:175008"),
    ("Shells fell near Martuni in Gegharkunik, Armenia.", "en", "Martuni", "geonames:616438"),
    ("Արցախի Մարտունի քաղաքը գնդակոծվել է։", "hy", "Մարտունի", "geonames:146969"),
    ("A man was shot at Shorzha on the shore of Lake Sevan, Armenian police said.", "en", "Shorzha", "geomap:shorzha-sevan"),
    ("Обстреляны Кут и Шоржа Гегаркуникской области.", "ru", "Шоржа", "geomap:verin-shorzha"),
    ("Կրակ է բացվել Կութի և Շորժայի ուղղությամբ։", "hy", "Շորժայի", "geomap:verin-shorzha"),
    ("Обстрелян Джермук, заявили в Ереване.", "ru", "Джермук", "geonames:174884"),
    # most places of the report lie by the village, none by the town
    ("Posts near Yeghvard were moved. Officials of Kapan and Goris spoke, Armenia said.", "en", "Yeghvard", "geomap:yeghvard-syunik"),
    ("Посты у Егварда сняты, сказали в Капане и в Горисе, Армения.", "ru", "Егварда", "geomap:yeghvard-syunik"),
    ("A school opened in Yeghvard, Armenia, as before in Ashtarak.", "en", "Yeghvard", "geonames:616065"),
    ("В Неркин Анде под Капаном погибли четверо военных.", "ru", "Неркин Анде", "geomap:nerkin-hand"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lang", "mention", "place"), CASES)
def test_context_decides_between_namesakes(read, text, lang, mention, place):
    resolution = read(text, lang)[mention]
    ranking = [(c.id, c.score, c.reasons) for c in resolution.candidates]
    assert resolution.chosen is not None, (resolution.reason, ranking)
    assert resolution.chosen.id == place, ranking


def test_without_context_the_doubt_is_said(read):
    resolution = read("Agarak is quiet, the Armenian side says.")["Agarak"]
    if resolution.chosen is None:
        assert "ambiguous" in resolution.reason
    else:
        assert len(resolution.candidates) >= 3


def test_candidates_keep_scores_and_reasons(read):
    candidates = read("Posts near Berd in Tavush, Armenia, came under fire.")["Berd"].candidates
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
    assert all(0 <= c.score <= 1 for c in candidates)
    for candidate in candidates:
        for reason in candidate.reasons:
            assert reason.rsplit(" ", 1)[0] in FACTORS


@pytest.mark.parametrize(
    "text",
    [
        "Farmers near Kut in Iraq fear for their wheat.",
        "The band Zod played with Martiros and Azat in Berlin on Friday.",
        "Sus and Jil are villages in a novel set in Spain.",
        "A fire broke out in Shaki on Tuesday, officials in Lagos said.",
        "Heavy rain fell in Shiraz and Tabriz in northern Iran.",
    ],
)
def test_a_report_that_is_about_elsewhere_gets_nothing_of_the_region(read, text):
    for resolution in read(text).values():
        assert resolution.chosen is None or resolution.chosen.country not in {"ARM", "AZE"}, resolution


def test_a_village_alone_is_enough_where_its_own_language_says_so(read):
    chosen = read("Կիրանց գյուղում երեք սյուն է տեղադրվել։", "hy")["Կիրանց"].chosen
    assert chosen is not None
    assert chosen.id == "geomap:kirants"


def test_a_coordinate_beats_any_name(read):
    found = read("A drone fell at 40°05'04\"N 45°52'28\"E near Kut, Armenia.")
    resolution = found["40°05'04\"N 45°52'28\"E"]
    assert resolution.chosen is not None
    assert resolution.chosen.latitude == pytest.approx(40.08444, abs=1e-4)
    assert resolution.chosen.extent_m == pytest.approx(30.9, abs=0.1)


def test_none_of_them_says_why(read):
    resolution = read("Farmers near Norashen praised the rain.")["Norashen"]
    assert resolution.chosen is None
    assert resolution.reason == "nothing else in the report is of the region"


def test_every_factor_has_a_weight_and_a_reason():
    for weight, reason in FACTORS.values():
        assert weight != 0
        assert reason


def test_many_names_take_work_in_proportion(read):
    sentence = "Fire was heard in Sotk, Kut, Agarak, Vardenis and Martuni near the Armenian border. "
    assert in_proportion(read, sentence, 100 * len(sentence))


def test_a_lake_on_the_border_may_be_called_the_other_sides_district_s(read):
    found = read("Noyabrın 14-də Laçın rayonunun Qaragöl ətrafında ermənilər atəş açıb.", "az")
    assert found["Qaragöl"].chosen.id == "geomap:lake-sev"


def test_the_scene_of_an_incident_and_one_sure_name_make_a_report_one_of_the_region():
    text = "A drone struck a fire engine in Berd on Wednesday. Another was heard over Aygepar."
    incidents = geomap.extract(text=text, published="2020-07-16")
    assert list(incidents["country"]) == ["ARM"] * len(incidents)
    assert len(incidents)


def test_two_villages_side_by_side_say_what_region_a_report_is_of(read):
    found = read("A shepherd was shot at above Khnatsakh. In Tegh harvesters were turned away.")
    assert found["Tegh"].chosen.place.id == "geonames:174743"
    assert read("A shepherd was shot at above Khnatsakh.")["Khnatsakh"].chosen is None
