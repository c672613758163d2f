"""YAML as text with places: scalars stay text, every node knows its line, every trap is refused by line."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.problems import Place, Refusal
from xlrubric.typed_text import holdable
from xlrubric.yamltext import DEEPEST, MOST_BYTES, Source, parse_yaml, read_yaml

RUBRICS = Path(__file__).parent.parent / "rubrics"


def refused(text: str) -> tuple[str, int, int]:
    """Parse what must be refused; give code, line and column."""
    with pytest.raises(Refusal) as caught:
        parse_yaml(text, "r.yaml")
    (found,) = caught.value.problems
    assert found.place.file == "r.yaml"
    return found.code, found.place.line, found.place.column


def told(text: str) -> list[tuple[str, int, int]]:
    """Parse what can be used; give code, line and column of each problem."""
    return [(p.code, p.place.line, p.place.column) for p in parse_yaml(text, "r.yaml").problems]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: 0.1", {"a": "0.1"}),
        ("a: no", {"a": "no"}),
        ("a: 010", {"a": "010"}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: 2018-12-20", {"a": "2018-12-20"}),
        ("a: ~", {"a": "~"}),
        ("a: null", {"a": "null"}),
        ("a:", {"a": ""}),
        ("1: b", {"1": "b"}),
        ("yes: b", {"yes": "b"}),
        ("a: 'no'", {"a": "no"}),
        ('a: "b\\nc"', {"a": "b\nc"}),
        ("a: >-\n  b\n  c", {"a": "b c"}),
        ("a: {from: 1, to: 2}", {"a": {"from": "1", "to": "2"}}),
        ("- 1\n- [2, x]", ["1", ["2", "x"]]),
        ("# nothing else\na: b", {"a": "b"}),
        ("a: on", {"a": "on"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: .5", {"a": ".5"}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a: .inf", {"a": ".inf"}),
        ("a: =", {"a": "="}),
        ("a: 1\r\nb: 2\r\n", {"a": "1", "b": "2"}),
        ("a: 1\rb: 2", {"a": "1", "b": "2"}),
        ("a: b\tc", {"a": "b\tc"}),
        ("'<<': {a: 1}", {"<<": {"a": "1"}}),
        ("a: <<", {"a": "<<"}),
        ("a: '&b'", {"a": "&b"}),
        ("a: b：c，d", {"a": "b：c，d"}),
        ("a: 次 # 每次", {"a": "次"}),
        ("a: !", None),
    ],
)
def test_scalars_stay_text(text: str, tree: object) -> None:
    if tree is None:
        assert refused(text)[0] == "yaml-tag"
    else:
        assert parse_yaml(text, "r.yaml").tree == tree


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 1, 4),
        (("b",), 3, 3),
        (("b", 0), 3, 5),
        (("b", 0, "c"), 3, 8),
        (("b", 1), 4, 5),
        (("b", 1, "d"), 4, 9),
        (("b", 1, "e"), 4, 16),
        (("b", 1, "missing"), 4, 5),
        (("b", 7, "c", "deeper"), 3, 3),
        (("missing",), 1, 1),
    ],
)
def test_every_node_knows_its_place_and_lends_it_to_what_is_missing(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    source = parse_yaml("a: 1\nb:\n  - c: 2\n  - {d: 3, e:  4}\n", "r.yaml")
    assert source.place(path) == Place("r.yaml", line, column)


def test_a_source_without_places_still_names_the_file() -> None:
    assert Source("r.yaml", {}, {}, ()).place(("a", 0)) == Place("r.yaml")


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "yaml-empty", 0, 0),
        ("# only a remark\n", "yaml-empty", 0, 0),
        ("a:\n\tb: 1", "yaml-tab", 2, 1),
        ("a:\n  b: 1\n  \tc: 1", "yaml-tab", 3, 3),
        ("a: 1\r\n\tb: 1", "yaml-tab", 2, 1),
        ("a: 1\u2028b: 1\x0bc\n\tb: 1", "yaml-tab", 3, 1),
        ("a: 1\nb: 次\x07", "yaml-character", 2, 5),
        ("a: 1\rb: 次\x07", "yaml-character", 2, 5),
        ("\x00", "yaml-character", 1, 1),
        ("a: 1\n---\nb: 2", "yaml-documents", 2, 1),
        ("a: 1\n---\n", "yaml-documents", 2, 1),
        ("a: &x 1\nb: *x", "yaml-anchor", 1, 4),
        ("a: &x {b: 1}", "yaml-anchor", 1, 4),
        ("- &x [1]", "yaml-anchor", 1, 3),
        ("a: *unknown", "yaml-alias", 1, 4),
        ("a: [*x]", "yaml-alias", 1, 5),
        ("a: !!int 1", "yaml-tag", 1, 4),
        ("a: !!python/object:os.system x", "yaml-tag", 1, 4),
        ("a: !urgent x", "yaml-tag", 1, 4),
        ("- !x [1]", "yaml-tag", 1, 3),
    ],
)
def test_traps_are_refused_where_they_stand(text: str, code: str, line: int, column: int) -> None:
    assert refused(text) == (code, line, column)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: b: c", 1), ("a: 1\nb: 'c", 2), ("a: 1\n b: 2", 2), ("a: {b: [}", 1), ("a: @b", 1)],
)
def test_broken_yaml_is_refused_by_line(text: str, line: int) -> None:
    assert refused(text)[:2] == ("yaml-broken", line)  # the column is the parser's own


def test_what_the_parser_says_is_there_in_chinese_too() -> None:
    with pytest.raises(Refusal) as caught:
        parse_yaml("a: 'b", "r.yaml")
    details = dict(caught.value.problems[0].details)
    assert details == {"why": "found unexpected end of stream", "why_zh": "引号没有配对"}


@pytest.mark.parametrize(
    ("text", "wrong", "right", "line", "column"),
    [
        ("ab：1\nb: 2", "ab：", "ab: ", 1, 1),
        ("x: 1\n- text：a\n  b: 1", "text：", "text: ", 2, 3),
        ("x:\n  - {text: a，deduct：1}}", "，deduct：", "deduct: ", 2, 0),
        ("x: {text: a，deduct: 1}", "，deduct", ", deduct", 1, 12),
        ("x: 1\nsections：\n  - name: a", "sections：", "sections: ", 2, 1),
        ("ab:1\nb: 2", "ab:", "ab: ", 1, 1),
    ],
)
def test_a_full_width_colon_or_one_without_a_blank_is_named_where_it_led_the_parser_astray(
    text: str, wrong: str, right: str, line: int, column: int
) -> None:
    with pytest.raises(Refusal) as caught:
        parse_yaml(text, "r.yaml")
    (found,) = caught.value.problems
    assert (found.code, found.place.line) == ("yaml-sign", line)
    assert dict(found.details)["right"] == right
    assert dict(found.details)["text"] in wrong
    assert column in (0, found.place.column)


@pytest.mark.parametrize(
    "text", ["a: http://x: y", "见附件：b\na: b: c", "a: 甲方PPT：b: c", "a: 1\nab:\n  b: : c", "a:b: :", "a: @b"]
)
def test_a_colon_that_is_right_or_stands_in_a_text_is_not_blamed(text: str) -> None:
    assert refused(text)[0] == "yaml-broken"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2", []),
        ("a: 1\nb: 2\na: 3", [("yaml-key-twice", 3, 1)]),
        ("a: {b: 1, b: 2}", [("yaml-key-twice", 1, 11)]),
        ("'a': 1\na: 3", [("yaml-key-twice", 2, 1)]),
        ("a: 1\na: 2\na: 3", [("yaml-key-twice", 2, 1), ("yaml-key-twice", 3, 1)]),
        ("- {a: 1}\n- {a: 1}", []),
        ("? [a]\n: b", [("yaml-key", 1, 3)]),
        ("? {a: 1}\n: b\nc: 1\nc: 2", [("yaml-key", 1, 3), ("yaml-key-twice", 4, 1)]),
        ("<<: {a: 1}\nb: 1", [("yaml-merge", 1, 1)]),
        ("a: {<<: {b: 1}, c: 1}", [("yaml-merge", 1, 5)]),
    ],
)
def test_keys_are_plain_and_stand_once(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(text) == expected


def test_of_a_key_that_stands_twice_the_first_is_kept_and_named() -> None:
    source = parse_yaml("a: 1\nb: 2\na: 3", "r.yaml")
    assert source.tree == {"a": "1", "b": "2"}
    assert source.problems[0].details == (("key", "a"), ("first", "1"))


@pytest.mark.parametrize("one", ["[", "- ", "{a: ", "? ", "[{a: "])
def test_nesting_is_refused_long_before_it_could_break_the_parser(one: str) -> None:
    assert refused("x: [" + one * 100_000 if one[0] in "[{" else one * 100_000)[0] == "yaml-deep"


@pytest.mark.parametrize(("levels", "fits"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_the_limit_of_nesting_is_the_one_that_is_stated(levels: int, fits: bool) -> None:
    text = "[" * levels + "]" * levels
    if fits:
        assert parse_yaml(text, "r.yaml").problems == ()
    else:
        assert refused(text)[0] == "yaml-deep"


def read_refused(path: Path) -> tuple[str, int, dict[str, str]]:
    with pytest.raises(Refusal) as caught:
        read_yaml(path)
    (found,) = caught.value.problems
    assert found.place.file == str(path)
    return found.code, found.place.line, dict(found.details)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    code, line, details = read_refused(tmp_path / "none.yaml")
    assert (code, line) == ("file-unreadable", 0)
    assert details["why"]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert read_refused(tmp_path)[0] == "file-is-folder"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_or_without_its_mark(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "r.yaml").write_text("a: 次\n", encoding=encoding)
    source = read_yaml(tmp_path / "r.yaml")
    assert source.tree == {"a": "次"}
    assert source.place(("a",)).column == 4


@pytest.mark.parametrize(
    ("data", "line", "guess"),
    [
        ("a: 1\nb: 每次\n".encode("gb18030"), 2, "GBK (GB18030)"),
        ("a: 每次\n".encode("utf-16"), 1, "UTF-16"),
        ("a: 每次\n".encode("utf-16-le"), 1, "UTF-16"),
        ("a: 每次\n".encode("utf-16-be"), 1, "UTF-16"),
        (b"a: 1\n\n\nb: \xff", 4, "?"),
    ],
)
def test_another_encoding_is_refused_by_line_and_guessed(tmp_path: Path, data: bytes, line: int, guess: str) -> None:
    (tmp_path / "r.yaml").write_bytes(data)
    assert read_refused(tmp_path / "r.yaml") == ("not-utf8", line, {"encoding": guess})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\xff\xff", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04".ljust(MOST_BYTES + 1), ".docx"),
    ],
)
def test_a_file_of_another_program_is_named_as_such(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "r.yaml").write_bytes(data)
    code, line, details = read_refused(tmp_path / "r.yaml")
    assert (code, line) == ("file-foreign", 0)
    assert kind in details["kind_en"] and kind in details["kind_zh"]


def test_a_line_of_a_megabyte_is_read(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_bytes(b"a: ".ljust(MOST_BYTES, b"x"))
    tree = read_yaml(tmp_path / "r.yaml").tree
    assert isinstance(tree, dict) and len(tree["a"]) == MOST_BYTES - 3


@pytest.mark.parametrize(("size", "fits"), [(MOST_BYTES, True), (MOST_BYTES + 1, False)])
def test_a_file_over_a_megabyte_is_refused_unread(tmp_path: Path, size: int, fits: bool) -> None:
    (tmp_path / "r.yaml").write_bytes(b"a: 1\n#".ljust(size, b"x"))
    if fits:
        assert read_yaml(tmp_path / "r.yaml").tree == {"a": "1"}
    else:
        details = {"bytes": str(size), "most": str(MOST_BYTES)}
        assert read_refused(tmp_path / "r.yaml") == ("yaml-too-large", 0, details)


@pytest.mark.parametrize("path", sorted(RUBRICS.rglob("*.yaml")), ids=lambda p: p.name)
def test_the_shipped_rubrics_are_plain_yaml(path: Path) -> None:
    assert read_yaml(path).problems == ()


@pytest.mark.parametrize(
    ("text", "sign", "column"),
    [
        ('a: "b\\x07c"', "U+0007", 4),
        ('"a\\0": b', "U+0000", 1),
        ('[a, "\\uFFFE"]', "U+FFFE", 5),
        ('"\\r"', "U+000D", 1),
    ],
)
def test_what_no_workbook_can_hold_is_told_where_it_stands(text: str, sign: str, column: int) -> None:
    assert told(text) == [("yaml-character", 1, column)]
    assert parse_yaml(text, "").problems[0].details == (("sign", sign),)


SIGNS = st.characters(codec="utf-8").filter(lambda sign: holdable(sign) == sign)
WRITTEN = st.recursive(
    st.text(SIGNS, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(SIGNS, max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(WRITTEN.filter(lambda tree: isinstance(tree, list | dict)))
def test_what_is_written_as_text_comes_back_as_text(tree: object) -> None:
    text = yaml.dump(tree, allow_unicode=True, default_style='"', Dumper=_Untagged)
    source = parse_yaml(text, "r.yaml")
    assert (source.tree, source.problems) == (tree, ())
    assert set(source.places) == set(paths(tree))


class _Untagged(yaml.SafeDumper):
    """Writes every text in quotes and repeats what stands twice, as the reader wants it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@given(st.text(st.sampled_from("ab: -[]{}#&*!|>'\"%@`,?\n\t次1.~<=\ufeff\x85"), max_size=40) | st.text())
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        source = parse_yaml(text, "r.yaml")
    except Refusal as refusal:
        found = list(refusal.problems)
    else:
        found = list(source.problems)
        assert set(source.places) == set(paths(source.tree))
    assert all(p.place.line <= len(text.splitlines()) + 1 for p in found)


def paths(tree: object, own: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Give the path of every node of a tree."""
    if isinstance(tree, dict):
        return [own, *(p for key, value in tree.items() for p in paths(value, (*own, key)))]
    if isinstance(tree, list):
        return [own, *(p for n, value in enumerate(tree) for p in paths(value, (*own, n)))]
    return [own]
