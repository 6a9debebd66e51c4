"""Names that Triton gives all kernels here when it meets them in a random order: kernel_names.py SEED [mended].

In a process of its own: Triton must not be in its interpreter, which it is in the tests' own.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
import random
import sys

os.environ.pop("TRITON_INTERPRET", None)  # read when kernels are decorated

from triton.runtime import JITFunction

import dsv4lab.kernels
from dsv4lab.kernels.common.steady_hash_triton import name_called_functions_first

if sys.argv[2:] == ["mended"]:
    name_called_functions_first()
kernels = {}
for module in pkgutil.iter_modules(dsv4lab.kernels.__path__, "dsv4lab.kernels."):
    if module.name.endswith("_triton"):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, JITFunction) and value.fn.__module__ == module.name:
                kernels[module.name, name] = value
order = sorted(kernels)
random.Random(int(sys.argv[1])).shuffle(order)
named = {place: kernels[place].cache_key for place in order}
print(len(named), hashlib.sha256(repr(sorted(named.items())).encode()).hexdigest())
