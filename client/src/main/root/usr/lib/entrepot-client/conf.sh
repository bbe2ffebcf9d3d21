# shellcheck shell=sh
# The configuration: KEY=value lines, read and checked, never run.

configure() {
  DOMAIN=''
  PROVIDER=aws
  STEERING=''
  METADATA=http://169.254.169.254
  WRITE='yum dnf apt'
  PLATFORM=auto
  REPOS='fedora*.repo epel*.repo centos*.repo CentOS-*.repo rocky*.repo Rocky-*.repo almalinux*.repo entrepot*.repo'
  ZONES=''
  TREES=''
  CONF=$ROOT/etc/entrepot/client.conf
  [ -e "$CONF" ] || return 0
  [ -r "$CONF" ] || {
    say "cannot read $CONF"
    exit 3
  }
  number=0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    case $line in
      '' | '#'*) ;;
      *) setting "$line" || {
        say "$CONF, line $number: $WRONG"
        exit 3
      } ;;
    esac
  done <"$CONF"
}

setting() { # setting LINE: takes it, or fails with a sentence in WRONG
  value=${1#*=}
  case $1 in
    DOMAIN=*)
      WRONG='DOMAIN wants a domain such as mirrors.example.org'
      [ -z "$value" ] || domain "$value" || return 1
      DOMAIN=$value
      ;;
    PROVIDER=*)
      WRONG='PROVIDER wants 1 to 32 of a-z, 0-9 and -'
      name "$value" || return 1
      PROVIDER=$value
      ;;
    STEERING=*)
      WRONG='STEERING wants a URL of http or https'
      [ -z "$value" ] || url "$value" || return 1
      STEERING=${value%/}
      ;;
    METADATA=*)
      WRONG='METADATA wants http://HOST or http://HOST:PORT'
      metadata_address "$value" || return 1
      METADATA=$value
      ;;
    WRITE=*)
      WRONG='WRITE wants words of: yum dnf apt pip'
      for word in $value; do
        case $word in yum | dnf | apt | pip) ;; *) return 1 ;; esac
      done
      WRITE=$value
      ;;
    PLATFORM=*)
      WRONG='PLATFORM wants auto, none, or a platform such as debian-12-x86_64'
      platform "$value" || return 1
      PLATFORM=$value
      ;;
    REPOS=*)
      WRONG='REPOS wants file name patterns such as fedora*.repo'
      case $value in *[!A-Za-z0-9._*?+\ -]*) return 1 ;; esac
      REPOS=$value
      ;;
    ZONE=*)
      WRONG='ZONE wants a zone pattern and a region, such as: nova-fra1-* fra1'
      case $value in *[!a-z0-9*?\ -]*) return 1 ;; esac
      # shellcheck disable=SC2086 # words
      set -- $value
      [ $# -eq 2 ] && name "$2" || return 1
      ZONES="$ZONES $1 $2"
      ;;
    APT=*)
      WRONG='APT wants a tree and the URLs it stands for, such as: ubuntu http://archive.ubuntu.com/ubuntu'
      case $value in *[!A-Za-z0-9.:/_~%+\ -]*) return 1 ;; esac
      # shellcheck disable=SC2086 # words
      set -- $value
      [ $# -ge 2 ] && name "$1" || return 1
      tree=$1
      shift
      for word; do
        url "$word" || return 1
        TREES="$TREES $tree=${word%/}"
      done
      ;;
    *)
      WRONG='neither a comment nor a KEY=value of a known key'
      return 1
      ;;
  esac
}

name() { # a region, zone, provider or tree
  case $1 in '' | *[!a-z0-9-]*) return 1 ;; esac
  [ ${#1} -le 32 ]
}

domain() {
  case $1 in '' | *[!a-z0-9.-]* | [.-]* | *[.-] | *..*) return 1 ;; esac
  [ ${#1} -le 200 ]
}

url() {
  case $1 in
    http://[!/]* | https://[!/]*) ;;
    *) return 1 ;;
  esac
  case $1 in *[!A-Za-z0-9.:/_~%+-]*) return 1 ;; esac
  [ ${#1} -le 500 ]
}

metadata_address() {
  case ${1#http://} in "$1" | '' | -* | *[!][A-Za-z0-9.:-]*) return 1 ;; esac
  [ ${#1} -le 200 ]
}
