#!/bin/sh
# Runs a test once more as nobody, where we are root. 77, which CTest takes for "skipped", where that can't be done:
# the test itself has then run without privileges, or its folder is closed to others.
[ "$(id -u)" = 0 ] || exit 77
as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
$as_nobody test -x "$1" || exit 77
home=$(mktemp -d /tmp/retort-test-home-XXXXXX) || exit 1
trap 'rm -rf -- "$home"' EXIT
chown 65534:65534 "$home"
cd / || exit 1
env -u XDG_RUNTIME_DIR -u XDG_DATA_HOME -u TMPDIR HOME="$home" $as_nobody "$@"
