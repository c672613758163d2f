"""Days as people write them: whole ones only, in any of the ways in use."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.days import day_of_number, find_day, read_day, without_day

SIXTH = date(2020, 3, 6)


@pytest.mark.parametrize(
    "text",
    [
        "2020-03-06",
        "2020-3-6",
        "2020.3.6",
        "2020/03/06",
        "2020年3月6日",
        "2020 年 3 月 6 日",
        "2020年3月6",
        "20200306",
        "２０２０．３．６",
        " 2020-03-06\n",
        "2020-03-06 00:00:00",
        "2020-03-06T00:00:00.000",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text) == SIXTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3月底前",
        "3月6日",
        "2020-03",
        "2020-02-30",
        "2020-13-01",
        "0000-01-01",
        "2020-03.06",  # two kinds of signs
        "20-03-06",
        "12020-03-06",
        "2020-03-067",
        "〔2020〕12号",
        "x2020-03-06",
        "2020-03-06 08:30",
        "21000306",  # eight digits of another century are a number
        "2020036",
    ],
)
def test_what_is_no_whole_day_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("张三 2020.3.6", SIXTH, "张三"),
        ("2020年3月6日　张三", SIXTH, "张三"),
        ("张三（2020-03-06）", SIXTH, "张三"),
        ("张三，2020-3-6，盖章", SIXTH, "张三 盖章"),
        ("绍市委办综〔2020〕12号，2020.3.6", SIXTH, "绍市委办综〔2020〕12号"),
        ("2020-02-30 后于 2020-03-06", SIXTH, "2020-02-30 后于"),
        ("张三", None, "张三"),
        ("2020.3.6", SIXTH, ""),
        ("2020-03-0612", None, "2020-03-0612"),
    ],
)
def test_a_day_is_found_within_a_text_and_taken_out_of_it(text: str, day: date | None, rest: str) -> None:
    assert find_day(text) == day
    assert without_day(text) == rest


def test_the_number_that_excel_keeps_is_its_day() -> None:
    assert day_of_number(Decimal(43896)) == SIXTH
    assert day_of_number(Decimal("43896.75")) == SIXTH  # at six in the evening
    assert day_of_number(Decimal(61)) == date(1900, 3, 1)
    assert day_of_number(Decimal(60)) is None  # Excel's 29 February 1900, which never was
    assert day_of_number(Decimal(2958466)) is None


@given(st.dates(date(1900, 3, 1), date(2099, 12, 31)))
def test_every_day_comes_back_from_each_way_to_write_it(day: date) -> None:
    ways = (day.isoformat(), f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日")
    assert [read_day(way) for way in ways] == [day] * 3
    assert day_of_number(Decimal((day - date(1899, 12, 30)) // timedelta(days=1))) == day
