#!/bin/sh
# ./foodflow test: every proof there is, with one line at the end that sums them. Called by the launcher.
#
#   test.sh [--long]     --long adds the proofs that take minutes (tagged "long")
set -eu

FOODFLOW_ROOT=$(cd "$(dirname "$0")/.." && pwd -P)
. "$FOODFLOW_ROOT/scripts/find-jdk.sh"
. "$FOODFLOW_ROOT/scripts/build.sh"

long=false
for argument in "$@"; do
  case $argument in
    --long) long=true; export FOODFLOW_LONG=1 ;;
    *)
      echo "foodflow: test knows --long only, was '$argument' (see './foodflow help')" >&2
      exit 2
      ;;
  esac
done

# Tests start their own servers; they must not meet the one that the user works with.
unset FOODFLOW_HOME FOODFLOW_URL FOODFLOW_EMAIL FOODFLOW_PASSWORD FOODFLOW_TENANT FOODFLOW_CLIENT_ID FOODFLOW_CLIENT_SECRET

results=$FOODFLOW_ROOT/target/foodflow/test
rm -rf "$results"
mkdir -p "$results"
workspace=$FOODFLOW_ROOT/apps/workspace
passed=0
failed=0
skipped=0

# count PASSED FAILED SKIPPED
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
  skipped=$((skipped + $3))
}

# Adds what the JUnit reports below a folder, written since this run began, tell; the rest of the arguments narrows the search.
count_junit() {
  set -- $(find "$@" -newer "$results/start" -exec cat {} + 2>/dev/null | tr '\n' ' ' | sed 's/<testsuite /\n&/g' | awk '
    function number(name) {
      return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
    }
    /^<testsuite / {
      sub(/>.*/, "")
      bad = number("failures") + number("errors"); left = number("skipped")
      failed += bad; skipped += left; passed += number("tests") - bad - left
    }
    END { print passed + 0, failed + 0, skipped + 0 }')
  count "$1" "$2" "$3"
}

# A step that ends badly without a failed test (a compiler error, coverage, formatting) counts as one failure.
# step NAME FAILED_BEFORE EXIT_CODE
judge() {
  if [ "$3" -ne 0 ] && [ "$failed" -eq "$2" ]; then
    echo "foodflow: $1 failed without a failed test" >&2
    failed=$((failed + 1))
  fi
}

skip() {
  echo "Skipped: $1"
  skipped=$((skipped + 1))
}

run_maven() {
  echo "== Java: all modules"
  set -- -B -ntp -T2 -Ptests-apart -f "$FOODFLOW_ROOT/pom.xml" --fail-at-end
  if $long; then set -- "$@" -Dexcluded.test.groups=; fi
  before=$failed
  code=0
  "$FOODFLOW_ROOT/mvnw" "$@" verify </dev/null || code=$?
  count_junit "$FOODFLOW_ROOT" -path '*/target/*-reports/TEST-*.xml'
  judge "the Maven build" "$before" "$code"
}

# Installs the packages of the lock file unless they are there.
install_packages() {
  [ -f "$workspace/node_modules/.package-lock.json" ] &&
    [ ! "$workspace/package-lock.json" -nt "$workspace/node_modules/.package-lock.json" ] && return 0
  (cd "$workspace" && npm ci --no-audit --no-fund)
}

# One check of the workspace that counts as one test.
run_check() {
  echo "== Workspace: npm run $1"
  if (cd "$workspace" && npm run --silent "$1"); then count 1 0 0; else count 0 1 0; fi
}

# Runs beside the Java tests, which mostly wait for databases and clocks: its output is kept in a file until they have ended.
# The front end is built before either of them begins, so that both find the same one.
begin_workspace() {
  if [ ! -f "$workspace/package.json" ]; then return 0; fi
  if ! command -v npm >/dev/null 2>&1; then
    skip "the workspace's tests, because there is no npm (install Node 20 or newer)"
    return 0
  fi
  echo "== Workspace: packages and build"
  if ! install_packages || ! "$FOODFLOW_ROOT/scripts/build-workspace.sh"; then
    echo "foodflow: the workspace could not be built" >&2
    count 0 1 0
    return 0
  fi
  echo "== Workspace: tests, beside the Java tests (output follows at the end, or in ${results#"$FOODFLOW_ROOT"/}/workspace.log)"
  (
    trap - EXIT INT TERM
    passed=0 failed=0 skipped=0
    run_workspace
    echo "$passed $failed $skipped" >"$results/workspace.counts"
  ) >"$results/workspace.log" 2>&1 </dev/null &
  workspace_run=$!
}

end_workspace() {
  [ -n "$workspace_run" ] || return 0
  wait "$workspace_run" || true
  workspace_run=
  cat "$results/workspace.log"
  if [ -f "$results/workspace.counts" ]; then
    count $(cat "$results/workspace.counts")
  else
    echo "foodflow: the workspace's tests broke off" >&2
    count 0 1 0
  fi
}

run_workspace() {
  run_check lint
  echo "== Workspace: unit tests"
  before=$failed
  code=0
  (cd "$workspace" && npm test --silent -- --reporter=default --reporter=junit --outputFile.junit="$results/workspace.xml") || code=$?
  count_junit "$results" -name workspace.xml
  judge "the workspace's unit tests" "$before" "$code"
  run_browser
}

find_chromium() {
  for browser in ${FOODFLOW_BROWSERS-chromium chromium-browser google-chrome google-chrome-stable}; do
    if command -v "$browser" >/dev/null 2>&1; then
      command -v "$browser"
      return 0
    fi
  done
  return 1
}

# What node --test says at its end, in either of its formats: "# pass 12" or "(i) pass 12".
node_result() {
  sed -n "s/^[^a-zA-Z0-9]* $1 \([0-9][0-9]*\)\$/\1/p" "$results/browser.log" | tail -n 1
}

run_browser() {
  echo "== Workspace: browser tests"
  if ! browser=$(find_chromium); then
    skip "the browser tests, because there is no Chromium (Debian: apt-get install chromium)"
    return 0
  fi
  before=$failed
  {
    code=0
    (cd "$workspace" && CHROMIUM=$browser npm run --silent e2e 2>&1) || code=$?
    echo "$code" >"$results/browser.code"
  } | tee "$results/browser.log"
  pass=$(node_result pass)
  fail=$(node_result fail)
  cancelled=$(node_result cancelled)
  skip=$(node_result skipped)
  count "${pass:-0}" "$((${fail:-0} + ${cancelled:-0}))" "${skip:-0}"
  judge "the browser tests" "$before" "$(cat "$results/browser.code")"
}

# Ends a process and all that it started.
end_tree() {
  for child in $(pgrep -P "$1"); do end_tree "$child"; done
  kill "$1" 2>/dev/null || true
}

end_all() {
  if [ -n "$workspace_run" ]; then end_tree "$workspace_run"; fi
  rm -rf "$foodflow_state/lock"
}

workspace_run=
foodflow_lock
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

: >"$results/start"
begin_workspace
run_maven
end_workspace
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
