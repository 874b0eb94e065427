#!/usr/bin/env bash
# pip-audit over the lock file. Without the network it says so and passes, for it could tell nothing.
set -uo pipefail
cd "$(dirname "$0")/.."
python=$1
if ! "$python" -m pip_audit --version >/dev/null 2>&1 && ! "$python" -m pip install --quiet pip-audit 2>/dev/null; then
  echo 'pip-audit cannot be installed here: nothing was audited'
  exit 0
fi
said=$("$python" -m pip_audit --requirement requirements.lock --no-deps --disable-pip --timeout 20 2>&1)
code=$?
if grep -qiE 'ConnectionError|ServiceError|Max retries|timed out|Name or service|HTTPError|Forbidden' <<<"$said"; then
  echo "The service that knows of holes cannot be reached: nothing was audited ($(tail -1 <<<"$said" | cut -c1-200))"
  exit 0
fi
echo "$said"
exit "$code"
