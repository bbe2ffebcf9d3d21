#!/bin/sh
# disk-name.sh INDEX: the name of the disk in the slot of that index: 1 xvda, 26 xvdz, 27 xvdaa,
# 702 xvdzz. For the udev rule; what is no such number is none's.
set -euf
case ${1-} in '' | *[!0-9]* | 0* | ????*) exit 1 ;; esac
[ "$1" -le 702 ] || exit 1
letter() { # letter NUMBER
  # shellcheck disable=SC2059 # the format is what is computed
  printf "\\$(printf %o "$((96 + $1))")"
}
first=$((($1 - 1) / 26))
[ "$first" -eq 0 ] || name=$(letter "$first")
printf 'xvd%s%s\n' "${name-}" "$(letter "$((($1 - 1) % 26 + 1))")"
