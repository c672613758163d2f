"""Archives with gaps: put together they are what zipfile makes of the same parts, whatever is cut where."""

import struct
import zlib
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stamping.packages import parts
from xlrubric.stamping.archive import LONG, MOST_STORED, SHORT, Archive, cut, fixed_parts

MARKS = (b"<one>", b"<two>", b"<three>")
NOISE = Random(7).randbytes(3 * LONG)
WORDS = b"\xe5\x8d\x95\xe4\xbd\x8d " * LONG


def zipped(*members: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as package:
        for name, data in members:
            info = ZipInfo(name, (2018, 12, 26, 9, 30, 58))
            info.external_attr, info.compress_type = 0o600 << 16, method
            package.writestr(info, data)
    return buffer.getvalue()


def cut_up(data: bytes, marks: tuple[bytes, ...] = MARKS) -> Archive:
    archive = cut(data, marks)
    assert archive is not None
    return archive


def replaced(data: bytes, texts: list[bytes]) -> bytes:
    for mark, text in zip(MARKS, texts, strict=True):
        data = data.replace(mark, text)
    return data


FIXED = st.one_of(
    st.binary(max_size=40).filter(lambda data: b"<" not in data),
    st.sampled_from([b"", NOISE[:SHORT], NOISE[: SHORT + 1], WORDS[: LONG - 1], WORDS, NOISE]).map(
        lambda data: data.replace(b"<", b"-")
    ),
)
TEXT = st.one_of(st.binary(max_size=30), st.sampled_from([b"", NOISE, b"x" * (SHORT + 1)])).map(
    lambda data: data.replace(b"<", b"-")
)
CONTENT = st.lists(st.one_of(FIXED, st.sampled_from(MARKS)), max_size=7).map(b"".join)


@given(st.lists(CONTENT, min_size=1, max_size=4), st.lists(TEXT, min_size=3, max_size=3))
def test_a_filled_archive_is_what_zipfile_makes_of_the_filled_parts(contents: list[bytes], texts: list[bytes]) -> None:
    names = [f"部分/{n}.xml" if n % 2 else f"{n}.xml" for n in range(len(contents))]
    archive = cut_up(zipped(*zip(names, contents, strict=True)))
    wanted = zipped(*((name, replaced(data, texts)) for name, data in zip(names, contents, strict=True)))
    assert parts(archive.filled(texts)) == parts(wanted)


@pytest.mark.parametrize(
    "content",
    [
        b"<one>",
        b"<one><two>",
        b"<one>a<one>b<one>",
        b"before <three>",
        b"<two> behind",
        WORDS + b"<one>" + WORDS + b"<two>" + NOISE.replace(b"<", b""),
    ],
)
def test_gaps_may_stand_anywhere_and_more_than_once(content: bytes) -> None:
    texts = [b"\xe7\x94\xb2", b"", b"x" * 300]
    (made,) = parts(cut_up(zipped(("a", content))).filled(texts))
    assert made[-1] == replaced(content, texts)


@pytest.mark.parametrize("size", [0, 1, SHORT, SHORT + 1, MOST_STORED, MOST_STORED + 1, 200_000])
def test_a_text_may_have_any_length(size: int) -> None:
    text = Random(size).randbytes(size)
    (made,) = parts(cut_up(zipped(("a", b"x<one>y"))).filled([text, b"", b""]))
    assert made[-1] == b"x" + text + b"y"


def test_one_archive_is_filled_again_and_again() -> None:
    archive = cut_up(zipped(("a", b"1<one>2"), ("b", b"same"), ("c", WORDS + b"<one>")))
    for text in (b"x", b"", b"yy" * 200, b"x"):
        assert [part[-1] for part in parts(archive.filled([text, b"", b""]))] == [
            b"1" + text + b"2",
            b"same",
            WORDS + text,
        ]


def test_a_part_without_a_gap_stays_as_it_was_compressed() -> None:
    data = zipped(("a", NOISE + WORDS), ("b", b"<one>"))
    filled = cut_up(data).filled([b"", b"", b""])
    with ZipFile(BytesIO(data)) as before, ZipFile(BytesIO(filled)) as after:
        sizes = [package.getinfo("a").compress_size for package in (before, after)]
        assert sizes[0] == sizes[1]
    start = 30 + len("a")
    assert filled[: start + sizes[0]] == data[: start + sizes[0]]


def test_the_bytes_are_compressed_nearly_as_well_as_before() -> None:
    content = WORDS + b"<one>" + WORDS
    assert len(cut_up(zipped(("a", content))).filled([b"x", b"", b""])) < 2.2 * len(zipped(("a", content)))


def test_the_two_headers_of_each_part_agree_and_nothing_stands_between_parts() -> None:
    data = cut_up(zipped(("a", b"1<one>2"), ("b", b"3"), ("c", b"<two>"))).filled([b"xyz", b"", b""])
    at = 0
    with ZipFile(BytesIO(data)) as package:
        for info in package.infolist():
            assert info.header_offset == at
            fields = struct.unpack_from("<4s5H3L2H", data, at)
            sums = (info.CRC, info.compress_size, info.file_size)
            assert fields[0] == b"PK\3\4" and fields[6:9] == sums and fields[9:] == (len(info.filename), 0)
            assert fields[1:4] == (info.extract_version, info.flag_bits, ZIP_DEFLATED)
            at += 30 + len(info.filename) + info.compress_size
        assert package.start_dir == at


@given(st.binary(max_size=50), st.sampled_from([LONG, LONG + 1, 3 * LONG]))
def test_a_checksum_goes_on_over_a_long_piece_as_if_it_were_read(before: bytes, size: int) -> None:
    archive = cut_up(zipped(("a", b"<one>" + WORDS[:size])))
    piece = archive.members[0].pieces[1]
    assert piece.tables and piece.after(zlib.crc32(before)) == zlib.crc32(before + WORDS[:size])


def test_a_mark_that_stands_outside_of_the_gaps_is_seen_in_any_part() -> None:
    data = zipped(("a", b"1<one>2"), ("b", b"!"))
    assert cut(data, [b"<one>"], [b"!"]) is None
    assert cut(data, [b"<one>"], [b"one"]) is not None  # it goes with the gap
    assert cut(data, [], [b"one"]) is None


def test_of_two_marks_that_begin_alike_the_longer_one_is_cut() -> None:
    archive = cut_up(zipped(("a", b"x<one>more y<one>z")), (b"<one>", b"<one>more"))
    (made,) = parts(archive.filled([b"A", b"B"]))
    assert made[-1] == b"xB yAz"


def test_without_marks_the_archive_is_kept_whole() -> None:
    data = zipped(("a", b"1"), ("b", WORDS))
    archive = cut_up(data, ())
    assert archive.filled([]) == data and fixed_parts(archive) == []


def test_what_stands_beside_the_gaps_can_be_asked_for() -> None:
    archive = cut_up(zipped(("a", b"1<one>2<two>3"), ("b", b"uncut")))
    assert fixed_parts(archive) == [b"1", b"2", b"3"]


def test_parts_that_are_not_compressed_are_taken_as_they_are() -> None:
    data = zipped(("a", b"<one>"), ("b", WORDS), method=ZIP_STORED)
    cut_part, whole = parts(cut_up(data).filled([b"x", b"", b""]))
    assert (cut_part[-1], whole[-1]) == (b"x", WORDS)
