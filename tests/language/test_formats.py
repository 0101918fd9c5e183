"""Numbers, money, dates and messages as readers of both languages see them."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.language import Language, Message, Quantity, Unit, catalogue, language_for, say

EN, ZH = Language("en"), Language("zh")


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """Return Chinese with a catalogue of three sentences, one of them only guessed."""
    (tmp_path / "zh.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "{rows} rows read"\nmsgstr "读取 {rows} 行"\n\n'
        'msgid "Goal: {goal}"\nmsgstr "目标：{goal}"\n\n'
        '#, fuzzy\nmsgid "Guessed"\nmsgstr "猜的"\n\n'
        'msgid "Empty"\nmsgstr ""\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    catalogue.translations.cache_clear()
    yield ZH
    catalogue.translations.cache_clear()


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (12345, 0, "12,345"),
        (-12345, 0, "-12,345"),
        (0.5, 0, "1"),
        (-0.5, 0, "-1"),
        (2.675, 2, "2.68"),
        (Decimal("2474823.075"), 2, "2,474,823.08"),
        (-0.4, 0, "0"),
        (Decimal("-0.001"), 2, "0.00"),
        (10**40, 0, f"{10**40:,}"),
        (float("nan"), 2, "nan"),
        (float("inf"), 2, "inf"),
        (None, 2, "–"),
    ],
)
def test_number(value: Any, decimals: int, written: str) -> None:
    assert EN.number(value, decimals) == ZH.number(value, decimals) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.integers(0, 4))
def test_a_written_number_reads_as_the_number_to_its_decimals(value: Decimal, places: int) -> None:
    written = EN.number(value, places)
    assert abs(Decimal(written.replace(",", "")) - value) <= Decimal("0.5").scaleb(-places)
    assert not (written.startswith("-") and set(written) <= set("-0.,"))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.5, "0.5"),
        (1200, "1,200"),
        (1200.0, "1,200"),
        (0.125, "0.13"),
        (-0.001, "0"),
        (100, "100"),
    ],
)
def test_plain(value: Any, written: str) -> None:
    assert EN.plain(value) == written


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (Decimal("1234.5"), "CN¥1,234.50", "¥1,234.50"),
        (Decimal("-1234.5"), "-CN¥1,234.50", "-¥1,234.50"),
        (Decimal("-0.001"), "CN¥0.00", "¥0.00"),
        (0, "CN¥0.00", "¥0.00"),
        (None, "–", "–"),
    ],
)
def test_money(value: Any, english: str, chinese: str) -> None:
    assert (EN.money(value), ZH.money(value)) == (english, chinese)


def test_money_of_a_currency_without_decimals() -> None:
    assert Language("en", "JPY").money(1234.5) == "¥1,235"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (Decimal("1286424.13"), "CN¥1.286M", "¥128.64万"),
        (Decimal("-1286424.13"), "-CN¥1.286M", "-¥128.64万"),
        (100_000, "CN¥100,000", "¥10.00万"),
        (99_999, "CN¥99,999", "¥99,999"),
        (Decimal("-99999.4"), "-CN¥99,999", "-¥99,999"),
        (None, "–", "–"),
    ],
)
def test_compact_money(value: Any, english: str, chinese: str) -> None:
    assert (EN.compact_money(value), ZH.compact_money(value)) == (english, chinese)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0.8883, 1, "88.8 %"),
        (0.3, 1, "30 %"),
        (-0.05, 1, "-5 %"),
        (1.5, 0, "150 %"),
        (None, 1, "–"),
    ],
)
def test_share(value: Any, decimals: int, written: str) -> None:
    assert EN.share(value, decimals) == ZH.share(value, decimals) == written


def test_dates_and_hours() -> None:
    day, moment = date(2026, 11, 11), datetime(2026, 11, 11, 0, 5)
    assert (EN.day(day), ZH.day(day)) == ("Wed 11 Nov 2026", "2026年11月11日 周三")
    assert (EN.short_day(day), ZH.short_day(day)) == ("Wed 11 Nov", "11月11日 周三")
    assert (EN.moment(moment), ZH.moment(moment)) == ("11 Nov 2026, 00:05", "2026年11月11日 00:05")
    assert (EN.hour(0), ZH.hour(23)) == ("00–01", "23–24")


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (Decimal("9.5"), Unit.MONEY, "CN¥9.50"),
        (0.3, Unit.SHARE, "30 %"),
        (0.0368, Unit.SHARE, "3.68 %"),
        (1234, Unit.COUNT, "1,234"),
        (29.876, Unit.RATIO, "29.876"),
        (8, Unit.HOUR_OF_DAY, "08:00"),
        (24, Unit.HOUR_OF_DAY, "24:00"),
        (30, Unit.SECONDS, "30 s"),
        (14, Unit.PEOPLE, "14 people"),
        (7, Unit.DAYS, "7 days"),
        (116.5, Unit.PER_HOUR, "116.5 an hour"),
        (None, Unit.MONEY, "–"),
        (None, Unit.DAYS, "–"),
    ],
)
def test_quantity(value: Any, unit: Unit, written: str) -> None:
    assert EN.quantity(value, unit) == written


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("value", [3, 3.5, Decimal("3.5"), -1, 0])
def test_every_unit_can_be_written(unit: Unit, value: Any) -> None:
    assert any(sign.isdigit() for sign in EN.quantity(value, unit))


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (None, "–"),
        ("{not a place}", "{not a place}"),
        (12345, "12,345"),
        (True, "True"),
        (0.125, "0.13"),
        (float("inf"), "inf"),
        (Decimal("NaN"), "NaN"),
        (date(2026, 11, 11), "Wed 11 Nov 2026"),
        (datetime(2026, 11, 11, 20, 0), "11 Nov 2026, 20:00"),
        (Quantity(0.3, Unit.SHARE), "30 %"),
        (say("{n} of {m}", n=1, m=say("many")), "1 of many"),
    ],
)
def test_a_message_writes_each_field_by_its_kind(field: Any, written: str) -> None:
    assert EN.text(say("[{field}]", field=field)) == f"[{written}]"
    assert EN.error(PlanError("[{field}]", field=field)) == f"[{written}]"


def test_translation(chinese: Language) -> None:
    inner = say("{rows} rows read", rows=12345)
    assert chinese.text(inner) == "读取 12,345 行"
    assert chinese.text(say("Goal: {goal}", goal=inner)) == "目标：读取 12,345 行"
    assert chinese.error(PlanError("Goal: {goal}", goal=Quantity(0.3, Unit.SHARE))) == "目标：30 %"


@pytest.mark.parametrize("template", ["Nobody translated {this}", "Guessed", "Empty"])
def test_an_unknown_or_guessed_sentence_falls_back_to_english(
    chinese: Language, template: str
) -> None:
    assert chinese.text(Message(template, {"this": 5})) == template.format(this=5)


@pytest.mark.parametrize(
    ("locale", "code"),
    [("en-GB", "en"), ("de", "en"), ("zh-CN", "zh"), ("zh_Hant", "zh"), ("ZH", "zh"), (None, "zh")],
)
def test_language_for_a_locale(locale: str | None, code: str) -> None:
    assert language_for(locale).code == code


def test_an_error_in_the_log_is_its_english_sentence() -> None:
    label = say("{item}: price", item=say("Cartons"))
    error = PlanError("{label}: {value} is odd.", label=label, value=Quantity(0.3, Unit.SHARE))
    assert str(error) == "Cartons: price: 0.3 share is odd."


def test_messages_are_equal_by_what_they_say() -> None:
    assert say("{n}", n=1) == say("{n}", n=1) != say("{n}", n=2)
    assert len({say("{n}", n=1), say("{n}", n=1), say("{n}", n=2)}) == 2


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (-1, Unit.PEOPLE, "1 fewer", "少 1 人"),
        (1, Unit.PEOPLE, "1 more", "多 1 人"),
        (Decimal(-12), Unit.PEOPLE, "12 fewer", "少 12 人"),
        (0, Unit.PEOPLE, "=", "="),
        (None, Unit.PEOPLE, "–", "–"),
        (Decimal("-2.5"), Unit.HOURS, "-2.5 h", "-2.5 小时"),
        (Decimal("1234.5"), Unit.MONEY, "+CN¥1,234.50", "+¥1,234.50"),
        (0.05, Unit.SHARE, "+5 points", "+5 个百分点"),
        (3, Unit.COUNT, "+3", "+3"),
    ],
)
def test_a_difference_reads_as_people_say_it(
    value: Any, unit: Unit, english: str, chinese: str
) -> None:
    assert Language("en").difference(value, unit) == english
    assert Language("zh").difference(value, unit) == chinese
