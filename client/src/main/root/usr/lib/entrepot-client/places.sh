# shellcheck shell=sh
# What update writes, and how it is removed again.

update_command() {
  asked=0
  ask_zone || asked=$?
  case $asked in
    1) return 0 ;;
    2) exit 4 ;;
  esac
  if ! REGION=$(region_of "$ZONE"); then
    say "no rule gives a region for the zone $ZONE (ZONE= lines, PROVIDER=$PROVIDER): nothing is written"
    exit 4
  fi
  alone
  write_places
}

write_places() {
  if writes yum && has /etc/yum /etc/yum.repos.d; then place_rendered location /etc/yum/vars/location; fi
  if writes dnf && has /etc/dnf /etc/yum.repos.d; then place_rendered location /etc/dnf/vars/location; fi
  if writes apt && has /etc/apt; then write_mirror_lists; fi
  if writes pip; then place_rendered pip.conf /etc/xdg/pip/pip.conf; fi
}

write_mirror_lists() {
  listed=' '
  for pair in $TREES; do
    case $listed in *" ${pair%%=*} "*) continue ;; esac
    listed="$listed${pair%%=*} "
    place_rendered apt.list "$(mirror_list "${pair%%=*}")" "${pair%%=*}" "${pair#*=}"
  done
}

mirror_list() { # mirror_list TREE
  printf '/etc/apt/mirrors/entrepot-%s.list' "$1"
}

writes() { # writes TOOL: the configuration asks for it
  case " $WRITE " in *" $1 "*) return 0 ;; esac
  return 1
}

has() { # has FOLDER...: one of them is there, so the tool is
  for path; do
    [ ! -d "$ROOT$path" ] || return 0
  done
  return 1
}

place_rendered() { # place_rendered TEMPLATE PATH [TREE UPSTREAM]
  template=$ROOT/etc/entrepot/templates/$1
  [ -f "$template" ] || template=$ROOT/usr/share/entrepot-client/templates/$1
  [ -f "$template" ] || template=$SHARE/templates/$1
  # A line that names what is not known is left out.
  set -- "$1" "$2" "${3-}" "${4-}"
  sed "$(known REGION "$REGION" ZONE "$ZONE" DOMAIN "$DOMAIN" PROVIDER "$PROVIDER" \
    STEERING "$STEERING" TREE "$3" UPSTREAM "$4" PLATFORM "$(platform_of)")" "$template" >"$WORK/rendered" || {
    failed "cannot read the template $template"
    return 0
  }
  if grep -q '@[A-Z]*@' "$WORK/rendered"; then
    failed "$template names something that is none of @REGION@ @ZONE@ @DOMAIN@ @PROVIDER@ @STEERING@ @TREE@ @UPSTREAM@ @PLATFORM@"
  elif ! grep -q '^[^#[]' "$WORK/rendered"; then
    say "$template has no line whose values are all known: $ROOT$2 is not written"
  else
    place "$WORK/rendered" "$2"
  fi
}

known() { # known NAME VALUE...: a sed program; the values hold none of its special characters
  while [ $# -gt 0 ]; do
    if [ -n "$2" ]; then printf 's|@%s@|%s|g\n' "$1" "$2"; else printf '/@%s@/d\n' "$1"; fi
    shift 2
  done
}

remove_command() {
  alone
  disable_all
  find "$STATE/written" -type f 2>/dev/null >"$WORK/written" || :
  while IFS= read -r record; do
    path=${record#"$STATE/written"}
    path=${path%.next}
    remove_place "$path" || failed "cannot remove $ROOT$path"
    rm -f "$record"
  done <"$WORK/written"
  if [ -f "$STATE/folders" ]; then
    sort -r "$STATE/folders" >"$WORK/folders"
    while IFS= read -r path; do
      rmdir "$ROOT$path" 2>/dev/null || :
    done <"$WORK/folders"
    rm -f "$STATE/folders"
  fi
  for part in written original edited; do
    [ ! -d "$STATE/$part" ] || find "$STATE/$part" -depth -type d -exec rmdir {} \; 2>/dev/null || :
  done
  rm -f "$ROOT/run/entrepot-client.lock"
}

remove_place() { # remove_place PATH
  if [ ! -e "$ROOT$1" ]; then return 0; fi
  if [ -L "$ROOT$1" ] || ! ours "$1"; then
    say "$ROOT$1 is not as we wrote it: left as it is"
  elif named_by_apt "$1"; then
    say "an apt source still names $ROOT$1: left as it is"
  else
    rm -f "$ROOT$1"
  fi
}

named_by_apt() { # named_by_apt PATH
  grep -qsrF "mirror+file:$1" "$ROOT/etc/apt/sources.list" "$ROOT/etc/apt/sources.list.d"
}
