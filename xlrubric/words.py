"""The words that entries are made of, by language: they are data of the form, not of its look.

Apart from the labels in ``templates/`` because a changed look must not change what an entry means.
"""

FOUND_WORDS: dict[str, tuple[str, str]] = {
    "zh-Hans": ("无", "有"),
    "zh-Hant": ("無", "有"),
    "en": ("no", "yes"),
}
APPLIES_WORDS: dict[str, tuple[str, str]] = {
    "zh-Hans": ("适用", "不适用"),
    "zh-Hant": ("適用", "不適用"),
    "en": ("applies", "n/a"),
}
# of a document that a unit must show: it is there, it is missing, the unit has no occasion for it
EVIDENCE_WORDS: dict[str, tuple[str, str, str]] = {
    "zh-Hans": ("已备", "缺", "不涉及"),
    "zh-Hant": ("已備", "缺", "不涉及"),
    "en": ("ready", "missing", "n/a"),
}
