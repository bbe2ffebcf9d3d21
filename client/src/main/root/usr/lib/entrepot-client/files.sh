# shellcheck shell=sh
# Files are replaced in one step, and what is ours is remembered below /var/lib/entrepot-client:
#   written/PATH        what update last wrote there; PATH.next while it is being written
#   original/PATH       a file as enable found it
#   edited/PATH         the same file as enable left it; complete only when this one is there
#   folders             folders that were made on the way

same() { # same FILE FILE
  [ -f "$1" ] && [ -f "$2" ] && [ "$(sha256sum <"$1")" = "$(sha256sum <"$2")" ]
}

put() { # put SOURCE TARGET [MODEL]: TARGET gets SOURCE's bytes, with MODEL's mode and owner or 0644
  parent=${2%/*}
  within "$parent" || return 1
  fresh=$parent/.entrepot-client.new
  rm -f "$fresh" || return 1
  if [ $# -eq 3 ]; then
    cp -p "$3" "$fresh" || return 1
    [ "$1" = "$3" ] || cat "$1" >"$fresh" || return 1
  else
    (set -C && cat "$1" >"$fresh" && chmod 0644 "$fresh") || return 1
  fi
  sync -d "$fresh" 2>/dev/null || sync
  mv -f "$fresh" "$2" || return 1
  sync "$parent" 2>/dev/null || :
  if [ -z "$ROOT" ] && command -v restorecon >/dev/null; then restorecon "$2" || :; fi
}

within() { # within FOLDER: it is there, and no link leads out of --root
  real=$(CDPATH='' cd -P -- "$1" 2>/dev/null && pwd) || return 1
  case $real/ in
    "$ROOT"/*) return 0 ;;
  esac
  say "$1 leads out of $ROOT"
  return 1
}

folder() { # folder PATH: makes it, and remembers what it made
  [ ! -d "$ROOT$1" ] || return 0
  folder "${1%/*}" || return 1
  within "$ROOT${1%/*}" || return 1
  keep "" && printf '%s\n' "$1" >>"$STATE/folders" || return 1
  mkdir "$ROOT$1" && chmod 0755 "$ROOT$1"
}

keep() { # keep SUBFOLDER: makes it below the state folder
  mkdir -p "$STATE/$1"
}

place() { # place SOURCE PATH: update's own file, unless somebody else's stands there
  if [ -L "$ROOT$2" ] || { [ -e "$ROOT$2" ] && [ ! -f "$ROOT$2" ]; }; then
    failed "$ROOT$2 is a link or no file: left as it is"
    return 0
  fi
  if [ -e "$ROOT$2" ]; then
    if same "$1" "$ROOT$2"; then return 0; fi
    if ! ours "$2"; then
      say "$ROOT$2 is not ours: left as it is"
      return 0
    fi
  fi
  if keep "written${2%/*}" && put "$1" "$STATE/written$2.next" &&
    folder "${2%/*}" && put "$1" "$ROOT$2" &&
    mv -f "$STATE/written$2.next" "$STATE/written$2"; then
    say "wrote $ROOT$2"
  else
    failed "cannot write $ROOT$2"
  fi
}

ours() { # ours PATH: it holds what update wrote, or was writing when it was killed
  same "$STATE/written$1" "$ROOT$1" || same "$STATE/written$1.next" "$ROOT$1"
}

alone() { # one client at a time, where flock is there to see to it
  [ -d "$ROOT/run" ] && command -v flock >/dev/null || return 0
  exec 9>"$ROOT/run/entrepot-client.lock"
  flock -w 10 9 || {
    say "another entrepot-client has been at work for ten seconds"
    exit 1
  }
}
