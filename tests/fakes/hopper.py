"""Compile kernels for a Hopper GPU on any machine, at V4-Flash's sizes; prints one line for each. Used by test_hopper.py.

The interpreter checks what a kernel computes; this checks that the compiler takes it and that its shared memory fits.
"""

from __future__ import annotations

import os
from typing import Any

os.environ.pop("TRITON_INTERPRET", None)  # read when kernels are decorated

import torch
import triton
import triton.language as tl
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource
from triton.experimental.gluon._runtime import GluonASTSource

from dsv4lab.kernels import attention_hopper_triton as hopper
from dsv4lab.kernels import (
    attention_triton,
    compressor_triton,
    edits_triton,
    experts_few_triton,
    experts_triton,
    head_triton,
    hyper_connections_post_triton,
    hyper_connections_pre_triton,
    lightning_indexer_few_triton,
    lightning_indexer_triton,
    linear_plain_triton,
    quantization_dequantize_triton,
    quantization_triton,
    sampling_triton,
)
from dsv4lab.kernels.linear_stored_triton import shared_out

SHARED = 227 << 10  # bytes a Hopper program may have


def compiled(
    fn: Any, kinds: dict[str, str], constants: dict[str, Any], num_warps: int = 4, num_stages: int = 3,
    source: Any = ASTSource,
) -> Any:  # fmt: skip
    """`kinds` are Triton's types of arguments; those not named: 32-bit integers. Addresses, strides, widths are aligned."""
    signature = {name: "constexpr" if name in constants else kinds.get(name, "i32") for name in fn.arg_names}
    places = {(fn.arg_names.index(name),): value for name, value in constants.items()}
    even = [i for i, name in enumerate(fn.arg_names) if name[:2] in ("p_", "s_") or name in ("inputs", "outputs")]
    aligned = [i for i in even if fn.arg_names[i] not in constants]
    made = triton.compile(
        source(fn, signature, constexprs=places, attrs={(i,): [["tt.divisibility", 16]] for i in aligned}),
        target=GPUTarget("cuda", 90, 32), options={"num_warps": num_warps, "num_stages": num_stages},
    )  # fmt: skip
    assert made.metadata.shared <= SHARED, f"{fn.__name__} needs {made.metadata.shared} bytes of shared memory"
    print(f"{fn.__name__} {constants} {made.metadata.shared} bytes", flush=True)
    return made


def layouts(made: Any) -> set[str]:
    """How a kernel shares elements out to threads, which is also the order of its sums."""
    return {line.split("=", 1)[1] for line in made.asm["ttgir"].splitlines() if line.startswith("#blocked")}


def attention() -> None:
    kinds = {
        "p_q": "*bf16", "p_window": "*bf16", "p_entries": "*bf16", "p_picks": "*i32", "p_sink": "*fp32", "p_start": "*i64",
        "p_out": "*bf16", "p_max": "*fp32", "p_sum": "*fp32", "p_weight": "*fp32", "p_key": "*i64", "p_head_row": "*i32",
        "p_query_row": "*i32", "p_frequency": "*fp32", "scale": "fp32", "p_other_sink": "*fp32", "p_halted": "*i32",
        **dict.fromkeys(("p_when", "p_token_ok", "p_entry_ok"), "*u8"),
        **dict.fromkeys(("p_seen_at", "p_fired"), "*i64"),
    }  # fmt: skip
    tables = ("p_when", "p_other_sink", "p_token_ok", "p_entry_ok", "p_halted", "p_seen_at", "p_fired")
    cases = (True, True, False), (True, False, True), (False, True, True), (False, False, False)
    ways = [*((case, False, False) for case in cases), (cases[1], True, False)]
    for (picked, lists, decode), release, edit in [*ways, (cases[1], False, True), (cases[2], False, True)]:
        sizes = dict(attention_triton.DECODE if decode else attention_triton.PREFILL)
        options = {name: sizes.pop(name) for name in ("num_warps", "num_stages")}
        constants: dict[str, Any] = {
            "WIDTH": 512, "WINDOW": 128, "RATE": 4 if picked else 128, "RING": decode, "PICKED": picked, "LISTS": lists,
            "SPLITS": 20 if decode else 1, "BLOCK_C": 512, "ROTATED": 64, "SCALES": 8 if release else 0,
            "PDL": decode, "EDIT": edit, **sizes,
        }  # fmt: skip
        constants |= {} if edit else dict.fromkeys(tables)
        constants |= {} if picked else {"p_picks": None}
        constants |= {} if lists else dict.fromkeys(("p_weight", "p_key", "p_head_row", "p_query_row"))
        stored = dict.fromkeys(("p_window", "p_entries", "p_window_scale", "p_entries_scale"), "*u8") if release else {}
        constants |= {} if release else dict.fromkeys(("p_window_scale", "p_entries_scale"))
        out = {"p_out": "*fp32"} if decode else {}
        compiled(attention_triton._attend, kinds | stored | out, constants, **options)
    for picked, lists in ((True, True), (True, False), (False, False)):
        constants = {
            "WIDTH": 512, "WINDOW": 128, "RATE": 4 if picked else 128, "PICKED": picked, "LISTS": lists, "ROTATED": 64,
            "HEADS": hopper.HEADS, "KEYS": hopper.KEYS,
        }  # fmt: skip
        constants |= {} if picked else {"p_picks": None}
        constants |= {} if lists else dict.fromkeys(("p_weight", "p_key", "p_head_row", "p_query_row"))
        compiled(hopper._attend_hopper, kinds, constants, num_warps=hopper.WARPS, source=GluonASTSource)


