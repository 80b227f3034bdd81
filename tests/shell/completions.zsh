# Types into a zsh and looks at what it makes of the tabulator.
zmodload zsh/zpty
script=$(mktemp)
trap 'rm -f $script' EXIT
$WAYFINDER_BINARY completions zsh > $script || exit 1
zpty -b shell "TERM=dumb zsh -f -i"
say() { zpty -w shell "$1" }
read_until() { # PATTERN
    local all= piece
    for _ in {1..200}; do
        while zpty -r -t shell piece; do all+=$piece; done
        [[ $all == *$~1* ]] && return 0
        sleep 0.05
    done
    print -r -u2 -- "no '$1' in: $all"
    return 1
}
say "PS1=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -D -u; source $script; print rea''dy"
read_until ready || exit 1
expect() { # TYPED EXPECTED
    zpty -w -n shell "print -r -- got: "
    zpty -w -n shell $'\x15'
    zpty -w -n shell "$1"$'\t'
    read_until "$2" || exit 1
    zpty -w -n shell $'\x15'
}
expect "wayfinder-router che" "wayfinder-router check"
expect "wayfinder-router keys rev" "keys revoke"
expect "wayfinder-router keys rotate --fi" "--finish"
expect "wayfinder-router init --preset hy" "hybrid"
expect "wayfinder-router completions fi" "fish"
zpty -d shell
