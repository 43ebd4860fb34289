#!/usr/bin/env bash
# offline.sh COMMAND...: runs COMMAND in an empty network namespace (loopback only) where the machine allows it,
# so that child processes cannot reach out either; elsewhere as it is, and says so.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if unshare -n true 2>/dev/null; then
  exec unshare -n "$(command -v python3)" "$here/loopback.py" "$@"
elif unshare -rn true 2>/dev/null; then
  exec unshare -rn "$(command -v python3)" "$here/loopback.py" "$@"
fi
echo "no network namespace here: sockets of the test process alone are guarded" >&2
exec "$@"