def keys_of_the_release() -> None:
    """What makes and reads 584-byte entries and 68-byte index keys."""
    kinds = {
        "p_content": "*fp32", "p_gate": "*fp32", "p_before_content": "*fp32", "p_before_gate": "*fp32", "p_norm": "*bf16",
        "p_position": "*i64", "p_frequency": "*fp32", "p_out": "*u8", "p_scale": "*u8", "eps": "fp32",
    }  # fmt: skip
    for form, width, scales in (("entry", 512, 8), ("index key", 128, 4)):
        constants: dict[str, Any] = {
            "WIDTH": width, "RATE": 4, "SOURCES": 8, "ROTATED": 64, "OVERLAP": True, "BEFORE": True, "MEAN": False,
            "BLOCK": width, "BLOCK_S": 8, "STAGES": 1, "FORM": form, "KEPT": tl.bfloat16, "SCALES": scales, "p_mean": None,
        }  # fmt: skip
        compiled(compressor_triton._pool, kinds, constants)
    scores = {
        "p_q": "*bf16", "p_k": "*u8", "p_k_scale": "*u8", "p_w": "*fp32", "p_start": "*i64", "p_score": "*fp32",
        "p_top": "*fp32", "p_bins": "*i32", "p_used": "*i32",
    }  # fmt: skip
    indexer, few = lightning_indexer_few_triton, {"BINS": 2048, "PDL": True}
    every = {"CHUNK": 64, "ALL": True, "p_bins": None, "p_used": None}
    for kernel, kept, table in (
        (indexer._score_few, "*fp32", indexer.FEW | few | {"CHUNK": 1024, "ALL": False}),
        (indexer._score_few, "*i64", indexer.FEW_ALL | few | every),
        (lightning_indexer_triton._score_many, "*fp32", lightning_indexer_triton.MANY | {"GROUP": 32}),
    ):
        sizes = dict(table)
        options = {name: sizes.pop(name) for name in ("num_warps", "num_stages")}
        constants = {"WIDTH": 128, "RATE": 4, "BLOCK_H": 64, "BLOCK_C": 128, "SCALES": 4, **sizes}
        compiled(kernel, scores | {"p_score": kept}, constants, **options)
    groups = {"WIDTH": 2048, "GROUP": 128, "GROUPS": 4, "PDL": True}
    compiled(quantization_triton._simulate, {"p_x": "*bf16", "p_out": "*bf16"}, groups | {"PLANES": 1})
    compiled(experts_few_triton._round_hidden, {"p_hidden": "*fp16", "p_weights": "*fp32", "limit": "fp32"}, groups)


