#!/usr/bin/env bash
# A throw-away PostgreSQL for one test: prints its address, then obeys "stop" and "start", and goes at the end of its input.
set -uo pipefail

tools=$(dirname "${BASH_SOURCE[0]}")
part_log=$(mktemp "${TMPDIR:-/tmp}/porchlight-cluster.XXXXXX")
package_lists_are_fresh=
# Stopped at once, it keeps what it acknowledged, as a real one does.
# shellcheck disable=SC2034
cluster_acknowledges=on
for tool in report install postgres; do
  # shellcheck source=/dev/null
  source "$tools/$tool.sh"
done

{ find_postgres_binaries && make_cluster && start_cluster; } >&2 </dev/null || exit 1
trap 'remove_cluster; rm -f "$part_log"' EXIT
echo "postgres://porchlight:$cluster_password@127.0.0.1:$cluster_port/porchlight"

while read -r order; do
  case $order in
    stop) stop_cluster && echo done ;;
    start) start_cluster_again && echo done ;;
    *) exit 2 ;;
  esac
done
