# shellcheck shell=sh
# Asks the metadata service for the availability zone: with a token first (version 2), then without.
# One second each, two in all, whatever the service does; answers end at a few kilobytes.

ask_zone() { # sets ZONE; fails with 1 when no zone was told, with 2 when what was told is refused
  HTTP=$(http_tool)
  if [ -z "$HTTP" ]; then
    say "neither curl, wget nor nc is here: the metadata service cannot be asked"
    return 1
  fi
  asked=1
  if token=$(token); then
    answered GET /latest/meta-data/placement/availability-zone "X-aws-ec2-metadata-token: $token" && asked=0
  else
    answered GET /latest/meta-data/placement/availability-zone '' && asked=0
  fi
  if [ "$asked" -ne 0 ]; then
    say "no zone from $METADATA: nothing is written"
    return 1
  fi
  ZONE=$(tr '\000' '!' <"$WORK/answer")
  size=$(wc -c <"$WORK/answer")
  if ! name "$ZONE" || [ "$((size - ${#ZONE}))" -gt 1 ]; then
    ZONE=''
    say "what $METADATA told is not a zone (1 to 32 of a-z, 0-9 and -): nothing is written"
    return 2
  fi
}

token() {
  answered PUT /latest/api/token 'X-aws-ec2-metadata-token-ttl-seconds: 60' || return 1
  found=$(tr '\000' '!' <"$WORK/answer")
  # It goes into a header: a character that could end the header ends the attempt.
  case $found in '' | *[!A-Za-z0-9=_+/-]*) return 1 ;; esac
  printf '%s' "$found"
}

http_tool() {
  if command -v curl >/dev/null; then
    echo curl
  elif command -v wget >/dev/null && wget --version 2>/dev/null | grep -q '^GNU Wget'; then
    echo wget
  elif command -v nc >/dev/null; then
    echo nc
  elif command -v wget >/dev/null; then
    echo small_wget
  fi
}

answered() { # answered METHOD PATH HEADER: true if 200 came within a second; the body is in WORK/answer
  rm -f "$WORK/answer" "$WORK/status"
  "request_$HTTP" "$1" "$2" "$3" >/dev/null 2>&1 &
  tool=$!
  guard "$tool" >/dev/null 2>&1 &
  guard=$!
  ended=0
  wait "$tool" 2>/dev/null || ended=$?
  kill "$guard" 2>/dev/null || :
  wait "$guard" 2>/dev/null || :
  [ "$ended" -eq 0 ] && "status_$HTTP" && [ -f "$WORK/answer" ]
}

guard() { # guard PID: ends it after one second, for drips and for tools without a limit on all
  trap 'kill "$sleeper" 2>/dev/null; exit 0' TERM
  sleep 1 &
  sleeper=$!
  wait "$sleeper"
  kill -9 "$1"
}

bounded() { # the kernel ends whoever writes more than this: 4 KiB, 8 KiB under some shells
  # shellcheck disable=SC3045 # dash, busybox and bash have it
  ulimit -c 0 2>/dev/null || :
  ulimit -f 8
}

request_curl() {
  bounded
  set -- -X "$1" ${3:+-H "$3"} "$METADATA$2"
  exec curl -q -s --noproxy '*' --proto =http -g -o "$WORK/answer" -w '%{http_code}' "$@" >"$WORK/status"
}

status_curl() {
  [ "$(cat "$WORK/status")" = 200 ]
}

request_wget() {
  bounded
  set -- "--method=$1" ${3:+--header="$3"} "$METADATA$2"
  exec wget --no-config -q --no-proxy --tries=1 --max-redirect=0 -O "$WORK/answer" "$@"
}

status_wget() { # its exit code says enough
  :
}

request_small_wget() { # busybox: can only GET, and follows redirects unseen but for the headers shown
  [ "$1" = GET ] && [ -z "$3" ] || return 1
  bounded
  exec wget -Y off -S -O "$WORK/answer" "$METADATA$2" 2>"$WORK/status"
}

status_small_wget() {
  [ "$(grep -c 'HTTP/' "$WORK/status")" -eq 1 ] && grep -q 'HTTP/1\.[01] 200' "$WORK/status"
}

request_nc() {
  bounded
  authority=${METADATA#http://}
  case $authority in
    \[*\]) host=${authority#\[} host=${host%\]} port=80 ;;
    \[*\]:*) host=${authority#\[} host=${host%%\]*} port=${authority##*:} ;;
    *:*) host=${authority%:*} port=${authority##*:} ;;
    *) host=$authority port=80 ;;
  esac
  {
    printf '%s %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n' "$1" "$2" "$authority"
    [ -z "$3" ] || printf '%s\r\n' "$3"
    [ "$1" = GET ] || printf 'Content-Length: 0\r\n'
    printf '\r\n'
  } >"$WORK/request"
  exec nc "$host" "$port" <"$WORK/request" >"$WORK/raw"
}

status_nc() {
  cr=$(printf '\r')
  head -n 1 "$WORK/raw" | tr '\000' '!' | grep -q "^HTTP/1\.[01] 200[ $cr]" || return 1
  tr '\000' '!' <"$WORK/raw" | sed "1,/^$cr*\$/d" >"$WORK/answer"
}
