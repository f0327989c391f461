"""Stands in for modules that need a GPU or a cluster, so that a trainer's own module can be imported without them."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from unittest.mock import MagicMock


class _StandIn(types.ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        made = MagicMock(name=f"{self.__name__}.{name}")
        setattr(self, name, made)
        return made


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, roots: tuple[str, ...]) -> None:
        self.roots = roots

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if any(name == root or name.startswith(f"{root}.") for root in self.roots):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        del module


def stand_in_for(*roots: str) -> None:
    """Any import of these modules, or below them, gives an object that takes every call."""
    sys.meta_path.insert(0, _Finder(roots))


def without_init(source: str, *packages: str) -> None:
    """Packages of a source tree whose `__init__` is not run: what it imports is not there."""
    for name in packages:
        module = types.ModuleType(name)
        module.__path__ = [f"{source}/{name.replace('.', '/')}"]
        sys.modules[name] = module
