#!/usr/bin/env bash
# Known holes in the locked versions, asked of pip-audit's service: one that is told fails the command. Where pip-audit
# cannot be installed, or its service cannot be reached or knows none of the packages, nothing was audited, and it says so.
# `tests/audit.sh [PYTHON]`; pip-audit gets an environment of its own, for its needs must not change the locked ones.
set -u  # no pipefail: pip-audit also fails where it cannot ask, and the last step tells the two apart
cd "$(dirname "$0")/.."
python=${1:-python3}
venv=.venvs/audit
audit=${PIP_AUDIT:-$venv/bin/pip-audit}
if ! command -v "$audit" >/dev/null &&
  ! { "$python" -m venv --clear "$venv" && "$venv/bin/python" -m pip install --quiet pip-audit; } >/dev/null 2>&1; then
  echo 'pip-audit cannot be installed here: nothing was audited.'
  exit 0
fi
timeout 300 "$audit" --requirement requirements.lock --no-deps --disable-pip --timeout 20 --format json 2>/dev/null |
  "$python" -c '
import json, sys
try:
    packages = json.load(sys.stdin)["dependencies"]
except (ValueError, KeyError, TypeError):
    sys.exit(print("The service that knows of holes cannot be reached: nothing was audited."))
audited = [p for p in packages if "vulns" in p]
holes = [(p["name"], p["version"], v["id"], v["fix_versions"]) for p in audited for v in p["vulns"]]
unknown = "." if audited else ": the service knows none of them, so nothing was audited."
print(f"{len(audited)} of {len(packages)} packages were audited, {len(holes)} holes are known{unknown}")
for name, version, hole, fixed in holes:
    mended = ", ".join(fixed) or "no version yet"
    print(f"{name} {version}: {hole}, mended in {mended}")
sys.exit(bool(holes))
'
