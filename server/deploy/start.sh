#!/bin/sh
# What a container runs first. The database's address holds a password, so it may come in a file
# that nobody else can read; and exec, so that the server gets the signals itself.
set -eu
if [ -n "${MONGODB_URI_FILE:-}" ]; then
  MONGODB_URI=$(cat "$MONGODB_URI_FILE")
  export MONGODB_URI
fi
exec "$@"
