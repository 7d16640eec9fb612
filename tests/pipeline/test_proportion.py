"""However long or hostile a report is, the work of reading it grows as its text does."""

from __future__ import annotations

from datetime import date

import pytest
from work import in_proportion

from geomap.model import Report
from geomap.pipeline.analysis import analyse
from geomap.pipeline.tools import open_tools

PIECES = {
    "en": [
        "Troops opened fire at Sotk on Friday, the ministry said. Two soldiers were wounded near Kut.\n",
        "Sotk, Kut, Vardenis and Goris, ",
        "He said “she said “they shelled Sotk” ” ",
        "“",
        "(",
        "123 ",
        "1",
        "2-3 km north of ",
        "May 12, 2021 on Friday ",
        "Goris-",
        "SOTK ",
        " ",
        "\n",
        "A. ",
        "two soldiers were killed and ",
    ],
    "ru": ["Азербайджанские войска обстреляли Сотк и Кут Гегаркуникской области. "],
    "hy": ["Ադրբեջանական ուժերը կրակել են Սոթքի ուղղությամբ։ "],
    "az": ["Ermənistan silahlı qüvvələri Kəlbəcər rayonundakı mövqeləri atəşə tutub. "],
}


@pytest.mark.parametrize(("lang", "piece"), [(lang, piece) for lang, pieces in PIECES.items() for piece in pieces])
def test_hostile_reports_take_work_in_proportion(lang, piece):
    tools = open_tools()
    assert in_proportion(
        lambda text: analyse(Report("r", text, lang=lang, published=date(2021, 5, 28)), tools), piece, 1_500
    )
