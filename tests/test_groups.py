"""What several tests share is made once: those of a group run in one process, or whoever ran them would pay twice."""

import pytest

from tests.effort import each

GROUP = "shared"


@pytest.mark.xdist_group(GROUP)
def test_the_runner_sees_the_groups(request: pytest.FixtureRequest) -> None:
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("the tests run in one process")
    assert request.node.nodeid.endswith(f"@{GROUP}")


def test_each_parameter_of_a_fixture_is_a_group_of_its_own() -> None:
    one, other = each([1, 2], "number", ["a", "b"])
    assert (one.values, one.id, [mark.args for mark in one.marks]) == ((1,), "a", [("number a",)])
    assert other.marks[0].args == ("number b",)
