#!/bin/sh
# Makes the secrets of a fresh installation, once: there is no password that works everywhere. What
# is there stays as it is, so this may run at every start.
#
#   MEMBERS       host:port of every member, separated by commas
#   MONGO_SECRETS folder for the members' key
#   ADMIN_SECRETS folder for the administrator's password, which set-up alone is given
#   APP_SECRETS   folder for the address the app uses, its password in it
#   MONGO_OWNER, APP_OWNER   who may read them, as user:group; empty: whoever runs this
set -eu
umask 077

random() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# Under another name first: a start that is cut off leaves no half of a password behind.
make() {
  file=$1 content=$2 owner=$3
  if [ ! -s "$file" ]; then
    printf '%s' "$content" >"$file.new"
    chmod 400 "$file.new"
    mv "$file.new" "$file"
    echo "made $file"
  fi
  [ -z "$owner" ] || chown "$owner" "$file"
}

make "$MONGO_SECRETS/members-key" "$(random 256)" "${MONGO_OWNER:-}"
make "$ADMIN_SECRETS/root-password" "$(random 32)" "${APP_OWNER:-}"
make "$APP_SECRETS/mongodb-uri" "mongodb://pullcord:$(random 32)@$MEMBERS/pullcord?replicaSet=rs0" "${APP_OWNER:-}"
for folder in "$MONGO_SECRETS:${MONGO_OWNER:-}" "$ADMIN_SECRETS:${APP_OWNER:-}" "$APP_SECRETS:${APP_OWNER:-}"; do
  path=${folder%%:*} owner=${folder#*:}
  chmod 500 "$path"
  [ -z "$owner" ] || chown "$owner" "$path"
done
