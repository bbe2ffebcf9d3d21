# Edits one file, line by line, and changes nothing else in it.
#   kind   repo (yum, dnf), list (apt, one line each) or sources (apt, deb822)
#   map    apt: "tree=url tree=url"; final: 1 if the last line is ended

BEGIN {
  pairs = split(map, pair, " ")
  for (i = 1; i <= pairs; i++) {
    at = index(pair[i], "=")
    tree_of[plain(substr(pair[i], at + 1))] = substr(pair[i], 1, at - 1)
  }
}

kind == "repo" { emit(repo($0)); next }
kind == "list" { emit(list($0)); next }
/^[ \t\r]*$/ { stanza(); emit($0); next }
{ held[++holds] = $0 }

END {
  stanza()
  if (final && lines) printf "\n"
}

function emit(line) {
  printf "%s%s", (lines++ ? "\n" : ""), line
}

function plain(url) {
  sub(/\/+$/, "", url)
  return url
}

function switched(url) {
  return plain(url) in tree_of ? "mirror+file:/etc/apt/mirrors/entrepot-" tree_of[plain(url)] ".list" : url
}

# A value goes on in the lines after it that begin with a blank.
function repo(line,    key) {
  if (line ~ /^[#;]/) return line
  if (line ~ /^[ \t]/) return within ? located(line, 0) : line
  key = line
  sub(/[ \t]*=.*/, "", key)
  within = (line ~ /=/) && (key == "metalink" || key == "mirrorlist")
  return within ? located(line, index(line, "=")) : line
}

function located(line, from,    body, url) {
  body = line
  sub(/[ \t\r]+$/, "", body)
  url = substr(body, from + 1)
  sub(/^[ \t]+/, "", url)
  if (url !~ /^[hH][tT][tT][pP][sS]?:\/\/[^ \t#]+$/ || url ~ /[?&]location=/) return line
  return body (url ~ /[?&]$/ ? "" : url ~ /\?/ ? "&" : "?") "location=$location" substr(line, length(body) + 1)
}

function list(line,    head, rest, at) {
  if (!match(line, /^[ \t]*deb[ \t]+/)) return line
  head = substr(line, 1, RLENGTH)
  rest = substr(line, RLENGTH + 1)
  if (substr(rest, 1, 1) == "[") {
    at = index(rest, "]")
    if (!at) return line
    head = head substr(rest, 1, at)
    rest = substr(rest, at + 1)
    match(rest, /^[ \t]*/)
    head = head substr(rest, 1, RLENGTH)
    rest = substr(rest, RLENGTH + 1)
  }
  if (!match(rest, /^[^ \t\r]+/)) return line
  return head switched(substr(rest, 1, RLENGTH)) substr(rest, RLENGTH + 1)
}

# Sources come from the same URIs, and a region need not hold them: such a stanza stays as it is.
function stanza(    i, field, types) {
  for (i = 1; i <= holds; i++) {
    if (held[i] ~ /^#/) continue
    if (held[i] !~ /^[ \t]/) field = tolower(substr(held[i], 1, index(held[i], ":")))
    if (field == "types:") types = types " " held[i]
  }
  field = ""
  for (i = 1; i <= holds; i++) {
    if (held[i] !~ /^[ \t#]/) field = tolower(substr(held[i], 1, index(held[i], ":")))
    emit(types ~ /deb-src/ || held[i] ~ /^#/ || field != "uris:" ? held[i] : uris(held[i]))
  }
  holds = 0
}

function uris(line,    done) {
  if (match(line, /^[^ \t]*:[ \t]*/) && tolower(substr(line, 1, 5)) == "uris:") {
    done = substr(line, 1, 5)
    line = substr(line, 6)
  }
  while (match(line, /[^ \t\r]+/)) {
    done = done substr(line, 1, RSTART - 1) switched(substr(line, RSTART, RLENGTH))
    line = substr(line, RSTART + RLENGTH)
  }
  return done line
}
