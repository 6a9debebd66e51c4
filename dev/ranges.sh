#!/usr/bin/env bash
# The lab on the newest and on the lowest versions that pyproject.toml's ranges allow: a generation, its trace, its page; and its
# kernels compiled for a GPU by the lowest Triton.
# torch is the lock's in both (other builds are gigabytes; the GPU figures are of torch 2.11). Newest also on the newest Python that is
# here, without torch, since a trace is read without it.
set -euo pipefail
cd "$(dirname "$0")/.."
UV=${UV:-.venv/bin/uv}
export UV_SYSTEM_CERTS=1 # the machine knows whom it trusts, a mirror with its own certificate included
export UV_FIND_LINKS=${UV_FIND_LINKS:-${PIP_FIND_LINKS:-}}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
grep '^torch==' constraints.txt >"$place/torch.txt"

environment() { # NAME RESOLUTION PYTHON
  "$UV" --no-config venv --quiet --python "$3" "$place/$1"
  "$UV" --no-config pip install --quiet --python "$place/$1/bin/python" --resolution "$2" --override "$place/torch.txt" -e '.[lab]'
}

for resolution in lowest-direct highest; do
  environment "$resolution" "$resolution" .venv/bin/python
  mkdir -p "$place/of-$resolution"
  "$place/$resolution/bin/python" tests/smoke.py write "$place/of-$resolution"
done

# What the lowest Triton takes is less than what the lock's does, and no interpreter shows it.
TRITON_CACHE_DIR="$place/triton" PYTHONPATH=. "$place/lowest-direct/bin/python" tests/fakes/hopper.py >/dev/null

# A name on the path may be a shim that runs nothing, so each is tried; pyenv keeps the real ones beside it.
newest=$(for minor in 14 13 12; do
  for python in $(type -aP "python3.$minor") "$HOME"/.pyenv/versions/3."$minor"*/bin/python; do
    "$python" -c '' 2>/dev/null && echo "$python"
  done
done | head -1 || true)
if [ -n "$newest" ]; then
  "$UV" --no-config venv --quiet --python "$newest" "$place/reader"
  sed -n '/^dependencies/,/^]/p;/^lab = /p' pyproject.toml | grep -o '"[^"]*"' | tr -d '"' | grep -v '^torch' >"$place/reader.txt"
  "$UV" --no-config pip install --quiet --python "$place/reader/bin/python" --resolution highest -r "$place/reader.txt"
  PYTHONPATH=. "$place/reader/bin/python" tests/smoke.py read "$place/of-lowest-direct"
fi