def experts() -> None:
    """The kernels that need no packed vectors, for every storage; experts in a row and scattered are summed in one order."""
    kinds = {
        "p_experts": "*i64", "p_order": "*i64", "p_places": "*i64", "p_weights": "*fp32", "limit": "fp32",
        **dict.fromkeys(("p_x", "p_hidden", "p_out"), "*bf16"),
        **dict.fromkeys(("p_block_expert", "p_block_first", "p_block_end"), "*i32"),
        **dict.fromkeys(("p_s1", "p_s2", "p_s3"), "*u8"),
    }  # fmt: skip
    one, two, three = ("p_w1", "p_s1"), ("p_w2", "p_s2"), ("p_w3", "p_s3")
    for kind in ("fp4", "fp8", "plain"):
        stored = kinds | dict.fromkeys(("p_w1", "p_w2", "p_w3"), "*bf16" if kind == "plain" else "*u8")
        rows = dict(experts_triton.ROWS[kind])
        grouped = {"BLOCK_T": 32, "BLOCK_I": 64, "BLOCK_O": 64}
        for fn, matrices, sizes in (
            (experts_triton._gate_up, (one, three), rows), (experts_triton._down, (two,), rows),
            (experts_triton._grouped, (one, three), grouped | {"GATED": True}),
            (experts_triton._grouped, (one,), grouped | {"GATED": False, "p_w3": None, "p_s3": None}),
        ):  # fmt: skip
            found = []
            for places in ({"p_places": None}, dict[str, Any]()):
                unscaled = {scale: None for _, scale in matrices} if kind == "plain" else {}
                chosen = {"KIND": kind} | places | sizes | unscaled
                found.append(compiled(fn, stored, {k: v for k, v in chosen.items() if k in fn.arg_names}, num_warps=4))
            row, scattered = map(layouts, found)
            assert row == scattered, f"{fn.__name__}, {kind}: scattered experts are summed in another order"


def others() -> None:
    codes = {"p_codes": "*u8", "p_words": "*i32", "p_scale": "*u8", "p_places": "*i64", "p_out": "*bf16"}
    for places in ({"p_places": None}, dict[str, Any]()):
        compiled(quantization_dequantize_triton._fp4_words, codes, {"BLOCK": 512} | places)
        compiled(quantization_dequantize_triton._fp8_tiles, codes, {"BLOCK_R": 8, "BLOCK_T": 8} | places)
    ranks = {
        "p_score": "*fp32", "p_start": "*i64", "p_bins": "*i32", "p_used": "*i32", "p_keys": "*i64", "p_picks": "*i32",
        "p_best": "*fp32", "p_runner": "*i32", "p_runner_score": "*fp32",
    }  # fmt: skip
    rank = {
        "RATE": 4,
        "BINS": 2048,
        "BLOCK": 1024,
        "ROWS": 16,
        "COLUMNS": 512,
        "BEST": True,
        "RUNNERS": 16,
        "PDL": True,
    }
    compiled(lightning_indexer_few_triton._rank, ranks, rank | {"ALL": False})
    compiled(lightning_indexer_few_triton._rank, ranks, rank | {"ALL": True, "p_bins": None, "p_used": None})
    head = {"p_x": "*bf16", "p_w": "*bf16", "p_out": "*fp32"}
    sizes = dict(head_triton.HEAD)
    options = {name: sizes.pop(name) for name in ("num_warps", "num_stages")}
    for kind in ("*bf16", "*fp32"):
        compiled(head_triton._head, head | {"p_x": kind}, {"BLOCK_M": 64, "PDL": True, **sizes}, **options)
    draw = {
        "p_logit": "*fp32", "p_order": "*i64", "p_setting": "*fp32", "p_seed": "*i64", "p_position": "*i64", "p_id": "*i64",
        "p_logit_out": "*fp32",
    }  # fmt: skip
    compiled(sampling_triton._draw, draw, {"BLOCK": 4096}, num_warps=8)


def rows() -> None:
    """One token: experts in FP4, the shared one and the trunk's matrices in FP8, each as it is shared out."""
    kinds = {
        "p_x": "*fp16", "p_unit": "*fp32", "p_experts": "*i64", "p_weights": "*fp32", "p_w1": "*u8", "p_s1": "*u8",
        "p_w3": "*u8", "p_s3": "*u8", "p_hidden": "*fp16", "p_codes": "*u8", "p_scale": "*u8", "p_out": "*bf16",
        "limit": "fp32", "p_places": "*i64",
    }  # fmt: skip
    for kind, pairs, places in (("fp4", 6, {}), ("fp4", 6, {"p_places": None}), ("fp8", 1, {"p_places": None})):
        sizes = shared_out(kind, 4096, 128 * pairs, groups=2)
        warps, constants = (
            sizes.pop("num_warps"),
            {"KIND": kind, "KEPT": tl.bfloat16, "CHOSEN": pairs > 1, "PDL": True, **places},
        )
        compiled(experts_few_triton._gate_up, kinds, constants | sizes, num_warps=warps)
    found = ("fp4", 2048, 1536), ("fp8", 4096, 96), ("fp8", 1024, 2560), ("fp8", 8192, 256)
    for scattered, (kind, inputs, tiles) in ((True, found[0]), *((False, one) for one in found)):
        sizes = shared_out(kind, inputs, tiles)
        warps, constants = sizes.pop("num_warps"), {"KIND": kind, "HIDDEN": kind == "fp4", "PDL": True}
        constants |= {} if scattered else {"p_places": None}
        constants |= {} if kind == "fp4" else {"p_experts": None}
        compiled(experts_few_triton._rows, kinds, constants | sizes, num_warps=warps)
    plain = {"p_x": "*bf16", "p_w": "*bf16", "p_out": "*fp32"}
    compiled(linear_plain_triton._rows, plain, {"BLOCK_O": 2, "BLOCK_I": 4096, "PDL": True})


