# Builds what the commands of ./foodflow run. Sourced by the launcher, which has set FOODFLOW_ROOT and JAVA_HOME; POSIX sh.
#
# The guard: a build leaves target/foodflow/<name>.stamp with a checksum of its sources. As long as no source is newer than
# the stamp nothing is done, which takes some hundredths of a second; when one is, the checksums decide, so that a mere
# checkout or touch builds nothing. Maven is started only when a source really differs.

foodflow_state=$FOODFLOW_ROOT/target/foodflow

# Lists the files that a build depends on, one a line; more arguments narrow the search.
foodflow_sources() {
  (
    cd "$FOODFLOW_ROOT"
    for part in pom.xml .mvn engines platform services apps bench; do
      if [ -e "$part" ]; then
        find "$part" \( -name target -o -name node_modules -o -name dist -o -path '*/src/test' -o -path '*/e2e' \
          -o -name '.*' ! -name .mvn \) -prune -o \( -type f -o -type d \) "$@" -print 2>/dev/null
      fi
    done
  )
}

foodflow_checksum() {
  (cd "$FOODFLOW_ROOT" && foodflow_sources -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
}

# Whether the build $1 is there and its sources are those that it was made from.
foodflow_is_current() {
  [ -f "$foodflow_state/$1.stamp" ] && foodflow_is_built "$1" || return 1
  [ -n "$(foodflow_sources -newer "$foodflow_state/$1.stamp" | head -n 1)" ] || return 0
  : >"$foodflow_state/checked"
  [ "$(cat "$foodflow_state/$1.stamp")" = "$(foodflow_checksum)" ] || return 1
  touch -r "$foodflow_state/checked" "$foodflow_state/$1.stamp"
}

# Whether the build $1 left its jars.
foodflow_is_built() {
  foodflow_has_jar apps/cli || return 1
  case $1 in
    bench) foodflow_has_jar bench ;;
    *) foodflow_has_jar apps/server ;;
  esac
}

foodflow_has_jar() {
  for foodflow_jar in "$FOODFLOW_ROOT/$1"/target/foodflow-*.jar; do
    [ -f "$foodflow_jar" ] && return 0
  done
  return 1
}

# foodflow_build_if_missing NAME MODULES
foodflow_build_if_missing() {
  foodflow_is_built "$1" || foodflow_build "$1" "$2"
}

# foodflow_build_if_changed NAME MODULES
foodflow_build_if_changed() {
  if foodflow_is_current "$1"; then return 0; fi
  if foodflow_is_built "$1" && foodflow_server_runs; then
    echo "A server of this checkout is running: the changed sources are not built before it is stopped." >&2
    return 0
  fi
  foodflow_build "$1" "$2"
}

# Whether a server runs from the jars that a build would replace under it. The JVM's own child that writes the cache for fast
# starts has a server's command line, and its orders in the environment: it only reads.
foodflow_server_runs() {
  for foodflow_pid in $(pgrep -f "$FOODFLOW_ROOT/apps/server/target/foodflow-server-" 2>/dev/null); do
    grep -qs 'AOTMode=create' "/proc/$foodflow_pid/environ" || return 0
  done
  return 1
}

# Builds the modules and what they need, one build at a time. Ctrl-C ends Maven with it: both are in the foreground.
foodflow_build() {
  mkdir -p "$foodflow_state"
  foodflow_lock
  trap 'rm -rf "$foodflow_state/lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if ! foodflow_is_current "$1"; then
    foodflow_fresh=$(foodflow_checksum)
    rm -f "$foodflow_state/$1.stamp"
    foodflow_run_maven "$2" || exit 1
    echo "$foodflow_fresh" >"$foodflow_state/$1.stamp"
    # Dated back to the start: a source that was saved during the build counts as newer.
    touch -r "$foodflow_state/start" "$foodflow_state/$1.stamp"
  fi
  rm -rf "$foodflow_state/lock"
  trap - EXIT INT TERM
}

# Takes the build lock, waiting for another build of this checkout to end; a lock whose holder died is taken over.
foodflow_lock() {
  foodflow_waited=false
  while ! mkdir "$foodflow_state/lock" 2>/dev/null; do
    foodflow_holder=$(cat "$foodflow_state/lock/pid" 2>/dev/null || echo)
    if [ -n "$foodflow_holder" ] && ! kill -0 "$foodflow_holder" 2>/dev/null; then
      rm -rf "$foodflow_state/lock"
      continue
    fi
    $foodflow_waited || echo "Waiting for another build of this checkout ..." >&2
    foodflow_waited=true
    sleep 1
  done
  echo $$ >"$foodflow_state/lock/pid"
}

# Runs Maven for the modules $1; its output goes to a log, the screen gets one line a module. Formatting and warnings are
# judged by 'foodflow test': a newer compiler that warns about more must not keep anybody from starting the platform.
foodflow_run_maven() {
  foodflow_log=$foodflow_state/build.log
  : >"$foodflow_state/start"
  echo "Building FoodFlow OS ..." >&2
  {
    "$FOODFLOW_ROOT/mvnw" -B -ntp -f "$FOODFLOW_ROOT/pom.xml" -T2 -pl "$1" -am -DskipTests \
      -Dspotless.check.skip=true -Don.warning=-nowarn ${FOODFLOW_MAVEN_OPTIONS-} package 2>&1 </dev/null && echo 0 >"$foodflow_state/result" ||
      echo 1 >"$foodflow_state/result"
  } | tee "$foodflow_log" | foodflow_show_modules
  if [ "$(cat "$foodflow_state/result")" = 0 ]; then return 0; fi
  echo >&2
  sed -n '/^\[ERROR\] *-> \[Help/q; /^\[ERROR\]/p; /^\[WARNING\] .*\.java:/p' "$foodflow_log" | head -n 20 >&2
  echo "foodflow: the build failed; its log is $foodflow_log" >&2
  return 1
}

# From Maven's output, the modules as they begin: drawn over each other on a screen, one a line elsewhere.
foodflow_show_modules() {
  while IFS= read -r foodflow_line; do
    case $foodflow_line in
      *'] Building '*'['*/*']') ;;
      *) continue ;;
    esac
    foodflow_line=${foodflow_line#*'] Building '}
    foodflow_step=${foodflow_line##*'['}
    foodflow_module=${foodflow_line%%" 0."*}
    if [ -t 2 ]; then
      printf '\r\033[K  [%s %s' "$foodflow_step" "$foodflow_module" >&2
    else
      printf '  [%s %s\n' "$foodflow_step" "$foodflow_module" >&2
    fi
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}
