// Made from the views' traits by `make js`; change it there.

import type { Bytes } from "./common/types";

export interface Selection {
  /** title of the second view; none for none, empty for one where there is room */
  beside: string;
  /** a compressed entry of `layer` */
  entry: number;
  /** an expert of `layer` */
  expert: number;
  head: number;
  hover_entry: number;
  hover_head: number;
  hover_token: number;
  layer: number;
  query_first: number;
  query_last: number;
  /** which run, when several are shown */
  run: string;
  /** 0 attention, 1 experts */
  site: number;
  /** title of the view in front */
  tab: string;
  /** position; -1 follows the newest token */
  token: number;
  /** in a replay: the token that was written last; -1 shows all of the text */
  written: number;
}

export interface ChatForm {
  /** whether the shown run is the answer to this prompt */
  can_answer: boolean;
  /** whether this checkpoint has words for tools */
  can_have_tools: boolean;
  /** tokens that the model reads at most */
  context: number;
  /** [piece] uint16: how many tokens it is */
  counts: Bytes;
  /** of reasoning, by its name; empty for none */
  effort: string;
  /** names of the efforts that this checkpoint knows */
  efforts: any[];
  /** [piece] uint8: CHAT_SPECIAL, CHAT_TYPED */
  flags: Bytes;
  /** text or chat: what Run reads */
  form: string;
  /** [piece] int32: the (first) token */
  ids: Bytes;
  /** tokens that are not drawn */
  left_out: number;
  /** the piece before which they stand */
  left_out_at: number;
  /** their lengths */
  lengths: Bytes;
  /** sentences about spellings of special tokens in the messages */
  notes: any[];
  /** why Run will not read this, in a sentence */
  problem: string;
  /** what the system says */
  system: string;
  /** whether the model shall reason first */
  thinking: boolean;
  /** of the whole prompt */
  tokens: number;
  /** schemas of functions, a list in JSON */
  tools: string;
  /** messages of user, assistant and tools */
  turns: any[];
  /** the prompt's pieces */
  utf8: Bytes;
  /** why there is no chat form, in a sentence; empty where there is one */
  why_not: string;
}

export interface Compressor {
  /** entry and rows of the clicked one; entry -1 when none is */
  chosen: Record<string, any>;
  /** [entry] float32: largest gate times number of sources */
  sharpness: Bytes;
  /** layer, kind, rate, complete, pending; entry and rows of the last complete entry */
  table: Record<string, any>;
}

export interface Cost {
  /** the model that the sliders start from */
  base: string;
  counting: string;
  countings: any[];
  /** tokens per CSA entry; 0 is the model's own */
  csa_rate: number;
  /** [model, 2, length] float64: FLOPs of a token, bytes of the cache */
  curves: Bytes;
  hca_rate: number;
  /** held, formula, release, tokens, dtype; empty while nothing was measured */
  held: Record<string, any>;
  index_topk: number;
  /** tokens of context */
  length: number;
  lengths: any[];
  /** names in the order of the curves */
  models: any[];
  /** rates and top-k of the base, the context it accepts, the length that the readings are of */
  own: Record<string, any>;
  precision: string;
  precisions: any[];
  /** model, what, published, recomputed, agrees */
  published: any[];
  /** per model: FLOPs, bytes, and their classes and parts at the chosen length */
  readings: any[];
}

export interface ExpertLane {
  /** [token, layer, slot] int16, -1 not captured */
  experts: Bytes;
  /** "hash" or "learned" for each layer */
  kinds: any[];
  /** position of the trail's newest token */
  last: number;
  /** true layer numbers */
  layers: any[];
  lengths: Bytes;
  /** layers, tokens of the trail, slots, experts */
  shape: any[];
  /** tokens of the run */
  total: number;
  /** the trail's tokens */
  utf8: Bytes;
  /** [token, layer, slot] one byte: share of the token's total weight, 0..254, 255 none */
  weights: Bytes;
}

