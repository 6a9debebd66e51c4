"""What is said of a view where it is seen: what to look for, its marks, three sentences and the equation behind "?".

A symbol of an equation stands in braces and is told in `symbols`; what it is for the chosen token says the view's program
(`symbols` of its spec in src/). A mark is a sign that src/common/about.js draws, and what it means.
Picture: src/common/about.js.   Tests: tests/widgets/test_about.py.
"""

from __future__ import annotations

from typing import NamedTuple


class About(NamedTuple):
    """The words around one view.

    look_for   one sentence under its title
    explains   three sentences behind "?"
    equation   lines of an equation, symbols in braces
    symbols    what each symbol means
    marks      [sign, meaning]; a sign is "fill NAME", "outline NAME", "ramp NAME", ... of the palette, or letters
    """

    look_for: str
    explains: tuple[str, str, str]
    equation: str = ""
    symbols: dict[str, str] = {}  # noqa: RUF012 - never changed
    marks: tuple[tuple[str, str], ...] = ()


CHOSEN = ("outline chosen", "chosen")

TOKENS = About(
    "Darker: more of what the menu names. A click chooses a token in every view.",
    (
        "A token is a piece of text that the model reads or writes at once; its number is its position in the text.",
        "Surprise tells how little the model had expected a token: 0 is certain, and each nat more is e times less likely.",
        "Shift and a click choose a range; a compressed entry that another view points at lights up its tokens here.",
    ),
    "{surprise} = −ln {p}",
    {"surprise": "in nats", "p": "the probability that the model had given to the token that came"},
    (("dotted quiet", "prompt"), ("hatch", "no value"), CHOSEN, ("under chosen", "taken by the chosen expert"),
     ("outline entries", "behind the entry")),
)  # fmt: skip

ATTENTION = About(
    "Which heads turn to the far past, which to the last tokens, and which rest on the sink.",
    (
        "Each row is a head: it spreads a weight of one over all that it may read.",
        "A key of the window is one token; a compressed entry stands for several, and a CSA layer reads only the entries "
        "that its indexer picked.",
        "The sink is a learned number that takes weight and gives nothing back: what a head spends there it does not read.",
    ),
    "{w} = exp({z}) / (Σ exp({z}) + exp({sink}))\n{past} + {window} + {sunk} = 1",
    {
        "w": "weight of one key in one head",
        "z": "q · k / √c for a key of the window or a picked entry; all other keys are masked out",
        "sink": "the head's learned number for reading nothing",
        "past": "all weights on compressed entries",
        "window": "all weights on exact tokens",
        "sunk": "the weight that the sink takes",
    },
    (("ramp entries", "entries, paler: less weight (0 to 1)"), ("ramp window", "window"), ("ramp sink", "sink"),
     ("hatch", "there, but not picked"), ("dots", "not captured"), CHOSEN),
)  # fmt: skip

INDEXER = About(
    "Columns that stay dark are entries that nearly every token picks; bare ones are hardly ever read again.",
    (
        "In a CSA layer a small indexer scores every complete entry for every token; only the best k go on to attention.",
        "While no more than k entries are complete, all are picked and there is no choice: the solid part at the top.",
        "The random control shows as many picks, as near, that follow no score: what it shows too is no preference.",
    ),
    "{score} = Σ over heads  w · ReLU(q · k)\npicks = the {k} best of {n} complete entries",
    {
        "score": "of one entry for one token, by the indexer's own small heads",
        "k": "how many entries may be picked (top-k)",
        "n": "entries that are complete at this token",
    },
    (("ramp ramp-high", "share of the possible picks"), ("dashed ink", "the chosen token"),
     ("outline chosen", "the region below")),
)  # fmt: skip

COMPRESSOR = About(
    "Whether an entry is an average of its tokens (bars alike) or is made of a few of them (one long bar).",
    (
        "A compressed entry is one key and value that stands for a block of tokens in a layer's cache.",
        "The gates say how much each token gives; a softmax over the entry's tokens, for each number of the vector.",
        "What is listed is the mean over those numbers; tokens of a block that is not full yet wait, exact, in the window.",
    ),
    "entry = norm(Σ over tokens  {g} ⊙ C)\n{g} = softmax over tokens(Wgate · x + ape)",
    {"g": "the gate of one source token"},
    (("bar", "gate of a token"), CHOSEN),
)

LANE = About(
    "Which experts the last tokens took, layer by layer; the newest are the brightest.",
    (
        "Each row is a layer and each column one of its experts; the same column in two rows is not the same expert.",
        "A cell lights up with the weight that its expert had for a token, and fades over the tokens after it.",
        "Rows of hash layers follow from the token's id alone, all others from what the model makes of it.",
    ),
    "{light} = √({weight} / Σ chosen) · {left}",
    {
        "light": "how strongly a cell is lit: the root keeps small parts of the work visible",
        "weight": "of the expert for the last token that took it",
        "left": "what is left of the light after that many tokens",
    },
    (("ramp tint", "weight, fading"),),
)

