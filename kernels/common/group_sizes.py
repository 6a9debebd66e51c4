"""How many numbers share a multiplier in the release's formats (section 5.2 of the report; kernels/quantization.py).

A file of its own without torch, since what is counted from a config alone needs these numbers too.
Tests: tests/kernels/test_quantization.py, tests/kernels/test_kv_cache.py.
"""

FP8_TILE = 128  # weights: a square tile of so many rows and columns
FP4_ROW = 32  # weights: so many inputs of one row
ACTIVATION_GROUP = 128  # channels at the input of a matrix stored in FP8 or FP4
KEY_GROUP = 64  # channels of a key that are not rotated, in the KV cache
INDEX_GROUP = 32  # channels of the indexer's keys and queries