export interface ExpertLoad {
  /** even use, or the rest of the text */
  against: string;
  attention_kinds: any[];
  /** [layer, expert] int32, in the brushed range or the whole text */
  counts: Bytes;
  /** the chosen expert: its tokens by weight, its bias */
  detail: Record<string, any>;
  /** choices that an effective number is given for */
  draws: number;
  /** experts, slots, tokens of the text, draws of the effective number */
  facts: Record<string, any>;
  /** share of the pairs that have a number */
  judged: number;
  /** "hash" or "learned" */
  kinds: any[];
  /** true layer numbers */
  layers: any[];
  /** expert, together or ranks */
  panel: string;
  /** [layer, rank + 3] float32: load per rank, busiest, batches' median and 95 % */
  parallel: Bytes;
  /** neighbours or round robin */
  placement: string;
  /** sizes that divide the number of experts */
  rank_options: any[];
  /** simulated expert-parallel devices */
  ranks: number;
  /** [layer, expert] int32, outside the brushed range */
  rest: Bytes;
  /** id or load: the order of experts in every row */
  sort: string;
  /** [layer, 7] float32: max_over_mean, gini, effective, low, high, unused, unused_by_chance */
  summary: Bytes;
  /** [expert, other] float32: co-activation of the layer over chance, NaN not judged */
  together: Bytes;
  /** [layer, 2] int32: captured tokens in the range and outside */
  tokens: Bytes;
}

export interface ExpertRouting {
  /** sliding, csa or hca for each layer */
  attention_kinds: any[];
  colour: string;
  /** [name, title, unit] */
  colour_options: any[];
  /** [token, layer] one byte: 0..254 over low..high, 255 no value */
  colours: Bytes;
  /** the ranking at the chosen cell, a dozen rows */
  detail: Record<string, any>;
  /** [token, layer, slot] int16 */
  experts: Bytes;
  high: number;
  /** "hash" or "learned" for each layer */
  kinds: any[];
  /** true layer numbers */
  layers: any[];
  lengths: Bytes;
  low: number;
  /** first token at which the two runs' text differs; -1 if they do not */
  parting: number;
  /** layers, tokens, slots */
  shape: any[];
  /** the chosen expert's tokens in context, and a matched expert's */
  uses: Record<string, any>;
  utf8: Bytes;
  /** [token, layer, slot] one byte: share of the token's total weight, 0..254 */
  weights: Bytes;
}

export interface FollowToken {
  /** the path's arrays one after another, as `sizes.layout` says */
  arrays: Bytes;
  /** per part: title, does, equation, section, file, code, tab, points */
  cards: Record<string, any>;
  /** tokens of the run and of its prompt */
  counts: Record<string, any>;
  /** position of the first token of that text */
  first: number;
  lengths: Bytes;
  /** token, head, piece, lens (words), agree, answer, missing */
  path: Record<string, any>;
  /** per place in order: place, kinds, words, parameters, cells of [part, parameters, bytes] */
  places: any[];
  /** another number when what was sent before may no longer hold */
  serial: number;
  /** kinds of layers (rate, blocks, picks); streams, experts, chosen, heads, window, scale; layout of `arrays` */
  sizes: Record<string, any>;
  /** parameters, bytes, active parameters, layers, streams */
  totals: Record<string, any>;
  /** the text around the chosen token */
  utf8: Bytes;
}

export interface Generation {
  /** parting, names, and [piece, logprob] of both runs from there on */
  beside: Record<string, any>;
  /** {position, id, n}: the alternative that was clicked */
  branch_request: Record<string, any>;
  /** whether somebody answers a request */
  can_branch: boolean;
  /** rows of {token, came, proposed, agree} around the chosen token */
  drafts: Record<string, any>;
  /** token, piece, prompt, temperature and top_p it was drawn with, rows of {id, word, probability, came, drawable}, draft or no_draft, accepted, proposed */
  table: Record<string, any>;
}

