"""Shared by all tests: helpers beside the tests are importable, and notebooks are compared for real."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
