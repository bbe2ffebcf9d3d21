# shellcheck shell=sh
# From a zone to its region: the configuration's ZONE lines, then the provider's own rule.

region_of() { # region_of ZONE: prints the region, or fails
  zone=$1
  # shellcheck disable=SC2086 # words
  set -- $ZONES
  while [ $# -ge 2 ]; do
    # shellcheck disable=SC2254 # a pattern
    case $zone in
      $1)
        printf '%s\n' "$2"
        return 0
        ;;
    esac
    shift 2
  done
  [ "$PROVIDER" = aws ] || return 1
  # us-east-1a; local and wavelength zones: us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1
  found=$(printf '%s\n' "$zone" | sed -n \
    -e 's/^\([a-z]\{1,\}\(-[a-z]\{1,\}\)*-[0-9]\{1,\}\)[a-z]$/\1/p' \
    -e 's/^\([a-z]\{1,\}\(-[a-z]\{1,\}\)*-[0-9]\{1,\}\)-[a-z0-9-]*$/\1/p')
  name "$found" || return 1
  printf '%s\n' "$found"
}