export interface HyperConnections {
  /** [from, to] float32 */
  comb: Bytes;
  /** [step] float32, 1 - mean diagonal of comb */
  exchange: Bytes;
  /** layer, site, token, piece, sinkhorn_error */
  facts: Record<string, any>;
  /** [step] float32 */
  largest_pre: Bytes;
  /** layer of each step */
  layers: any[];
  /** how far a row may miss a sum of one before a site is called unbalanced */
  limit: number;
  /** [from, to] float32, before Sinkhorn; NaN where not captured */
  logits: Bytes;
  /** [stream] float32, before the layer; NaN when streams were not captured */
  norm: Bytes;
  /** site, product, dial or streams */
  picture: string;
  /** [stream] float32 */
  post: Bytes;
  /** [stream] float32 */
  pre: Bytes;
  /** [3, variant, step] float32: log10 gain, effective rank, log10 second eigenvalue */
  product: Bytes;
  /** first and last layer of the product, gap: the layer that was not captured, or -1 */
  product_facts: Record<string, any>;
  /** [3, from, to] float32: 5, 50, 95 % over the run's tokens but the first */
  spread: Bytes;
  /** Sinkhorn: steps, eps; sites captured; late, unbalanced: how many need more steps, and the worst of them */
  steps: Record<string, any>;
  /** [layer, pair] float32 */
  stream_cosine: Bytes;
  /** layers, pairs, token */
  stream_facts: Record<string, any>;
  /** [layer, stream] float32 */
  stream_norm: Bytes;
  variants: any[];
}

export interface Lens {
  /** token, piece, trusted, partial, rows of [layer, kind, agree, trust, words, probabilities, streams] */
  table: Record<string, any>;
}

export interface LightningIndexer {
  /** [column] 1: a line break lies there, 2: a special token */
  breaks: Bytes;
  /** whether somebody answers a request */
  can_measure: boolean;
  /** layer, rate, topk, tokens, queries, how the trace was made */
  facts: Record<string, any>;
  /** share at code 250 */
  high: number;
  /** [layer, layer] float32 overlap at the same queries */
  layer_table: Bytes;
  /** CSA layers that were captured */
  layers: any[];
  lengths: Bytes;
  /** share of the possible picks at code 1 */
  low: number;
  /** [mark, 3] int32: query, entry, rank; picks of the region */
  marks: Bytes;
  /** [layer, step] float32 best rank in the bin, -1 not picked, NaN not visible or not kept */
  needle: Bytes;
  /** span, its text and entries, the steps' queries */
  needle_facts: Record<string, any>;
  /** [2, step] float32: overlap with the query before, and in the control */
  overlap: Bytes;
  /** pairs compared, stable entries */
  overlap_facts: Record<string, any>;
  /** [row, column] one byte: 1..250 share picked on a log scale, 0 none, 254 future, 255 unknown */
  overview: Bytes;
  /** rank, overlap, recall or needle */
  panel: string;
  /** int32 positions */
  probes: Bytes;
  /** facts of the ranking of the chosen query */
  rank: Record<string, any>;
  /** int32 */
  rank_entry: Bytes;
  /** float32 */
  rank_score: Bytes;
  /** [probe, head] float32 */
  recall: Bytes;
  recall_note: string;
  /** {n}: the button that measures recall was pressed */
  recall_request: Record<string, any>;
  /** first query:end:first token:end; empty: the end of the text */
  region: string;
  /** of the control */
  seed: number;
  /** the region that marks and text belong to */
  shown_region: any[];
  /** picks, or control: the distances of other queries instead */
  shows: string;
  /** tokens of the region */
  utf8: Bytes;
}

export interface Room {
  /** titles of the views that come beside another by themselves, the first choice first */
  companions: any[];
  /** tokens of the run */
  count: number;
  /** whether the text is put away */
  folded: boolean;
  /** kind of every layer */
  layers: any[];
  /** the chosen token */
  piece: string;
  /** [name, title, group] of every view that has a tab, from left to right */
  places: any[];
  /** of the width, for the text */
  share: number;
  /** whether the page has room for two views */
  wide: boolean;
}

