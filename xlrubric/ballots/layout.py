"""Where everything stands on a ballot: a row a unit, a column a question; a pure function of the slip.

Apart from ``layout``, whose sheets score one unit. Writer and reader both ask it and never know each other.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from xlrubric.ballots.slips import Slip, box, fingerprint, levels, vote_name
from xlrubric.cellrefs import letters, quoted
from xlrubric.expressions import Expression, Ref, call, total
from xlrubric.layout.form import Form
from xlrubric.layout.measure import height, lines, page_breaks, page_room
from xlrubric.layout.sheets import Bounds, Cell, Choice, Formula, FreeText, Input, Sheet
from xlrubric.result import Source
from xlrubric.rules import plain
from xlrubric.series import series
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

KIND = "ballot"
TITLE, SUBTITLE, HOW, PROGRESS, HEAD, FIRST = 2, 3, 4, 5, 6, 7
ID, NAME, QUESTION = 2, 3, 4  # columns; the questions' begin at the last one
ID_WIDTH, ROOM = 10.0, 130.0  # characters; the room that a page has at full size
NARROWEST, WIDEST = 12.0, 26.0  # of a question's column
NAME_WIDTHS = (36.0, 54.0)  # what the names have at least, and at most where there are few questions
TEXT_SIZE, LOWEST = 11.0, 24.0
SHRUNK = 1.25  # a ballot that is so much longer than a page is printed a little smaller, on one
SIGNED = ("rater", "date")
DONE, SHOWN = "0/done", "0/progress"


def slip_form(standard: Standard, skin: Skin, slip: Slip) -> Form:
    """Lay out one ballot: the sheet, the dropdown's words (hidden), the identity (very hidden)."""
    sheets = [ballot_sheet(standard, skin, slip)]
    if levels(slip.ballot):
        sheets.append(lists_sheet(skin, slip))
    sheets.append(identity_sheet(standard, skin, slip))
    return Form(standard, skin, (), tuple(sheets), ())


def ballot_sheet(standard: Standard, skin: Skin, slip: Slip) -> Sheet:
    """Lay out what the rater sees."""
    count, last = len(slip.ballot.questions), FIRST + len(slip.units) - 1
    wide = question_width(count)
    width = ID_WIDTH + name_width(count) + count * wide
    how = "\n".join(how_lines(skin, slip))
    done = QUESTION + count
    signs = {last + 2 + n: key for n, key in enumerate(SIGNED)} if slip.ballot.signed else {}
    heights = _heights(standard, skin, slip, how, width, wide) | dict.fromkeys(signs, 28.0)
    widths = {ID: ID_WIDTH, NAME: name_width(count)} | {QUESTION + n: wide for n in range(count)}
    room = page_room(widths.values(), skin.paper.room)
    whole = sum(heights.values()) + LOWEST <= room * SHRUNK
    return Sheet(
        key=KIND,
        name=skin.labels["tab"],
        cells=(
            Cell(TITLE, ID, ballot_title(skin, standard.rubric.title), "title", across=count + 2),
            Cell(SUBTITLE, ID, named(skin, slip), "subtitle", across=count + 2),
            Cell(HOW, ID, how, "plain", across=count + 2),
            Cell(PROGRESS, ID, Formula(progress(skin, slip)), "value", SHOWN, across=count + 2),
            *_heads(skin, slip),
            *(cell for row, unit in enumerate(slip.units, FIRST) for cell in _row(skin, slip, row, unit)),
            *(cell for row, key in signs.items() for cell in _sign(skin, row, key, count)),
        ),
        row_keys={TITLE: "title", SUBTITLE: "subtitle", HOW: "how", PROGRESS: "progress", HEAD: "head"}
        | {row: f"unit.{unit.id}" for row, unit in enumerate(slip.units, FIRST)}
        | {row: f"sign.{key}" for row, key in signs.items()},
        column_keys={ID: "id", NAME: "name", done: "done"} | {QUESTION + n: f"question.{n + 1}" for n in range(count)},
        widths=widths | {done: 8},
        heights=heights,
        hidden_columns=(done,),
        freeze=HEAD,
        repeat=(HEAD, HEAD),
        breaks=() if whole else _breaks(heights, last, room),
        whole=whole,
        owner=named(skin, slip),
    )


def ballot_title(skin: Skin, title: str) -> str:
    """Give the standard's title as a ballot says it: without the word at its end for a form, which a ballot is none."""
    words = skin.labels["form_words"].split("|")
    return next((shorter for word in words if title.endswith(word) and (shorter := title[: -len(word)].strip())), title)


