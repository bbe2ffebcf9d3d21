# shellcheck shell=sh
# enable and disable: edits of files that belong to others, so the bytes found are kept.

enable_command() {
  alone
  if writes yum || writes dnf; then
    each enable_repo /etc/yum.repos.d
  fi
  if writes apt && has /etc/apt; then
    REGION='' ZONE=''
    MAP=$(listed_trees)
    if [ -n "$MAP" ]; then
      enable_source /etc/apt/sources.list
      each enable_source /etc/apt/sources.list.d
    fi
  fi
}

disable_command() {
  alone
  disable_all
}

each() { # each FUNCTION FOLDER: calls it with every path in the folder
  action=$1
  parent_path=$2
  set +f
  set -- "$ROOT$2"/*
  set -f
  for entry; do
    "$action" "$parent_path/${entry##*/}"
  done
}

enable_repo() { # enable_repo PATH
  for pattern in $REPOS; do
    # shellcheck disable=SC2254 # a pattern
    case ${1##*/} in $pattern)
      enable_file "$1" repo
      return 0
      ;;
    esac
  done
}

enable_source() { # enable_source PATH
  case $1 in
    *.list) enable_file "$1" list ;;
    *.sources) enable_file "$1" sources ;;
  esac
}

listed_trees() { # the TREES whose mirror list is there, written with upstream alone if need be
  for pair in $TREES; do
    path=$(mirror_list "${pair%%=*}")
    [ -e "$ROOT$path" ] || place_rendered apt.list "$path" "${pair%%=*}" "${pair#*=}" >&2
    [ ! -f "$ROOT$path" ] || printf '%s ' "$pair"
  done
}

enable_file() { # enable_file PATH KIND
  target=$ROOT$1
  [ -e "$target" ] || return 0
  if [ -L "$target" ] || [ ! -f "$target" ]; then
    say "$target is a link or no file: left as it is"
    return 0
  fi
  if [ -e "$STATE/edited$1" ]; then
    edit "$2" "$STATE/original$1" "$WORK/edited"
    if same "$WORK/edited" "$target"; then return 0; fi
    disable_file "$1" || {
      failed "cannot write $target"
      return 0
    }
  fi
  edit "$2" "$target" "$WORK/edited"
  if same "$WORK/edited" "$target"; then return 0; fi
  if keep "original${1%/*}" && keep "edited${1%/*}" &&
    put "$target" "$STATE/original$1" "$target" && put "$WORK/edited" "$STATE/edited$1" &&
    put "$WORK/edited" "$target" "$target"; then
    say "enabled $target"
  else
    failed "cannot write $target"
  fi
}

edit() { # edit KIND SOURCE RESULT
  if [ "$(tr -d '\000' <"$2" | wc -c)" -ne "$(wc -c <"$2")" ]; then
    cat "$2" >"$3"
    return 0
  fi
  awk -v kind="$1" -v map="${MAP-}" -v final="$(final_newline "$2")" -f "$LIB/edit.awk" "$2" >"$3"
}

final_newline() { # final_newline FILE: 1 if its last line is ended
  if [ "$(tail -c 1 "$1" | wc -l)" -eq 1 ]; then echo 1; else echo 0; fi
}

disable_all() {
  find "$STATE/edited" -type f 2>/dev/null >"$WORK/enabled" || :
  while IFS= read -r record; do
    path=${record#"$STATE/edited"}
    disable_file "$path" || failed "cannot take back the changes in $ROOT$path"
  done <"$WORK/enabled"
}

disable_file() { # disable_file PATH: fails if the file could not be put back, and keeps its record then
  target=$ROOT$1
  if [ -L "$target" ] || { [ -e "$target" ] && [ ! -f "$target" ]; }; then
    say "$target has become a link or no file: left as it is"
    return 1
  fi
  if same "$STATE/edited$1" "$target"; then
    put "$STATE/original$1" "$target" "$STATE/original$1" || return 1
    say "disabled $target"
  elif [ -e "$target" ]; then
    awk -v final="$(final_newline "$target")" -f "$LIB/back.awk" \
      "$STATE/original$1" "$STATE/edited$1" "$target" >"$WORK/back"
    if ! same "$WORK/back" "$target"; then
      put "$WORK/back" "$target" "$target" || return 1
      say "disabled $target, which was changed since: only our lines were taken back"
    fi
  fi
  rm -f "$STATE/edited$1" && rm -f "$STATE/original$1"
}
