"""A ballot is no scoring form, and does not call itself one."""

import pytest

from xlrubric.ballots.layout import ballot_title
from xlrubric.ballots.words import ballot_skin


@pytest.mark.parametrize(
    ("language", "title", "shown"),
    [
        ("zh-Hans", "2018年述职评议考核评分表", "2018年述职评议考核"),
        ("zh-Hans", "党建工作评分细则", "党建工作"),
        ("zh-Hans", "评分表的填写", "评分表的填写"),
        ("zh-Hans", "评分表", "评分表"),
        ("zh-Hant", "機關黨建考核評分表", "機關黨建考核"),
        ("en", "Kitchen hygiene 2025 score sheet", "Kitchen hygiene 2025"),
        ("en", "Fire & Safety 2025", "Fire & Safety 2025"),
    ],
)
def test_the_word_for_a_form_is_left_out_at_the_end_of_the_title(language: str, title: str, shown: str) -> None:
    assert ballot_title(ballot_skin(language), title) == shown