def question_width(count: int) -> float:
    """Give the width of each question's column, in characters."""
    return min(WIDEST, max(NARROWEST, (ROOM - ID_WIDTH - NAME_WIDTHS[0]) / count))


def name_width(count: int) -> float:
    """Give the width of the names' column, in characters: what so many questions leave."""
    least, most = NAME_WIDTHS
    return min(most, max(least, ROOM - ID_WIDTH - count * question_width(count)))


def named(skin: Skin, slip: Slip) -> str:
    """Name a ballot: the source, whose units, which raters, its number."""
    number = skin.say("number", number=number_text(slip), of=slip.of)
    ballot = skin.say("slip", source=slip.source.name)
    return "　".join(filter(None, (ballot, slip.set, slip.group, number)))


def number_text(slip: Slip) -> str:
    """Write a ballot's number with as many digits as the last one has, at least two."""
    return str(slip.number).zfill(max(2, len(str(slip.of))))


def how_lines(skin: Skin, slip: Slip) -> Iterator[str]:
    """Say what is rated and how to fill the ballot in."""
    ballot = slip.ballot
    yield skin.say("how_rated", count=len(slip.units))
    if words := levels(ballot):
        yield skin.say("how_levels", levels=skin.labels["level_join"].join(_level(skin, slip, word) for word in words))
    else:
        yield skin.say("how_scale", **_bounds(slip))
    yield skin.labels["how_blank"]
    yield skin.labels["how_signed" if ballot.signed else "how_anonymous"]
    yield skin.labels["how_own"]


def _level(skin: Skin, slip: Slip, word: str) -> str:
    """Give a level with its points; where only shares are counted, these say nothing."""
    given = slip.ballot.levels
    if given is None or slip.ballot.share is not None:
        return skin.say("level_plain", word=word)
    return skin.say("level", word=word, points=plain(given[word]))


def _bounds(slip: Slip) -> dict[str, str]:
    asked = box(slip.ballot, 1, "").box
    return {"low": plain(asked.low), "high": plain(asked.high)}


def progress(skin: Skin, slip: Slip) -> Expression:
    """Count the cells that are filled in."""
    of = len(slip.units) * len(slip.ballot.questions)
    before, _, after = skin.labels["progress"].partition("{done}")
    counted = total(tuple(Ref(f"{DONE}:{unit.id}") for unit in slip.units))
    return call("join", before.format(of=of), counted, after.format(of=of))


def _heads(skin: Skin, slip: Slip) -> Iterator[Cell]:
    yield Cell(HEAD, ID, skin.labels["unit_id"], "head")
    yield Cell(HEAD, NAME, skin.labels["unit"], "head")
    for column, question in enumerate(slip.ballot.questions, QUESTION):
        yield Cell(HEAD, column, question, "head")
    yield Cell(HEAD, QUESTION + len(slip.ballot.questions), skin.labels["done"], "head")


def _row(skin: Skin, slip: Slip, row: int, unit: Unit) -> Iterator[Cell]:
    yield Cell(row, ID, unit.id, "center")
    yield Cell(row, NAME, unit.name, "text")
    votes = [f"0/{vote_name(n, unit.id)}" for n, _ in enumerate(slip.ballot.questions, 1)]
    for n, (question, name) in enumerate(zip(slip.ballot.questions, votes, strict=True)):
        yield Cell(row, QUESTION + n, _input(skin, slip, f"{unit.name}　{question}"), "entry", name)
    filled = total(tuple(call("if", call("is_blank", Ref(name)), 0, 1) for name in votes))
    yield Cell(row, QUESTION + len(votes), Formula(filled), "hint", f"{DONE}:{unit.id}")


def _input(skin: Skin, slip: Slip, title: str) -> Input:
    asked = box(slip.ballot, 1, "").box
    if asked.options:
        refuse = skin.say("refuse_choice", words=" / ".join(asked.options))
        return Input(Choice(_area(skin, slip), asked.options), title, skin.labels["ask_choice"], refuse)
    values = _bounds(slip)
    rule = Bounds(asked.low, asked.high, asked.whole, asked.zero)
    return Input(rule, title, skin.say("ask_number", **values), skin.say("refuse_number", **values))


def _area(skin: Skin, slip: Slip) -> str:
    column = letters(2)
    return f"={quoted(skin.labels['lists'])}!${column}$2:${column}${1 + len(levels(slip.ballot))}"


