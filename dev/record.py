"""Record the run that ships with the package: python dev/record.py

The shipped model in plain PyTorch on a CPU, every standard group of every token. The weights of attention's lists, which are
most of a trace, are rounded to multiples of 1/32768, so that the file stays small; `run["rounded"]` says so.
Where it lies and who opens it: dsv4lab/recorded_run.py.
"""

from __future__ import annotations

import numpy as np

import dsv4lab as lab
from dsv4lab.recorded_run import PATH

PROMPT = """\
Once upon a time there was a little fox named Tim. Tim lived with his mother in a small house at the edge of the \
wood, and every morning he went down to the river to look at the fish. One day Tim saw a big red boat on the river. \
In the boat sat an old bear named Ben. "Hello, little fox," said Ben. "Do you want to come with me? I am looking for \
a golden key that I lost in the river when I was young."

Tim was happy. He loved the river, and he had never been in a boat before. "Yes," said Tim, "but I must be home \
before it is dark." So the little fox and the old bear went down the river in the big red boat. They looked under \
every tree and behind every stone, but they could not find the golden key.

After a while they met a duck named Lily. "What are you looking for?" asked Lily. "We are looking for a golden key," \
said Tim. "It is as small as a leaf and as bright as the sun." Lily thought for a long time. Then she said, "I know"""
STEPS = 1 << 15  # of a weight; the pages show them in 65,535


def main() -> None:
    """Run, round, save."""
    session = lab.Session(lab.load(device="cpu", engine="reference"))
    session.generate(PROMPT, max_new_tokens=260, temperature=0.8, top_p=0.9, seed=1)
    text = session.text
    assert text is not None
    weight = text.writer.arrays["attention"]["weight"]
    weight[...] = np.round(weight * STEPS) / STEPS
    text.writer.run["rounded"] = {"attention.weight": f"multiples of 1/{STEPS}"}
    assert session.trace is not None
    path = session.trace.save(PATH)
    print(f"{path}: {len(session.trace)} tokens, {path.stat().st_size / 2**20:.2f} MiB")


if __name__ == "__main__":
    main()
