# shellcheck shell=bash disable=SC2154
# The parts that cargo runs. Everything is compiled once, as one workspace, so that no part makes another build again.

part_format() {
  need_compiler || return 1
  counted_as_one cargo fmt --all --check
}

# Clippy speaks while the tests are built (`need_compiler`), so that nothing is compiled for it alone.
part_clippy() {
  need_compiler && compile && ! grep -qE '^(warning|error)' "$part_log" && count 1 0
}

# `age` opens what a member takes along; where it cannot be had, only the library does.
part_sqlite() {
  need_rust_tests || return 1
  need_program age age || true
  need_bucket
  TEST_ENGINE=sqlite nextest --test-threads $(($(nproc) * 3 / 2))
}

# What no engine changes is shown once, on SQLite: that a fault on purpose is caught, but for the order of writing, which
# only PostgreSQL shows; who gets to which page; and the attackers on a whole database, who are tried on its backup here.
part_postgres() {
  need_rust_tests && need_postgres || return 1
  local shown_once='(test(/is_caught$/) - test(/t04_t05_backup/)) + test(/t04_t05_linkage/) + (package(web) & test(/^t[0-9][0-9]_/))'
  TEST_ENGINE=postgres nextest --test-threads $(($(nproc) * 2)) -E "not ($shown_once)"
}

# Two instances in separate processes, one on each engine. Such tests are marked #[ignore] and have `street` in their path:
# they start the finished program ($TEST_BINARY), so they run here and not among the others.
part_federation() {
  need_rust_tests && need_postgres || return 1
  nextest --run-ignored only -E 'test(/street/)'
}

# What stands in deploy/, with the programs it is for. A service, a proxy and an image are tried, not installed.
part_deploy() {
  need_rust_tests && need_program systemd-analyze systemd && need_program nginx nginx-light && need_program caddy caddy &&
    need_program tor tor && need_program openssl openssl && need_program rsync rsync && need_program curl curl || return 1
  # The system's own Python, for which these packages are.
  /usr/bin/python3 -c 'import seccomp, yaml' 2>/dev/null || install_packages python3-seccomp python3-yaml || return 1
  nextest --run-ignored only -E 'test(/^deploy::/)'
}

# The manual's pages are sound, and the examples in it run.
part_docs() {
  need_compiler || return 1
  RUSTDOC=$root/tests/tools/rustdoc counted_as_one cargo test --workspace --doc --locked --quiet
  count_doc_examples
}

need_rust_tests() {
  # What is left in a picture is judged by it.
  need_program exiftool libimage-exiftool-perl && need_nextest && build_workspace
}

# Once a run. `--all-targets` gives the program and its tests the same features, hence the same build.
build_workspace() {
  [[ -n ${TEST_BINARY:-} ]] && return 0
  compile || return 1
  TEST_BINARY=$(target_folder)/debug/porchlight
  export TEST_BINARY
}

compile() {
  logged cargo build --workspace --all-targets --locked --quiet && return 0
  cannot_run "the workspace does not compile"
  return 1
}

target_folder() {
  cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/'
}

nextest() {
  local status
  logged cargo nextest run --workspace --locked --no-fail-fast "$@"
  status=$?
  count_nextest
  note_promises_of_rust
  return "$status"
}

# "Summary [ 1.2s] 10 tests run: 8 passed (1 slow), 1 failed, 1 timed out, 3 skipped": what ran and did not pass, failed.
count_nextest() {
  local summary run passed
  summary=$(sed 's/\x1b\[[0-9;]*m//g' "$part_log" | grep -E '^ *Summary \[' | tail -n 1)
  [[ $summary =~ \]\ +([0-9]+)(/[0-9]+)?\ tests?\ run ]] && run=${BASH_REMATCH[1]} || return 0
  [[ $summary =~ ([0-9]+)\ passed ]] && passed=${BASH_REMATCH[1]} || passed=0
  count "$passed" $((run - passed))
}

# "test result: ok. 2 passed; 0 failed; …", one line a crate.
count_doc_examples() {
  local passed failed
  while read -r passed failed; do
    count "$passed" "$failed"
  done < <(sed -nE 's/^test result: .* ([0-9]+) passed; ([0-9]+) failed;.*/\1 \2/p' "$part_log")
}