def _sign(skin: Skin, row: int, key: str, questions: int) -> Iterator[Cell]:
    label = skin.labels[key]
    style = "entry_text" if key == "rater" else "entry_day"
    yield Cell(row, ID, label, "label")
    yield Cell(
        row, NAME, Input(FreeText(), label, skin.labels[f"ask_{key}"]), style, f"0/sign.{key}", across=questions + 1
    )


def _heights(standard: Standard, skin: Skin, slip: Slip, how: str, width: float, wide: float) -> dict[int, float]:
    """Give the heights: what is merged or wrapped grows no row by itself."""
    size = skin.size
    heads = max(height(question, wide, size * 1.1) for question in slip.ballot.questions)
    return {
        TITLE: max(
            36.0,
            lines(ballot_title(skin, standard.rubric.title), width, skin.title_size * 1.05) * skin.title_size * 1.5 + 8,
        ),
        SUBTITLE: max(22.0, lines(named(skin, slip), width, 12) * 17.5 + 4),
        HOW: height(how, width, TEXT_SIZE) + 6,
        PROGRESS: 20.0,
        HEAD: max(30.0, heads + 4),
    } | {
        row: max(LOWEST, height(unit.name, name_width(len(slip.ballot.questions)), size) + 4)
        for row, unit in enumerate(slip.units, FIRST)
    }


def _breaks(heights: Mapping[int, float], last: int, room: float) -> tuple[int, ...]:
    """Give the rows before which a page begins; the signatures stay with the last unit."""
    rows = [(row, heights[row]) for row in range(FIRST, last)]
    end = (last, LOWEST + sum(tall for row, tall in heights.items() if row >= last))
    above = sum(tall for row, tall in heights.items() if row < FIRST)
    return page_breaks([*rows, end], above, heights[HEAD], room)


def lists_sheet(skin: Skin, slip: Slip) -> Sheet:
    """Give the hidden sheet that holds the words of the dropdown: from B2 on."""
    words = dict(enumerate(levels(slip.ballot), 2))
    return Sheet(
        key="lists",
        name=skin.labels["lists"],
        cells=tuple(Cell(row, 2, word, "value") for row, word in words.items()),
        row_keys={row: f"word.{n}" for n, row in enumerate(words, 1)},
        column_keys={2: "words"},
        state="hidden",
    )


def identity_sheet(standard: Standard, skin: Skin, slip: Slip) -> Sheet:
    """Give the very hidden sheet that says which ballot this is: keys in A, values in B."""
    rubric = standard.rubric
    facts = [
        ("kind", KIND),
        ("rubric", rubric.rubric),
        ("series", series(rubric.rubric)),
        ("period", rubric.period or ""),
        ("source", slip.source.id),
        ("group", slip.group),
        ("set", slip.set),
        ("number", str(slip.number)),
        ("of", str(slip.of)),
        ("signed", "1" if slip.ballot.signed else ""),
        ("fingerprint", fingerprint(slip.source)),
        ("layout", layout_mark(standard, skin, slip.source)),
        *((f"question.{n}", question) for n, question in enumerate(slip.ballot.questions, 1)),
        *((f"unit.{n}.{key}", getattr(unit, key)) for n, unit in enumerate(slip.units) for key in ("id", "name")),
    ]
    return Sheet(
        key="identity",
        name=skin.labels["identity"],
        cells=tuple(Cell(row, 2, value or None, "hidden") for row, (_, value) in enumerate(facts, 2)),
        row_keys={row: key for row, (key, _) in enumerate(facts, 2)},
        column_keys={2: "value"},
        widths={1: 16, 2: 40},
        state="veryHidden",
    )


def layout_mark(standard: Standard, skin: Skin, source: Source) -> str:
    """Give 16 hexadecimal digits that change with any word, formula or place of the ballot, whoever is rated."""
    slip = Slip(source, "", "", 1, 1, (Unit("\ue000", "\ue001"),))
    sheet = ballot_sheet(standard, skin, slip)
    placed = [(c.row, c.column, c.name, "" if isinstance(c.content, Input) else repr(c.content)) for c in sheet.cells]
    keyed = (sorted(sheet.row_keys.items()), sorted(sheet.column_keys.items()), skin.labels["lists"])
    return sha256(repr((sheet.name, placed, keyed, levels(slip.ballot))).encode()).hexdigest()[:16]
