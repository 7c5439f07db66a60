# shellcheck shell=bash disable=SC2154
# Runs parts, counts what passed and failed in each, and says so at the end.

total_passed=0
total_failed=0
report_lines=()
farewells=()

# Adds to the count of the part that is running.
count() {
  part_passed=$((part_passed + $1))
  part_failed=$((part_failed + $2))
}

# Runs the function part_NAME; it counts its own tests. One that fails without saying how often, or that tested nothing, is one failure.
run_part() {
  local name=$1 started=$SECONDS status
  part_passed=0 part_failed=0 part_log=$output/logs/$name.log
  : >"$part_log"
  printf '\n== %s\n' "$name"
  "part_$name"
  status=$?
  if ((part_failed == 0)) && ((status != 0 || part_passed == 0)); then
    count 0 1
  fi
  total_passed=$((total_passed + part_passed))
  total_failed=$((total_failed + part_failed))
  report_lines+=("$(printf '%-11s %5d passed %4d failed %5d s' "$name" "$part_passed" "$part_failed" $((SECONDS - started)))")
}

# Runs a command, showing what it says and keeping it in the part's log.
logged() {
  "$@" </dev/null 2>&1 | tee -a "$part_log"
  return "${PIPESTATUS[0]}"
}

# Runs a command that is one test by itself.
counted_as_one() {
  if logged "$@"; then count 1 0; else count 0 1; fi
}

# Says why a part cannot run. Meant to be followed by `return 1`.
cannot_run() {
  echo "cannot run: $*" | tee -a "$part_log" >&2
}

# Something to do when the run ends, however it ends: the newest first.
at_the_end() {
  farewells=("$1" "${farewells[@]}")
}

run_farewells() {
  local farewell
  for farewell in "${farewells[@]}"; do
    $farewell
  done
}

close_report() {
  printf '\n'
  ((${#report_lines[@]})) && printf '%s\n' "${report_lines[@]}"
  say_promises
  printf '\n%d passed, %d failed\n' "$total_passed" "$total_failed"
  ((total_failed == 0 && total_passed > 0))
}
