"""A clause's amounts in words, as rows and dropdowns need them, and units as they stand behind numbers.

Apart from the sheets, since ledger and explanation say the same.
"""

from xlrubric.outline import Row
from xlrubric.rules import Clause, Term
from xlrubric.rules.rule import plain
from xlrubric.tongue import Tongue


def clause_words(row: Row, tongue: Tongue, pointed: bool) -> str:
    """Give a row's clause as the sheet shows it: with what it asks for behind, where nothing is about points."""
    words = "" if pointed else amount_words(row, tongue)
    return f"{row.text}{tongue.say('within', words=words)}" if words else row.text


def amount_words(row: Row, tongue: Tongue) -> str:
    """Say what a row costs or brings, in the labels' words: «每次扣1分，最多3分»."""
    if row.kind in ("applies", "line"):
        return ""
    said = [piece for verb in row.clause.finding.verbs() for piece in _verb_words(row, verb, tongue)]
    more = (
        _condition_words(row, tongue),
        _flag_words(row.clause, tongue),
        _register_words(row, tongue),
        _group_words(row, tongue),
        [tongue.say("due_on", day=row.due)] if row.due else [],
    )
    return tongue.labels["join"].join((*said, *(piece for pieces in more for piece in pieces)))


def _verb_words(row: Row, verb: str, tongue: Tongue) -> list[str]:
    """Say what one verb does: the rule's terms, each with the verb's word in its place."""
    words = tongue.labels[f"verb_{verb}"]
    return [say(term, words, tongue) for term in row.rule.terms(row.clause, getattr(row.clause.finding, verb))]


def say(term: Term, verb: str, tongue: Tongue) -> str:
    """Say a term."""
    return tongue.say(term.label, verb=verb, **dict(term.values))


def _condition_words(row: Row, tongue: Tongue) -> list[str]:
    """Say when a flag without a verb holds, where that is more than found or not."""
    if row.clause.finding.verbs() or row.rule.name not in ("crossed_below", "crossed_above", "late", "computed"):
        return []
    return [say(term, "", tongue) for term in row.rule.terms(row.clause, None)]


def _flag_words(clause: Clause, tongue: Tongue) -> list[str]:
    finding, said = clause.finding, []
    if finding.zero is not None and finding.zero_after is None:
        said.append(tongue.labels[f"zero_{finding.zero}"])
    if finding.reverse is not None:
        said.append(tongue.say("reverse", factor=plain(finding.reverse)))
    if finding.veto is not None:
        said.append(tongue.say("veto", grade=finding.veto))
    return said


def _group_words(row: Row, tongue: Tongue) -> list[str]:
    """Say what a row shares with the others of its group."""
    said = []
    for group in row.together:
        label = (
            f"{group.label}：" if group.label and tongue.language != "en" else f"{group.label}: " if group.label else ""
        )
        if group.limit is not None:
            said.append(label + tongue.say("together_most", amount=plain(group.limit)))
        if group.keep:
            said.append(label + tongue.labels["together_keep"])
    return said


def _register_words(row: Row, tongue: Tongue) -> list[str]:
    if row.kind != "register":
        return []
    finding, said = row.clause.finding, []
    for word, factor in (finding.forms or {}).items():
        said.append(tongue.say("form", word=word, factor=plain(factor)))
    if finding.keep:
        said.append(tongue.labels["keep_highest"])
    if finding.at_least:
        said.append(tongue.say("at_least", count=finding.at_least))
    if row.clause.limit is not None:
        said.append(tongue.say("at_most", amount=plain(row.clause.limit)))
    return said


def behind(unit: str) -> str:
    """Write a unit behind a number: 2次, 78%, but 2 days."""
    return f" {unit}" if unit[:1].isascii() and unit not in ("", "%") else unit
