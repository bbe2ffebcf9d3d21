# shellcheck shell=sh
# What the client tells its operator. Nothing that a server said is ever repeated.

say() { # say SENTENCE
  printf 'entrepot-client: %s\n' "$1" >&2
}

failed() { # failed SENTENCE: said now, in the exit code later
  say "$1"
  FAILED=1
}
