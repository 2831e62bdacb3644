#!/bin/sh
# Builds the workspace into apps/workspace/dist with the machine's own Node, only when its sources changed since the last
# build. Called by the server's Maven build.
set -eu

cd "$(dirname "$0")/../apps/workspace"
if ! command -v npm >/dev/null 2>&1; then
  echo "foodflow: the workspace needs Node 20 or newer with npm; install it from https://nodejs.org and try again" >&2
  exit 1
fi

sources() {
  find . \( -name node_modules -o -name dist -o -name e2e \) -prune -o -type f ! -name '.*' -print | LC_ALL=C sort
}

sum=$(sources | tr '\n' '\0' | xargs -0 cksum | cksum)
if [ -f dist/index.html ] && [ "$(cat dist/.sources 2>/dev/null)" = "$sum" ]; then exit 0; fi

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
fi
npm run --silent build
printf '%s' "$sum" >dist/.sources
