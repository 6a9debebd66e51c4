"""A checkpoint's folder opened by transformers and attached: the release's FP8 and FP4 are unpacked to plain floats.

Tests: tests/attached/test_from_folder.py.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import torch

from dsv4lab.attached.attach import AttachedModel, attach
from dsv4lab.errors import CheckpointError, LabError, MissingPartError, printable
from dsv4lab.text import Tokenizer


def attach_folder(folder: Path, dtype: torch.dtype = torch.float32, *, ranks: int = 1) -> AttachedModel:
    """Load a folder with transformers' own class and reader, and attach it.

    ranks   processes over which the experts are spread, by transformers' expert-parallel plan; all of them call this, after
            torch.distributed was begun among them. What is no expert lies whole in each, on its own GPU if there is one

    No code of the folder is run and no pickle is opened: the class is named here, and only safetensors are read.
    Raises CheckpointError for what transformers cannot read, in its words, and MissingPartError for a transformers that
    cannot spread experts.
    """
    from transformers import DeepseekV4Config, DeepseekV4ForCausalLM
    from transformers.utils import logging

    spread = {} if ranks == 1 else {"distributed_config": _spread(ranks)}
    bar = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # transformers' own, about kernels and dtypes
            config: Any = DeepseekV4Config.from_pretrained(folder)
            packed = getattr(config, "quantization_config", None)
            if isinstance(packed, dict):  # it has no FP8 on a CPU
                packed["dequantize"] = True
            theirs: Any = DeepseekV4ForCausalLM.from_pretrained(
                folder, config=config, dtype=dtype, use_safetensors=True, attn_implementation="eager", **spread
            )
    except LabError:
        raise
    except Exception as error:  # whatever its reader makes of a folder
        words = printable(str(error).splitlines()[0] if str(error) else type(error).__name__, 300)
        raise CheckpointError(f"{printable(folder.name, 100)}: transformers cannot load it: {words}") from None
    finally:
        if bar:
            logging.enable_progress_bar()
    theirs = theirs.eval().requires_grad_(False)
    if dtype == torch.float32:  # what it leaves in bfloat16 holds exact values
        theirs = theirs.float()
    if ranks > 1:
        _check_spread(theirs, ranks)
    return attach(theirs, Tokenizer.load(folder))


def _spread(ranks: int) -> Any:
    """transformers' plan: each process has an equal part of every layer's experts, whose outputs are summed over all.

    Surprising: experts are spread among processes that read the same text, which transformers calls tensor-parallel, and
    that cuts head and embedding unless told otherwise. Whole, they can be asked by one process alone, as the lens does.
    """
    try:
        from transformers.distributed.configuration_utils import DistributedConfig

        whole = {"lm_head": "replicate", "model.embed_tokens": "replicate"}
        return DistributedConfig(tp_size=ranks, ep_size=ranks, tp_plan=whole, ep_implementation="all_reduce")
    except (ImportError, TypeError):
        raise _no_spreading() from None


def _check_spread(theirs: Any, ranks: int) -> None:
    """Each layer's experts are cut, and by as much as was asked for: otherwise the memory of one would be needed in all."""
    for layer in theirs.model.layers:
        weight = layer.mlp.experts.gate_up_proj
        if not hasattr(weight, "to_local") or len(weight.to_local()) * ranks != weight.shape[0]:
            raise _no_spreading()


def _no_spreading() -> MissingPartError:
    import transformers

    return MissingPartError(
        f"transformers {transformers.__version__} does not spread the experts of DeepSeek-V4 over processes as 5.23 does. "
        "Install transformers 5.23, or run one process, without torchrun."
    )
