"""A checkpoint's folder opened by transformers and attached: the release's FP8 and FP4 are unpacked to plain floats.

Tests: tests/attached/test_from_folder.py.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import torch

from dsv4lab.attached.attach import AttachedModel, attach
from dsv4lab.errors import CheckpointError, LabError, printable
from dsv4lab.text import Tokenizer


def attach_folder(folder: Path, dtype: torch.dtype = torch.float32) -> AttachedModel:
    """Load a folder with transformers' own class and reader, and attach it.

    No code of the folder is run and no pickle is opened: the class is named here, and only safetensors are read.
    Raises CheckpointError for what transformers cannot read, in its words.
    """
    from transformers import DeepseekV4Config, DeepseekV4ForCausalLM
    from transformers.utils import logging

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
                folder, config=config, dtype=dtype, use_safetensors=True, attn_implementation="eager"
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
    return attach(theirs, Tokenizer.load(folder))