ROUTING = About(
    "Pale cells are choices that hung by little; dark ones were clear. Click a cell for the ranking behind it.",
    (
        "Every layer has experts of its own; a token visits the few with the highest score + bias, and the shared one.",
        "The bias only spreads the load: it decides who is chosen, and the weight is made of the score without it.",
        "In the first layers (☷) a table over token ids chooses: the same token always visits the same experts, and only "
        "their weights differ.",
    ),
    "{s} = √softplus({z})\nchosen: the {k} largest {s} + {b}, or the table's\n{weight} = {scale} · {s} / Σ chosen {s}",
    {
        "z": "the router's logit for one expert",
        "s": "its score",
        "b": "its bias, which training moves against the load",
        "k": "experts for each token",
        "weight": "by which the expert's output is multiplied",
        "scale": "what the chosen weights sum to",
    },
    (
        ("bar", "experts by weight, largest on top"),
        ("fill none", "no such value"),
        CHOSEN,
        ("☷", "a table chose"),
    ),
)

LOAD = About(
    "Tiles far from the middle colour: experts that this text uses much more, or much less, than evenly.",
    (
        "A tile is one expert of one layer; experts of different layers have nothing to do with each other.",
        "Gini is 0 when all experts are used alike and 1 when one does everything; max/mean is the busiest against even.",
        "A short text makes chance look like preference, so effective experts are counted for one number of choices.",
    ),
    "{rate} = {n} · experts / (tokens · experts per token)",
    {"rate": "use of the chosen expert against even use", "n": "tokens that it took"},
    (
        ("fill less", "below even use"),
        ("fill more", "above"),
        ("dot", "never chosen"),
        ("hatch", "not captured"),
        CHOSEN,
    ),
)

STREAMS = About(
    "How much of each stream stays its own (the diagonal), and into which one the layer writes (post).",
    (
        "The model keeps several residual streams; before attention and before the experts, one vector is read from them.",
        "Then the streams are mixed (comb) and the result is added to them (post); all three depend on the token.",
        "Sinkhorn's steps make comb's columns sum to one and its rows nearly, so that depth does not make streams louder.",
    ),
    "y = Σ {pre} · X\nX′[to] = {post}[to] · F(y) + Σ {comb}[from, to] · X[from]",
    {
        "pre": "how strongly each stream is read",
        "post": "how strongly the result is written into each stream",
        "comb": "how much of each stream goes into each other; on its diagonal, what stays",
    },
    (
        ("ramp ramp-high", "comb, 0 to 1"),
        ("bar", "pre, post and norms"),
        ("tick", "nine in ten tokens of the run"),
        CHOSEN,
    ),
)

LENS = About(
    "The first layer that names the answer, and what the layers before it would have said.",
    (
        "Each row takes the streams as they are after one layer straight to the head, as if the model ended there.",
        "“agrees” tells how often that layer's first choice is the model's own over this text.",
        "A layer that rarely agrees is hatched: its words are not yet the model's opinion.",
    ),
    "{p} = softmax(Whead · norm(collapse(X after {layer})))",
    {"p": "probability of a layer's first choice", "layer": "the chosen layer"},
    (("ramp tint", "probability"), ("outline ink", "the model's own first choice"), CHOSEN, ("hatch", "rarely agrees")),
)

GENERATION = About(
    "How far the first choice leads: bars of like length mark a place where the text could have turned.",
    (
        "The bars are the model's own probabilities of the next token at this position.",
        "Temperature and top-p change what is drawn, not what the model holds likely; struck words could not be drawn.",
        "The draft block guesses a token ahead; what it guessed right would not have needed a pass of its own.",
    ),
    "{p} = softmax(logits)\ndrawn from softmax(logits / {T}), cut to the likeliest that reach {top_p}",
    {"p": "probability of the token that came", "T": "temperature of the run", "top_p": "share that is kept"},
    (("bar", "probability"), ("✓", "came"), ("strike", "could not be drawn")),
)

COST = About(
    "Where the curves part: what a longer context costs each model, in work and in memory for every token.",
    (
        "The upper chart counts the operations of one more token, the lower the bytes that the cache of its past takes.",
        "Sparse attention reads at most k entries, so that its work stops growing; only the indexer's grows on.",
        "Move the sliders for a model that compresses more or picks fewer; published ratios stand beside the computed ones.",
    ),
    "{entries} = tokens / {rate} for each layer that compresses",
    {"rate": "tokens for one entry, in CSA and HCA layers", "entries": "that a cache of this length holds"},
)

FOLLOW = About(
    "Which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.",
    (
        "The token enters above and goes down through all layers; each reads, calls its experts and adds to the streams.",
        "The lanes are the residual streams, as thick as their norm; an arc goes to what was read, as strong as its weight.",
        "At the right stands what each layer would answer; press play, or walk with the arrow keys.",
    ),
    "{y} = Σ {pre} · X\nX′[to] = {post}[to] · {F}(y) + Σ {comb}[from, to] · X[from]",
    {
        "y": "what a sub-layer (attention, then the experts) reads of all streams",
        "pre": "how much of each stream it reads",
        "post": "how much of its output is added to each stream",
        "F": "the sub-layer itself",
        "comb": "what goes from each stream to each: the diagonal is what stays",
    },
)

WHAT_IF = About(
    "Whether the text hangs on this part: which words become less likely without it, and whether chance does as much.",
    (
        "The text is read again word by word as it stands, with one thing inside changed; nothing new is written.",
        "A word's colour is how much less (or more) likely it became; a mark shows where another word would now be first.",
        "Matched random edits of the same layer say what any such change does: inside their band there is nothing to see.",
    ),
    "{change} = ln p(edited) − ln p(plain)",
    {"change": "of the word that stands there, in nats: −1 is 2.7 times less likely"},
    (("ramp less", "less likely"), ("ramp more", "more likely"), ("under ink", "another word would be first"),
     ("hatch", "not compared"), CHOSEN),
)  # fmt: skip
