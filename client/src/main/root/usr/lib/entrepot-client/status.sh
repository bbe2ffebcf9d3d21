# shellcheck shell=sh
# What is configured, written and enabled; asks nobody and changes nothing.

status_command() {
  printf 'domain:   %s\nprovider: %s\nmetadata: %s\nwrites:   %s\n' \
    "${DOMAIN:-(none)}" "$PROVIDER" "$METADATA" "$WRITE"
  if writes pip; then
    wheels=$(platform_of)
    printf 'wheels:   %s\n' "${wheels:-(none)}"
  fi
  for path in /etc/yum/vars/location /etc/dnf/vars/location; do
    [ ! -f "$ROOT$path" ] || printf 'location: %s (%s)\n' "$(head -c 64 "$ROOT$path" | tr -cd 'a-z0-9-')" "$ROOT$path"
  done
  find "$STATE/written" "$STATE/edited" -type f 2>/dev/null | sort >"$WORK/records" || :
  while IFS= read -r record; do
    case $record in
      *.next) continue ;;
      "$STATE/written"*) word='written: ' path=${record#"$STATE/written"} ;;
      *) word='enabled: ' path=${record#"$STATE/edited"} ;;
    esac
    note=''
    if [ ! -e "$ROOT$path" ]; then
      note=' (gone)'
    elif ! same "$record" "$ROOT$path"; then
      note=' (changed since)'
    fi
    printf '%s %s%s\n' "$word" "$ROOT$path" "$note"
  done <"$WORK/records"
}
