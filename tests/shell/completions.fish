# Asks fish what it would offer.
$WAYFINDER_BINARY completions fish | source
function expect
    set -l got (complete -C $argv[1] | string replace -r '\t.*' '' | sort | string join ' ')
    if test "$got" != "$argv[2]"
        echo "after '$argv[1]': '$got', not '$argv[2]'" >&2
        exit 1
    end
end
cd (mktemp -d)
touch a.toml
expect 'wayfinder-router che' check
expect 'wayfinder-router keys ' 'list new revoke rotate'
expect 'wayfinder-router keys rotate --f' '--finish --force'
expect 'wayfinder-router init --preset hy' hybrid
expect 'wayfinder-router init --preset openai --pa' --path
expect 'wayfinder-router serve --config a' a.toml
expect 'wayfinder-router completions fi' fish
rm a.toml; and rmdir $PWD
