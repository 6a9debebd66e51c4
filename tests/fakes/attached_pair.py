"""A reference and an attached transformers model of the same weights."""

from __future__ import annotations

import torch
from oracle import our_state_dict, transformers_model

from dsv4lab.attached.attach import AttachedModel, attach
from dsv4lab.generation.reference import Reference


def ids_of(count: int, seed: int = 1) -> list[int]:
    return torch.randint(0, 97, (count,), generator=torch.Generator().manual_seed(seed)).tolist()


def pair(case, seed: int = 1) -> tuple[Reference, AttachedModel]:
    attached = attach(transformers_model(case, seed))
    reference = Reference(attached.config).eval().requires_grad_(False)
    reference.load_state_dict(our_state_dict(attached.theirs), strict=True)
    return reference, attached
