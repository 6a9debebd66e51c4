"""The fast path on a GPU: weights as they are stored, prefill in chunks, decode as one captured graph per step."""
