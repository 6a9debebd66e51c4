#!/usr/bin/env bash
# The lock: constraints.txt holds one version of every package for every Python that pyproject.toml promises, resolved from the
# public index's own metadata. The two requirements files are what `make lab` installs of it, and `make test` beside that.
#   dev/lock.sh write   resolve again, keeping what still fits (UPGRADE=--upgrade takes the newest)
#   dev/lock.sh check   fail unless the files are what `write` would write, and every Python has a wheel of every package
set -euo pipefail
cd "$(dirname "$0")/.."
UV=${UV:-.venv/bin/uv}
export UV_SYSTEM_CERTS=1 # the machine knows whom it trusts, a mirror with its own certificate included
PYTHONS=(3.11.0 3.11.2 3.12 3.13 3.14)
TORCH=2.13.0 # the tests and the figures of the engine belong to it
# A machine's own settings and files on its disk must not hide what the index says.
resolve() {
  echo "torch==$TORCH" | env -u UV_FIND_LINKS -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_INDEX_URL "$UV" --no-config pip compile --quiet \
    --default-index https://pypi.org/simple --no-annotate --no-header --extra lab "$@" -c - pyproject.toml
}
write() { # FOLDER: the three files, keeping the versions that stand there
  resolve --universal --python-version 3.11 --extra gpu --extra test ${UPGRADE:-} -o "$1/constraints.txt" >/dev/null
  # torch comes first and by itself: which CUDA libraries it needs is for the build of torch that a machine takes to say.
  resolve --universal --python-version 3.11 -c "$1/constraints.txt" | grep -vE '^(torch|triton|nvidia-|cuda-)' >"$1/requirements-lab.txt"
  resolve --universal --python-version 3.11 --extra test -c "$1/constraints.txt" | grep -vE '^(torch=|nvidia-|cuda-)' |
    grep -vxFf "$1/requirements-lab.txt" >"$1/requirements-test.txt"
}

case "${1:-}" in
  write) write . ;;
  check)
    fresh=$(mktemp -d)
    trap 'rm -rf "$fresh"' EXIT
    cp constraints.txt "$fresh"
    write "$fresh"
    for file in constraints.txt requirements-lab.txt requirements-test.txt; do
      diff -u "$file" "$fresh/$file" || { echo "$file is not what pyproject.toml asks for: run 'make lock'" >&2; exit 1; }
    done
    for python in "${PYTHONS[@]}"; do
      resolve --python-version "$python" --python-platform x86_64-manylinux_2_36 --only-binary :all: --extra gpu --extra test \
        -c constraints.txt >/dev/null || { echo "the lock has no answer for Python $python" >&2; exit 1; }
      echo "the lock resolves for Python $python"
    done
    ;;
  *) echo "usage: dev/lock.sh write | check" >&2; exit 2 ;;
esac
