"""Every example in a docstring of planner holds."""

import doctest
import importlib
import pkgutil

import pytest

import planner

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(planner.__path__, "planner.")
    if not module.name.startswith("planner.ui") and not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
