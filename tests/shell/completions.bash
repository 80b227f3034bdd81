# Lists the completions that bash offers.
set -euo pipefail
eval "$("$WAYFINDER_BINARY" completions bash)"
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
touch a.toml

offered() { # WORD... , the last one being completed
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _wayfinder_router
    printf '%s ' "${COMPREPLY[@]}"
}
expect() { # EXPECTED WORD...
    local expected=$1 got
    shift
    got=$(offered "$@")
    [ "${got% }" = "$expected" ] || { echo "after '$*': '$got', not '$expected'" >&2; exit 1; }
}
complete -p wayfinder-router >/dev/null
expect check wayfinder-router che
expect "list" wayfinder-router keys li
expect "--finish --force" wayfinder-router keys rotate --f
expect "hybrid" wayfinder-router init --preset hy
expect "a.toml" wayfinder-router check a.t
expect "a.toml" wayfinder-router serve --config a
expect "fish" wayfinder-router completions fi
expect "" wayfinder-router serve --port 8
expect "--path" wayfinder-router init --preset openai --pa
