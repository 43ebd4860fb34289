#!/usr/bin/env bash
# install.sh PYTHON VENV LOCK: a virtual environment holding exactly what LOCK pins, and the project itself.
# uv (pinned in the lock, by hash) does it in seconds; where it cannot run, pip does the same with --no-deps,
# because the pip of Debian 12 and Ubuntu 22.04 rejects a lock whose extras are stripped.
set -euo pipefail
python=$1 venv=$2 lock=$3

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "jumun needs Python 3.11 or newer; [$python] is $("$python" --version 2>&1 || echo missing). Try: make run PYTHON=python3.12" >&2
  exit 2
}
if [ ! -x "$venv/bin/python" ]; then
  echo "Making the virtual environment $venv" >&2
  "$python" -m venv "$venv" || {
    echo "python3 has no venv module: install it first (Debian, Ubuntu: apt-get install python3-venv)." >&2
    exit 2
  }
fi
echo "Installing the pinned packages of $lock" >&2
awk '/^uv==/ { found = 1 } found { print } found && !/\\$/ { exit }' "$lock" > "$venv/uv.lock"
if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$venv/uv.lock" \
  && "$venv/bin/uv" pip sync --quiet --compile-bytecode --python "$venv/bin/python" --require-hashes "$lock"; then
  "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .
else
  echo "uv did not do it; pip takes a few minutes" >&2
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$lock"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
