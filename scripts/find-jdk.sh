# Finds a JDK 25 or newer and exports JAVA_HOME. Sourced by mvnw and by foodflow; POSIX sh.
#
# Order: $JAVA_HOME, then the folders where JDKs are usually unpacked, then the `java` on PATH. The first one whose
# `release` file says 25 or newer, and that has a javac, is taken. Where there is none: one sentence, and exit 1.
#
# FOODFLOW_JDK_FOLDERS   folders (separated by ':') whose children are looked at, instead of the usual ones
#
# Works under `set -euf`, which the Maven wrapper script switches on, and puts the caller's options back.

foodflow_oldest_jdk=25

# Major version that a JDK's release file names, in $foodflow_jdk_major; fails where there is no such file or line.
foodflow_read_release() {
  foodflow_jdk_major=
  [ -r "$1/release" ] || return 1
  while IFS='=' read -r foodflow_key foodflow_value || [ -n "$foodflow_key" ]; do
    [ "$foodflow_key" = JAVA_VERSION ] || continue
    foodflow_value=${foodflow_value#\"}
    foodflow_value=${foodflow_value#1.} # 1.8.0_442 is Java 8
    foodflow_jdk_major=${foodflow_value%%[!0-9]*}
    break
  done <"$1/release"
  [ -n "$foodflow_jdk_major" ]
}

# Takes the JDK at $1 when it is new enough and complete.
foodflow_take_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  foodflow_read_release "$1" && [ "$foodflow_jdk_major" -ge "$foodflow_oldest_jdk" ] || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

# Takes the first fitting child of the folder $1; a macOS bundle keeps its JDK in Contents/Home.
foodflow_take_child() {
  for foodflow_jdk in "$1"/*; do
    if foodflow_take_jdk "$foodflow_jdk" || foodflow_take_jdk "$foodflow_jdk/Contents/Home"; then return 0; fi
  done
  return 1
}

# Takes the JDK that the `java` on PATH belongs to.
foodflow_take_path_java() {
  foodflow_java=$(command -v java 2>/dev/null) || return 1
  foodflow_java=$(readlink -f "$foodflow_java" 2>/dev/null) || return 1
  foodflow_take_jdk "${foodflow_java%/bin/java}"
}

foodflow_search_jdk() {
  if foodflow_take_jdk "${JAVA_HOME-}"; then return 0; fi
  foodflow_folders=${FOODFLOW_JDK_FOLDERS-/usr/lib/jvm:/opt/java:${HOME-}/.sdkman/candidates/java:${HOME-}/.jdks:/Library/Java/JavaVirtualMachines}
  while [ -n "$foodflow_folders" ]; do
    if foodflow_take_child "${foodflow_folders%%:*}"; then return 0; fi
    case $foodflow_folders in
      *:*) foodflow_folders=${foodflow_folders#*:} ;;
      *) foodflow_folders= ;;
    esac
  done
  foodflow_take_path_java
}

# The search needs globbing; the wrapper has it off.
case $- in
  *f*) foodflow_noglob=true; set +f ;;
  *) foodflow_noglob=false ;;
esac
if ! foodflow_search_jdk; then
  echo "FoodFlow OS needs a JDK $foodflow_oldest_jdk or newer and found none: install one (for example Eclipse Temurin 25, https://adoptium.net, or 'sdk install java 25-tem') or set JAVA_HOME to it." >&2
  exit 1
fi
if $foodflow_noglob; then set -f; fi
unset -f foodflow_read_release foodflow_take_jdk foodflow_take_child foodflow_take_path_java foodflow_search_jdk
unset foodflow_oldest_jdk foodflow_jdk_major foodflow_key foodflow_value foodflow_jdk foodflow_java foodflow_folders foodflow_noglob
