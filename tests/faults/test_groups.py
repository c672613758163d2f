"""Groups: members of one verb, more than one row, and something that the group does."""

import pytest

from tests.faults.told import codes, item

TWO = "{text: a, deduct: 1}, {text: b, deduct: 2}"


@pytest.mark.parametrize(
    ("fields", "members", "expected"),
    [
        ("keep: highest", TWO, []),
        ("at_most: 2", TWO, []),
        ("group: g", TWO, ["group-idle"]),
        ("keep: highest", "{text: a, check: true}, {text: b, check: true}", ["group-idle"]),
        ("keep: highest", "{text: a, deduct: 1}, {text: b, bonus: 1}", ["group-mixed"]),
        ("keep: highest", "{text: a, deduct: 1}, {text: b, check: true}", ["group-mixed"]),
        ("keep: highest", "{text: a, deduct: 1, penalty: 1}, {text: b, deduct: 1, penalty: 1}", ["group-mixed"]),
        ("keep: highest", "{text: a, deduct: 1}", ["group-of-one"]),
        ("keep: highest", "{text: a, deduct: 1, periods: [上, 下]}", []),
        ("at_most: 2", "{text: a, deduct: 1, register: 3}", []),
        ("at_most: 2", "{text: a, deduct: {A: 1, B: 2}, per: 次}", []),
        ("keep: highest", "{text: a, deduct: {A: 1, B: 2}, per: 次}, {text: b, deduct: 1}", ["group-keep-several"]),
        ("keep: highest", "{text: a, deduct: {A: 1, B: 2}}, {text: b, deduct: 1}", []),
    ],
)
def test_what_is_wrong_with_a_group_is_told(fields: str, members: str, expected: list[str]) -> None:
    assert codes(item(f"{{{fields}, findings: [{members}]}}", "{text: o, deduct: 1}")) == expected
