# shellcheck shell=bash disable=SC2154
# A throw-away storage that speaks S3, from the Python package moto, for as long as the run.

# Exports TEST_S3_URL: the one given, or a new one's. Without it the test of the bucket says that it is skipped.
need_bucket() {
  [[ -n ${TEST_S3_URL:-} ]] && return 0
  local tools=$output/moto
  if [[ ! -x $tools/bin/moto_server ]]; then
    python3 -c 'import venv, ensurepip' 2>/dev/null || install_packages python3-venv || return 0
    echo "installing moto"
    if ! { python3 -m venv "$tools" && "$tools/bin/pip" install --quiet 'moto[server]'; } >>"$part_log" 2>&1; then
      echo "no storage that speaks S3 could be installed: its test is skipped"
      return 0
    fi
  fi
  start_bucket "$tools/bin/moto_server" || echo "no storage that speaks S3 answers: its test is skipped"
}

start_bucket() {
  local port try
  for try in 1 2 3; do
    port=$((20000 + RANDOM % 20000))
    "$1" --host 127.0.0.1 --port "$port" >>"$part_log" 2>&1 &
    bucket_server=$!
    for _ in {1..50}; do
      if curl --silent --fail --request PUT "http://127.0.0.1:$port/pictures" >/dev/null 2>&1; then
        at_the_end stop_bucket
        export TEST_S3_URL="http://127.0.0.1:$port"
        return 0
      fi
      kill -0 "$bucket_server" 2>/dev/null || break
      sleep 0.2
    done
    kill "$bucket_server" 2>/dev/null
  done
  return 1
}

stop_bucket() {
  kill "$bucket_server" 2>/dev/null
}
