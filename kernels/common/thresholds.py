"""How many is few: the one table of where kernels go over from one way of working to another.

For a few tokens time is the bytes of the weights, so a matrix is read once for every token by itself; for many it is the
products, which matrix units make in blocks. Each number was measured on an H200 (tests/bench/cases.py,
tests/bench/block_sizes.py; kernels/README.md says what came of it) and names the last case of the way before.
Tests: tests/kernels/test_linear_triton.py, tests/kernels/test_experts_triton.py and the other tests of kernels take both
sides.
"""

from __future__ import annotations

# Tokens.
LINEAR_FEW = 4  # a stored matrix (and the router's) is read row by row for every token by itself
LINEAR_IN_BLOCKS = 191  # weights are unpacked inside the product; above, they are written out in bfloat16 once
ROUTER_OWN = 64  # the router's logits are a kernel of ours; above, the vendor's product
PROJECTION_FEW = 16  # each token meets the projection of its streams by itself, without matrix units
EXPERTS_FEW = 16  # each token visits its experts by itself; above, tokens are sorted by expert

# Pairs of token and expert for each expert, by storage, from which weights are written out in bfloat16 for torch's grouped
# product (FP4 was measured with 12, 48 and 192 pairs each, the others with 192).
EXPERTS_WRITTEN_OUT = {"fp4": 48, "fp8": 160, "plain": 160}

# Codes of one matrix from which packing its input is repaid; below, launches are all that costs.
PACKING_WORTH = 1 << 20

# Queries.
ATTENTION_SPLIT = 31  # the keys of a query are shared out over programs, since so few queries do not fill the device
INDEXER_FEW = 8  # the entries of a query are shared out; above, one program chooses for one query

# Entries up to which the indexer ranks all of them, one against all, which saves the launch that counts.
INDEXER_RANK_ALL = 4096
