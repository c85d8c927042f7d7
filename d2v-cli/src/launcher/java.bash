# shellcheck shell=bash
# Finds the Java that d2v runs on: sets java, java_home and java_version, or ends with what is wrong.

fail() {
  echo "d2v: $*" >&2
  exit 1
}

find_java() {
  local hint='install JDK 17 or later (Debian: apt install openjdk-17-jdk-headless), or set JAVA_HOME to one'
  if [[ -n ${JAVA_HOME-} ]]; then
    java=$JAVA_HOME/bin/java
    [[ -x $java ]] || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java; $hint"
  else
    java=$(command -v java) || fail "there is no java; $hint"
    java=$(readlink -f "$java")
  fi
  local home version
  home=$(dirname "$(dirname "$java")")
  # The release file says it at once; java itself takes a start of its own.
  version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$home/release" 2>/dev/null) || true
  [[ -n $version ]] || version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  java_version=${version%%[.+-]*}
  [[ $java_version =~ ^[0-9]+$ ]] || fail "$java does not say its version; $hint"
  ((java_version >= 17)) || fail "$java is Java $version, and d2v needs 17 or later; $hint"
  java_home=$home
}
