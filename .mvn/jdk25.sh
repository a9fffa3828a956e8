# Sourced by ./holdfast and .ci/run: finds a JDK 25.

# Prints the home of the first JDK 25 with a compiler, or fails without a word.
find_jdk25() {
  local candidate on_path
  on_path=$(command -v java || true)
  # "java" is often a chain of links; its home is two levels above its end.
  while [ -L "$on_path" ]; do
    candidate=$(readlink "$on_path")
    case $candidate in
      /*) on_path=$candidate ;;
      *) on_path=$(dirname "$on_path")/$candidate ;;
    esac
  done
  for candidate in \
    "${JAVA_HOME:-}" "${JAVA25_HOME:-}" "${on_path%/bin/java}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25 /usr/local/opt/openjdk@25; do
    if is_jdk25 "$candidate"; then
      (cd "$candidate" && pwd -P)
      return 0
    fi
  done
  # macOS: /usr/bin/java is a stand-in that only this tool can follow.
  if [ -x /usr/libexec/java_home ]; then
    candidate=$(/usr/libexec/java_home -v 25 2>/dev/null || true)
    if is_jdk25 "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  fi
  return 1
}

# The release file is read first, because starting a JVM for every candidate takes seconds.
is_jdk25() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    grep -Eq '^JAVA_VERSION="25([".+-]|$)' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -Eq 'version "25([".+-]|$)'
  fi
}
