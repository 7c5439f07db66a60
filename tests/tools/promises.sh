# shellcheck shell=bash disable=SC2154
# Counts the rows of the privacy table (T01 to T40): tests whose module or title begins with their numbers. A test whose
# name ends in "is caught" shows that a fault is seen; every other one is the row's gate.

promises=$output/promises

# The tests of the last nextest run, from its report: a line "T09 gate held" or "T09 mutant caught" for each.
note_promises_of_rust() {
  awk -F'"' '
    /<testcase / { if (name != "") tell(); name = $2; failed = 0 }
    /<failure|<error/ { failed = 1 }
    END { if (name != "") tell() }
    function tell(   module, row) {
      module = name
      if (!match(module, /(^|::)t[0-9][0-9]_[a-z0-9_]*::/)) return
      module = substr(module, RSTART, RLENGTH)
      while (match(module, /t[0-9][0-9]_/)) {
        row = toupper(substr(module, RSTART, 3))
        if (name ~ /is_caught$/) print row, "mutant", failed ? "missed" : "caught", name
        else print row, "gate", failed ? "broken" : "held"
        module = substr(module, RSTART + RLENGTH)
      }
    }' "$(target_folder)/nextest/default/junit.xml" >>"$promises"
}

# Node marks a test "✔ T21: …" or "✖ T21: …".
note_promises_of_node() {
  sed 's/\x1b\[[0-9;]*m//g' "$part_log" | sed -nE \
    -e 's/^ *✔ (T[0-9]{2})\b(.*is caught) \(.*$/\1 mutant caught \2/p;t' -e 's/^ *✖ (T[0-9]{2})\b(.*is caught) \(.*$/\1 mutant missed \2/p;t' \
    -e 's/^ *✔ (T[0-9]{2})\b.*$/\1 gate held/p' -e 's/^ *✖ (T[0-9]{2})\b.*$/\1 gate broken/p' >>"$promises"
}

# "privacy: 3 of 3 held, 5 of 5 mutants caught": a row is held if none of its gates broke, on any engine.
say_promises() {
  [[ -s $promises ]] || return 0
  sort -u "$promises" | awk '
    $2 == "gate" { rows[$1] = 1; if ($3 == "broken") broken[$1] = 1 }
    $2 == "mutant" { name = $4 " " $5 " " $6 " " $7 " " $8 " " $9; mutants[name] = 1; if ($3 == "missed") missed[name] = 1 }
    END {
      for (row in rows) { all++; if (!(row in broken)) held++ }
      for (name in mutants) { every++; if (!(name in missed)) caught++ }
      printf "privacy: %d of %d held, %d of %d mutants caught\n", held, all, caught, every
    }'
}
