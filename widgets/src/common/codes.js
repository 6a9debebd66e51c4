// Made from codes.py by `make js`; change it there.

/** nothing is chosen, hovered or known; of a token: follow the newest */
export const NONE = -1;

// Numbers in 0..1 as two bytes (packing.pack_shares)
/** there is no number */
export const NO_SHARE = 65535;
/** as many steps as four printed digits tell apart: finer ones would only be noise */
export const SHARE_STEPS = 10000;

// Numbers as one byte (packing.quantise)
/** code of the upper end; 0 is the lower one */
export const QUANTISED = 254;
/** there is no number */
export const NO_CODE = 255;

// Flags of a token in the strip
/** written by the model */
export const GENERATED = 1;
/** a marker and no text */
export const SPECIAL = 2;
/** bytes of a character that is not whole */
export const SPLIT = 4;

// Query by key (sparse_attention): the square root of the weight in steps, or one of three kinds of nothing
/** code of a weight of one */
export const MAP_ROOT = 252;
/** the run did not keep it */
export const NOT_CAPTURED = 253;
/** it was there, but the indexer left it out: it has no weight */
export const NOT_PICKED = 254;
/** it was not there yet */
export const NOT_YET = 255;

// Overview of the indexer's picks, beside 1..250 for a share on a logarithmic scale
/** could have been picked and was not */
export const OVERVIEW_NONE = 0;
/** the largest share */
export const OVERVIEW_MOST = 250;
/** not there yet */
export const OVERVIEW_FUTURE = 254;
/** no query of this bin was kept */
export const OVERVIEW_UNKNOWN = 255;

// Rank of a passage at a query, beside 0 for the first
/** none of its entries was picked */
export const RANK_NOT_PICKED = -1;
/** none of its entries was complete yet */
export const RANK_NOT_COMPLETE = -2;
/** the query was not kept */
export const RANK_NOT_KEPT = -3;

// Structure of the text along the indexer's overview
/** a line ends in this bin */
export const LINE_END = 1;
/** a special token lies in it */
export const MARKER = 2;

// Flags of a piece of the chat form's prompt
/** one special token and no letters */
export const CHAT_SPECIAL = 1;
/** it stands in a message and was not put there by the format */
export const CHAT_TYPED = 2;
