"""Python itself loads this from PYTHONPATH. Where there is no CUDA, host memory need not be registered with it."""

import importlib.abc
import importlib.util
import sys

MODULE = "sglang.srt.mem_cache.pool_host.common"


class Finder(importlib.abc.MetaPathFinder):
    """Replaces one function of one module, right after that module was loaded."""

    def find_spec(self, name, path=None, target=None):
        if name != MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            module._cuda_host_register = lambda *args, **kwargs: None

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Finder())
