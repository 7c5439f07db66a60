# shellcheck shell=bash disable=SC2154
# A private PostgreSQL that lives as long as the run: made from the installed binaries in a temporary folder, reached over
# loopback with a password of its own, fast because nothing in it needs to outlive a power cut.

# Exports TEST_POSTGRES_URL: the one given, or a new cluster's.
need_postgres() {
  [[ -n ${TEST_POSTGRES_URL:-} ]] && return 0
  find_postgres_binaries || return 1
  make_cluster || return 1
  at_the_end remove_cluster
  start_cluster || return 1
  export TEST_POSTGRES_URL="postgres://porchlight:$cluster_password@127.0.0.1:$cluster_port/porchlight"
}

# Sets postgres_binaries to the newest installed version's folder; Debian keeps them off the PATH.
find_postgres_binaries() {
  local found
  found=$(newest_initdb)
  if [[ -z $found ]]; then
    install_packages postgresql || return 1
    found=$(newest_initdb)
  fi
  if [[ -z $found ]]; then
    cannot_run "PostgreSQL is missing: no initdb found"
    return 1
  fi
  postgres_binaries=$(dirname "$(readlink -f "$found")")
}

newest_initdb() {
  { printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1; command -v initdb; } 2>/dev/null |
    while read -r candidate; do [[ -x $candidate ]] && echo "$candidate" && break; done
}

# Runs a command as somebody who may run PostgreSQL, which refuses root.
as_cluster_owner() {
  if ((EUID != 0)); then
    (cd "$cluster" && "$@")
  else
    (cd "$cluster" && setpriv --reuid="$cluster_owner" --regid="$cluster_owner" --clear-groups -- env HOME="$cluster" "$@")
  fi
}

make_cluster() {
  cluster=$(mktemp -d "${TMPDIR:-/tmp}/porchlight-postgres.XXXXXX")
  cluster_owner=nobody
  id -g postgres >/dev/null 2>&1 && cluster_owner=postgres
  ((EUID == 0)) && chown "$(id -u "$cluster_owner"):$(id -g "$cluster_owner")" "$cluster"
  cluster_owner=$(id -u "$cluster_owner")
  cluster_password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  as_cluster_owner sh -c 'umask 077; cat >password' <<<"$cluster_password"
  if ! as_cluster_owner "$postgres_binaries/initdb" --pgdata=data --username=porchlight --pwfile=password \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >>"$part_log" 2>&1; then
    cannot_run "initdb failed (see $part_log)"
    rm -rf "$cluster"
    return 1
  fi
}

# Starts it on a free port: several are tried, since somebody may be quicker.
start_cluster() {
  local attempt
  for attempt in 1 2 3 4 5; do
    cluster_port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    settings="-c listen_addresses=127.0.0.1 -c port=$cluster_port -c unix_socket_directories=$cluster"
    settings+=" -c fsync=off -c synchronous_commit=${cluster_acknowledges:-off} -c full_page_writes=off -c max_connections=300"
    if as_cluster_owner "$postgres_binaries/pg_ctl" start --wait --silent --pgdata=data --log=log --options="$settings" >>"$part_log" 2>&1; then
      PGPASSWORD=$cluster_password "$postgres_binaries/createdb" --host=127.0.0.1 --port="$cluster_port" --username=porchlight porchlight && return 0
    fi
  done
  cat "$cluster/log" >>"$part_log"
  cannot_run "the throw-away PostgreSQL did not start after $attempt attempts (see $part_log)"
  return 1
}

# As a crash would.
stop_cluster() {
  as_cluster_owner "$postgres_binaries/pg_ctl" stop --wait --mode=immediate --silent --pgdata=data >>"$part_log" 2>&1
}

# Where it was, on the same port.
start_cluster_again() {
  as_cluster_owner "$postgres_binaries/pg_ctl" start --wait --silent --pgdata=data --log=log --options="$settings" >>"$part_log" 2>&1
}

remove_cluster() {
  as_cluster_owner "$postgres_binaries/pg_ctl" stop --mode=immediate --silent --pgdata=data >/dev/null 2>&1
  rm -rf "$cluster"
}