def streams() -> None:
    """Spreading, projection and collapse: of a prompt, and of one token, which may start early."""
    kinds = {
        **dict.fromkeys(("p_routed", "p_z", "p_x", "p_out", "p_y", "p_norm", "p_normed"), "*bf16"),
        **dict.fromkeys(("p_post", "p_comb", "p_pre", "p_base", "p_scale", "p_projection", "p_unit", "p_logits"), "*fp32"),
        **dict.fromkeys(("one", "eps", "norm_eps"), "fp32"), "p_words": "*fp16",
    }  # fmt: skip
    shape: dict[str, Any] = {"N": 4, "WIDTH": 4096, "COLUMNS": 32}
    bare = {0: {"p_routed": None}, None: dict.fromkeys(("p_routed", "p_z", "p_post", "p_comb", "p_out"))}
    for slots in (None, 0, 8):  # projected alone, or spread with what so many experts add
        sizes = hyper_connections_post_triton.many_sizes(8192, 4, slots or 0, slots is not None, torch.bfloat16)
        options = {name: sizes.pop(name) for name in ("num_warps", "num_stages")}
        many: dict[str, Any] = {"SLOTS": slots or 0, "POST": slots is not None, "PARTS": 3, **bare.get(slots, {})}
        compiled(hyper_connections_post_triton._many, kinds | {"p_fn": "*bf16"}, shape | many | sizes, **options)
    step = shape | {"SLOTS": 6, "POST": True, "PROJECT": True, "BLOCK": 32, "PDL": True}
    compiled(hyper_connections_post_triton._one, kinds | {"p_fn": "*fp32"}, step)
    collapse = shape | {"STEPS": 20, "BLOCK_D": 4096, "KEEP": False, "p_y": None, "NORMED": True, "PDL": True}
    step = {"PARTS": 128, "BLOCK_P": 128, "MIX_T": 1, "ORDERS": 3}
    compiled(hyper_connections_pre_triton._collapse, kinds, collapse | step)
    many = {"PARTS": 8, "BLOCK_P": 8, "MIX_T": 32, "ORDERS": 0, "p_words": None, "p_unit": None}
    compiled(hyper_connections_pre_triton._collapse, kinds, collapse | many)


def edits() -> None:
    """A rule in one launch of a step, of every kind."""
    kinds = {
        **dict.fromkeys(("p_logits", "p_bias", "p_weights", "p_scale", "p_offset", "scaling", "scale"), "*fp32"),
        **dict.fromkeys(("p_experts", "p_list", "p_position", "p_fired"), "*i64"),
        **dict.fromkeys(("p_when", "p_mask", "p_acted"), "*u8"), "p_halted": "*i32", "p_picks": "*i32", "p_x": "*bf16",
        "scaling": "fp32", "scale": "fp32",
    }  # fmt: skip
    for rule in range(7):
        sizes = {"RULE": rule, "BIAS": True, "BLOCK_E": 256, "BLOCK_K": 8, "LIST": 2, "PDL": True}
        compiled(edits_triton._routing, kinds, sizes, num_warps=1)
    affine = {**kinds, "p_scale": "*fp32"}
    compiled(edits_triton._affine, affine, {"BLOCK": 16384, "PDL": True}, num_warps=16)
    compiled(edits_triton._affine, affine | {"p_x": "*fp32"}, {"BLOCK": 16, "PDL": True}, num_warps=1)
    for rule in range(2):
        compiled(edits_triton._picks, kinds, {"RULE": rule, "BLOCK": 512, "PDL": True})


if __name__ == "__main__":
    attention()
    edits()
    keys_of_the_release()
    experts()
    others()
    rows()
    streams()
