# shellcheck shell=sh
# For which platform wheels must be built to fit here: ID-VERSION_ID-machine, such as
# debian-12-x86_64, of os-release(5) and uname(1). The file is read, never run.

platform_of() { # prints the platform, or nothing where the machine does not tell it
  case $PLATFORM in
    none) return 0 ;;
    auto) ;;
    *)
      printf '%s\n' "$PLATFORM"
      return 0
      ;;
  esac
  release=''
  for path in /etc/os-release /usr/lib/os-release; do
    # The first is mostly a link to the second; one that leads elsewhere may lead out of --root.
    if [ -z "$release" ] && [ -f "$ROOT$path" ] && [ ! -L "$ROOT$path" ]; then
      release=$ROOT$path
    fi
  done
  [ -n "$release" ] && [ -r "$release" ] || return 0
  # Larger than 64 KiB it is something else.
  [ -n "$(find "$release" -size -129)" ] || return 0
  found=$(told ID)-$(told VERSION_ID)-$(uname -m 2>/dev/null)
  case $found in -* | *-) return 0 ;; *--*) return 0 ;; esac
  platform "$found" || return 0
  printf '%s\n' "$found"
}

told() { # told KEY: its last value, if that is one of a platform's words
  # Some sed ends a line at a NUL.
  tr '\000' '?' <"$release" |
    sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}\$/\1/p" | tail -n 1 |
    sed -n '/^[a-z0-9][a-z0-9._]\{0,31\}$/p'
}

platform() { # whether it is the name of one
  case $1 in '' | *[!a-z0-9._-]* | [!a-z0-9]*) return 1 ;; esac
  [ ${#1} -le 64 ]
}
