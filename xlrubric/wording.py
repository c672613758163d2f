"""A clause's amounts in words, as rows and dropdowns need them, and units as they stand behind numbers.

Apart from the sheets, since ledger and explanation say the same.
"""

from xlrubric.outline import Row
from xlrubric.rules import Clause, Term
from xlrubric.rules.rule import plain
from xlrubric.skin import Skin


def clause_words(row: Row, skin: Skin, pointed: bool) -> str:
    """Give a row's clause as the sheet shows it: with what it asks for behind, where nothing is about points."""
    words = "" if pointed else amount_words(row, skin)
    return f"{row.text}{skin.say('within', words=words)}" if words else row.text


def amount_words(row: Row, skin: Skin) -> str:
    """Say what a row costs or brings, in the labels' words: «每次扣1分，最多3分»."""
    if row.kind in ("applies", "line"):
        return ""
    said = [piece for verb in row.clause.finding.verbs() for piece in _verb_words(row, verb, skin)]
    more = (
        _condition_words(row, skin),
        _flag_words(row.clause, skin),
        _register_words(row, skin),
        _group_words(row, skin),
        [skin.say("due_on", day=row.due)] if row.due else [],
    )
    return skin.labels["join"].join((*said, *(piece for pieces in more for piece in pieces)))


def _verb_words(row: Row, verb: str, skin: Skin) -> list[str]:
    """Say what one verb does: the rule's terms, each with the verb's word in its place."""
    words = skin.labels[f"verb_{verb}"]
    return [say(term, words, skin) for term in row.rule.terms(row.clause, getattr(row.clause.finding, verb))]


def say(term: Term, verb: str, skin: Skin) -> str:
    """Say a term."""
    return skin.say(term.label, verb=verb, **dict(term.values))


def _condition_words(row: Row, skin: Skin) -> list[str]:
    """Say when a flag without a verb holds, where that is more than found or not."""
    if row.clause.finding.verbs() or row.rule.name not in ("crossed_below", "crossed_above", "late", "computed"):
        return []
    return [say(term, "", skin) for term in row.rule.terms(row.clause, None)]


def _flag_words(clause: Clause, skin: Skin) -> list[str]:
    finding, said = clause.finding, []
    if finding.zero is not None and finding.zero_after is None:
        said.append(skin.labels[f"zero_{finding.zero}"])
    if finding.reverse is not None:
        said.append(skin.say("reverse", factor=plain(finding.reverse)))
    if finding.veto is not None:
        said.append(skin.say("veto", grade=finding.veto))
    return said


def _group_words(row: Row, skin: Skin) -> list[str]:
    """Say what a row shares with the others of its group."""
    said = []
    for group in row.together:
        label = (
            f"{group.label}：" if group.label and skin.language != "en" else f"{group.label}: " if group.label else ""
        )
        if group.limit is not None:
            said.append(label + skin.say("together_most", amount=plain(group.limit)))
        if group.keep:
            said.append(label + skin.labels["together_keep"])
    return said


def _register_words(row: Row, skin: Skin) -> list[str]:
    if row.kind != "register":
        return []
    finding, said = row.clause.finding, []
    for word, factor in (finding.forms or {}).items():
        said.append(skin.say("form", word=word, factor=plain(factor)))
    if finding.keep:
        said.append(skin.labels["keep_highest"])
    if finding.at_least:
        said.append(skin.say("at_least", count=finding.at_least))
    if row.clause.limit is not None:
        said.append(skin.say("at_most", amount=plain(row.clause.limit)))
    return said


def behind(unit: str) -> str:
    """Write a unit behind a number: 2次, 78%, but 2 days."""
    return f" {unit}" if unit[:1].isascii() and unit not in ("", "%") else unit
