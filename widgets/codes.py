"""Numbers that mean something to Python and to the page alike, in one table.

Every line `NAME = value  # meaning` is written into src/common/codes.js by `make js` (javascript.py), so neither language
has a copy of its own.   Tests: tests/widgets/test_javascript.py.
"""

from __future__ import annotations

NONE = -1  # nothing is chosen, hovered or known; of a token: follow the newest

# Numbers in 0..1 as two bytes (packing.pack_shares)
NO_SHARE = 65535  # there is no number
SHARE_STEPS = 10_000  # as many steps as four printed digits tell apart: finer ones would only be noise

# Numbers as one byte (packing.quantise)
QUANTISED = 254  # code of the upper end; 0 is the lower one
NO_CODE = 255  # there is no number

# Flags of a token in the strip
GENERATED = 1  # written by the model
SPECIAL = 2  # a marker and no text
SPLIT = 4  # bytes of a character that is not whole

# Query by key (sparse_attention): the square root of the weight in steps, or one of three kinds of nothing
MAP_ROOT = 252  # code of a weight of one
NOT_CAPTURED = 253  # the run did not keep it
NOT_PICKED = 254  # it was there, but the indexer left it out: it has no weight
NOT_YET = 255  # it was not there yet

# Overview of the indexer's picks, beside 1..250 for a share on a logarithmic scale
OVERVIEW_NONE = 0  # could have been picked and was not
OVERVIEW_MOST = 250  # the largest share
OVERVIEW_FUTURE = 254  # not there yet
OVERVIEW_UNKNOWN = 255  # no query of this bin was kept

# Rank of a passage at a query, beside 0 for the first
RANK_NOT_PICKED = -1  # none of its entries was picked
RANK_NOT_COMPLETE = -2  # none of its entries was complete yet
RANK_NOT_KEPT = -3  # the query was not kept

# Structure of the text along the indexer's overview
LINE_END = 1  # a line ends in this bin
MARKER = 2  # a special token lies in it

# Flags of a piece of the chat form's prompt
CHAT_SPECIAL = 1  # one special token and no letters
CHAT_TYPED = 2  # it stands in a message and was not put there by the format
