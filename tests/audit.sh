#!/usr/bin/env bash
# pip-audit over the lock file. Where its service knows none of the packages or cannot be reached, nothing was audited:
# it says so and passes.
set -uo pipefail
cd "$(dirname "$0")/.."
python=$1
if ! "$python" -m pip_audit --version >/dev/null 2>&1 && ! "$python" -m pip install --quiet pip-audit 2>/dev/null; then
  echo 'pip-audit cannot be installed here: nothing was audited'
  exit 0
fi
"$python" -m pip_audit --requirement requirements.lock --no-deps --disable-pip --timeout 20 --format json 2>/dev/null |
  "$python" -c '
import json, sys
try:
    packages = json.load(sys.stdin)["dependencies"]
except ValueError:
    sys.exit(print("The service that knows of holes cannot be reached: nothing was audited"))
audited = [p for p in packages if "vulns" in p]
holes = [(p["name"], p["version"], v["id"], v["fix_versions"]) for p in audited for v in p["vulns"]]
print(f"{len(audited)} of {len(packages)} packages were audited" + ("" if audited else ": the service knows none of them"))
for name, version, hole, fixed in holes:
    print(f"{name} {version}: {hole}, mended in {fixed or None}")
sys.exit(bool(holes))
'
