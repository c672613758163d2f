"""Values in cells: what a clerk may type, what is written, and that every value comes back as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.authoring.made_up import SIGN
from xlrubric.authoring.celltext import Unclear, as_number, cell_of, value_of
from xlrubric.authoring.fields import NODE_FIELDS, Field, Shape
from xlrubric.table_cells import clean

FIELDS = {field.name: field for field in NODE_FIELDS}
BY_SHAPE = {field.shape: field for field in NODE_FIELDS}


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("text", "无计划", "无计划"),
        ("text", "[2018]", "[2018]"),
        ("text", "{甲: 1}", "{甲: 1}"),
        ("text", '"五化"', '"五化"'),
        ("text", '" 前面有空格"', " 前面有空格"),
        ("text", "true", "true"),
        ("points", "0.5", "0.5"),
        ("points", "０.５", "0.5"),
        ("points", "１0 ％", "10%"),
        ("points", "五分", "五分"),
        ("points", "3 5", "3 5"),
        ("floor", "none", "none"),
        ("zero", "本项清零", "item"),
        ("zero", "section", "section"),
        ("zero", "胡写", "胡写"),
        ("key", "是", "true"),
        ("key", "TRUE", "true"),
        ("key", "否", "false"),
        ("evidence", "会议记录、照片；方案;\n总结", ["会议记录、照片", "方案", "总结"]),
        ("evidence", "照片", ["照片"]),
        ("periods", "上半年、下半年", ["上半年", "下半年"]),
        ("periods", '["甲; 乙", 丙]', ["甲; 乙", "丙"]),
        ("check", "是", "true"),
        ("check", "已落实; 推进中", ["已落实", "推进中"]),
        ("deduct", "1", "1"),
        ("deduct", "１．５", "1.5"),
        ("deduct", "1..5", {"from": "1", "to": "5"}),
        ("deduct", "0.5 ～ 2", {"from": "0.5", "to": "2"}),
        ("deduct", "1-5", {"from": "1", "to": "5"}),
        ("deduct", "1至5", {"from": "1", "to": "5"}),
        ("deduct", "-1", "-1"),
        ("deduct", "严重=5; 一般=2", {"严重": "5", "一般": "2"}),
        ("deduct", "严重：5；一般：2", {"严重": "5", "一般": "2"}),
        ("deduct", "严重 = 5\n其他 = 0", {"严重": "5", "其他": "0"}),
        ("deduct", "≥90=0; ≥80=2; 其余=5", {"bands": {"≥90": "0", "≥80": "2", "else": "5"}}),
        ("deduct", ">=90=0; <60=5", {"bands": {">=90": "0", "<60": "5"}}),
        ("deduct", "≥90=0; 优秀=1", {"≥90": "0", "优秀": "1"}),
        ("deduct", "累进: 3; 5; all", {"steps": ["3", "5", "all"]}),
        ("deduct", "累进：3、5、全扣", {"steps": ["3", "5", "all"]}),
        ("award", "折算: 100", {"of": "100"}),
        ("award", "公式: if(x > 3; 1)", {"formula": "if(x > 3; 1)"}),
        ("award", "{bands: {≥90: 10, else: 0}}", {"bands": {"≥90": "10", "else": "0"}}),
        ("award", "视情况", "视情况"),
        ("range", "0..100", {"from": "0", "to": "100"}),
        ("forms", "发文=1; 会议交流=0.5", {"发文": "1", "会议交流": "0.5"}),
        ("gate", "key_zero=true", {"key_zero": "true"}),
        ("gate", '{when: "[1] = 0"}', {"when": "[1] = 0"}),
    ],
)
def test_what_is_typed_is_understood(field: str, typed: str, value: object) -> None:
    assert value_of(typed, FIELDS[field]) == value


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("text", "无计划", "无计划"),
        ("text", "", '""'),
        ("text", " a", '" a"'),
        ("text", "e\u0301", '"e\\u0301"'),
        ("text", "_x0041_", '"\\u005fx0041\\u005f"'),
        ("zero", "item", "本项清零"),
        ("zero", "本项清零", '"本项清零"'),
        ("key", "true", "是"),
        ("key", "是", '"是"'),
        ("evidence", ["a", "b、c"], "a; b、c"),
        ("periods", ["a", "b、c"], "[a, b、c]"),
        ("periods", "a", '"a"'),
        ("deduct", {"from": "1", "to": "5"}, "1..5"),
        ("deduct", {"to": "5", "from": "1"}, "to=5; from=1"),
        ("deduct", {"严重": "5", "一般": "2"}, "严重=5; 一般=2"),
        ("deduct", {"a=b": "5"}, "a=b=5"),
        ("deduct", {"≥90": "5"}, "{≥90: 5}"),
        ("deduct", {"a; b": "5"}, "{a; b: 5}"),
        ("deduct", {"公式": "5"}, "公式=5"),
        ("award", {"of": "100"}, "折算: 100"),
        ("award", {"of": "100", "points": "6"}, "of=100; points=6"),
        ("award", {"steps": ["3", "all"]}, "累进: 3; all"),
        ("award", {"formula": "x * 2"}, "公式: x * 2"),
        ("award", {"bands": {"≥90": "10", "else": "0"}}, "≥90=10; 其余=0"),
        ("award", {"bands": {"≥90": "10", "else": "0"}, "unit": "分"}, "{bands: {≥90: 10, else: 0}, unit: 分}"),
        ("gate", {"key_zero": "true", "key_below": "40"}, "key_zero=true; key_below=40"),
    ],
)
def test_a_value_is_written_as_readably_as_it_can_be(field: str, value: object, written: str) -> None:
    assert cell_of(value, FIELDS[field]) == written
    assert value_of(written, FIELDS[field]) == value


@pytest.mark.parametrize(("field", "value"), [("text", ["a"]), ("text", {}), ("text", "长" * 40_000)])
def test_what_no_cell_can_hold_is_not_written(field: str, value: object) -> None:
    assert cell_of(value, FIELDS[field]) is None


@pytest.mark.parametrize(
    ("typed", "code", "details"),
    [
        ("{a: 1", "authoring-cell-broken", "expected ',' or '}'"),
        ("[a, [", "authoring-cell-broken", "node content"),
        ("{a: 1, a: 2}", "authoring-cell-broken", "字段 a 重复"),
        ("[*a]", "authoring-cell-broken", "这里用了别名"),
        ('{"\\x07": 1}', "authoring-cell-broken", "U+0007"),
        ("严重=5; 严重=2", "authoring-pair-twice", "严重"),
    ],
)
def test_what_cannot_be_read_says_why(typed: str, code: str, details: str) -> None:
    with pytest.raises(Unclear) as caught:
        value_of(typed, FIELDS["deduct"])
    assert caught.value.code == code
    assert details in "".join(caught.value.details.values())


SIGNS = st.text(
    SIGN | st.sampled_from(list(" ;；、=:：{}[]\"',#≥<.\n_x0041\t是公式")),
    max_size=8,
)
VALUES = st.recursive(
    SIGNS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SIGNS, inner, max_size=3),
    max_leaves=6,
)


@given(VALUES, st.sampled_from([field for field in NODE_FIELDS if field.shape is not Shape.TEXT]))
@example([], FIELDS["periods"])
@example({}, FIELDS["deduct"])
@example([""], FIELDS["periods"])
@example({"bands": {"≥1": "2", "其余": "0"}}, FIELDS["deduct"])
@example("\U0001f600 ", FIELDS["deduct"])
@example(["\U0001f600\u0301"], FIELDS["periods"])
def test_every_value_comes_back_from_its_cell(value: object, field: Field) -> None:
    written = cell_of(value, field)
    assert written is not None
    assert clean(written) == written
    assert value_of(written, field) == value


@given(SIGNS)
@example('"a"')
@example('" "')
@example('"\\" \\""')
def test_every_text_comes_back_from_its_cell(text: str) -> None:
    written = cell_of(text, FIELDS["text"])
    assert written is not None
    assert clean(written) == written != ""
    assert value_of(written, FIELDS["text"]) == text


@given(SIGNS.map(clean).filter(bool), st.sampled_from(list(Shape)))
def test_whatever_is_typed_is_read_or_refused_by_name(text: str, shape: Shape) -> None:
    field = BY_SHAPE.get(shape) or Field("x", "x", shape, 8, "")
    try:
        value = value_of(text, field)
    except Unclear as unclear:
        assert unclear.code.startswith("authoring-")
    else:
        assert isinstance(value, str | list | dict)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1", 1), ("0.1", 0.1), ("-2.5", -2.5), ("0", 0), ("0.50", None), ("007", None), ("-0", None)),
        *(("10%", None), ("1.", None), ("+1", None), ("none", None), ("1234567890", None), ("٣", None)),
    ],
)
def test_only_a_number_that_comes_back_as_written_becomes_a_number(text: str, number: float | None) -> None:
    assert as_number(text) == number
