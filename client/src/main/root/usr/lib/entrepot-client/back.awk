# Takes our edits out of a file that somebody changed after us: awk -f back.awk ORIGINAL EDITED NOW.
# A line that is still as we left it becomes the line that we found, in the order of the file; of a
# line that was changed too, only our addition goes. What was like that before us stays.

FNR == 1 { file++ }

file == 1 { found[FNR] = $0; stood[$0] = 1; next }

file == 2 {
  nth[$0, ++times[$0]] = found[FNR]
  if ($0 != found[FNR]) {
    last[$0] = found[FNR]
    learn($0, found[FNR])
  }
  next
}

{ printf "%s%s", (FNR > 1 ? "\n" : ""), restored($0) }

END { if (final && file == 3) printf "\n" }

# A line may look like what we make of another: which is which tells their order.
function restored(line) {
  if (line in last) return used[line] < times[line] ? nth[line, ++used[line]] : last[line]
  return line in stood ? line : unmarked(line)
}

# Which URL a mirror list stands for: the word that differs.
function learn(ours, theirs,    n, i, word, their) {
  n = split(ours, word, /[ \t\r]+/)
  split(theirs, their, /[ \t\r]+/)
  for (i = 1; i <= n; i++) {
    sub(/^[uU][rR][iI][sS]:/, "", word[i])
    sub(/^[uU][rR][iI][sS]:/, "", their[i])
    if (word[i] ~ /^mirror\+file:/ && !(word[i] in url_of)) url_of[word[i]] = their[i]
  }
}

function unmarked(line,    mark, at, rest) {
  if (line ~ /^[#;]?[ \t]*(metalink|mirrorlist)[ \t]*=/ || line ~ /^[ \t]+[hH][tT][tT][pP]/) {
    if (match(line, /[?&]location=[$]location[ \t\r]*$/)) {
      rest = substr(line, RSTART)
      sub(/^[?&]location=[$]location/, "", rest)
      line = substr(line, 1, RSTART - 1) rest
    }
  }
  for (mark in url_of) {
    at = index(line, mark)
    if (at) line = substr(line, 1, at - 1) url_of[mark] substr(line, at + length(mark))
  }
  return line
}