export interface SparseAttention {
  /** int32 numbers of the entries that were read */
  entries: Bytes;
  /** the text under the entry that is hovered or chosen */
  entry_text: string;
  /** [head, entry] shares, two bytes each */
  entry_weight: Bytes;
  /** layer, kind, rate, query, visible, listed, heads, piece */
  facts: Record<string, any>;
  /** sliding, csa or hca for each of `layers` */
  kinds: any[];
  layers: any[];
  lengths: Bytes;
  /** [query, entry] one byte, see CODES */
  map_entries: Bytes;
  /** layer, head, kind, rate, first, queries, entries, window */
  map_facts: Record<string, any>;
  /** [query, back] one byte */
  map_window: Bytes;
  /** [head, 3] float32: entries, window, sink */
  mass: Bytes;
  /** [layer, head, bin, zone] one byte */
  profile: Bytes;
  profile_shape: any[];
  /** heads, mean, max: one query; map: one head; all: every layer and head */
  rows: string;
  /** the window's tokens */
  utf8: Bytes;
  /** int32 token positions of the window */
  window: Bytes;
  /** [head, window] shares, two bytes each */
  window_weight: Bytes;
}

export interface TokenStrip {
  /** float32 means over the whole run, when the page holds only a part */
  bins: Bytes;
  /** position of the first token the page holds */
  first: number;
  /** one byte per token: 1 generated, 2 special, 4 shown as bytes */
  flags: Bytes;
  /** int32 first tokens of its occurrences */
  found: Bytes;
  high: number;
  /** layers of the model */
  layers: number;
  lengths: Bytes;
  /** int32 positions behind the chosen entry */
  lit: Bytes;
  /** float32, their gates */
  lit_gate: Bytes;
  lit_title: string;
  low: number;
  measure: string;
  /** [name, title, unit, what a high value means] */
  measures: any[];
  /** shares (two bytes each) that the chosen token's heads gave each token */
  reach: Bytes;
  reach_high: number;
  /** why some of it is not known */
  reach_note: string;
  /** text to find when the page holds only a part */
  search: string;
  /** int32 positions that the chosen expert of the chosen layer took */
  taken: Bytes;
  /** tokens of the run */
  total: number;
  utf8: Bytes;
  /** float32 per token */
  values: Bytes;
}

export interface Toolbar {
  /** {kind, text, n}: a link to copy, or a sentence about a file */
  answer: Record<string, any>;
  /** whether somebody writes files */
  can_share: boolean;
  /** {name, title, question, choices, answer, reveal, link} of what this run shows; missing */
  discoveries: any[];
  /** whether the run is still being written */
  growing: boolean;
  /** how many of them are the prompt */
  prompt: number;
  /** tokens of the run */
  total: number;
}

export interface WhatIf {
  /** [2, token] float32: 5 and 95 % of what random edits did; NaN unknown */
  band: Bytes;
  /** whether somebody answers a request */
  can_try: boolean;
  /** [token] float32 nats: log-probability, edited minus plain; NaN unknown */
  change: Bytes;
  /** edited, title, words of the chosen token, where another word would first come */
  facts: Record<string, any>;
  /** which arms of the sweep are shown */
  family: string;
  /** positions at which the likeliest token is another one */
  flipped: any[];
  /** of the model */
  layers: number;
  lengths: Bytes;
  /** {name, doses: words} of every edit that can be tried on what is chosen */
  offers: any[];
  /** {offer, dose, n}, {back, n}, {cell, n}, {sweep, n} or {stop, n}: what was clicked */
  request: Record<string, any>;
  /** done, of, words: how far a sweep is; `done` is -1 when none goes on */
  sweeping: Record<string, any>;
  /** {family, words} of every sweep that can be started */
  sweeps: any[];
  /** layers, columns, names of arms, n and what was found in the family that is shown */
  swept: Record<string, any>;
  /** [7, layer, column] float32: kl, change, flip, low, high, q, fired */
  swept_cells: Bytes;
  /** [layer, column, token] float32 nats, where the sweep read this text */
  swept_change: Bytes;
  /** [layer, column, token] uint8: whether another word is first */
  swept_flips: Bytes;
  swept_lengths: Bytes;
  /** the text that was swept */
  swept_utf8: Bytes;
  /** of the run */
  tokens: number;
  /** the text */
  utf8: Bytes;
  /** what is being done */
  working: string;
}
