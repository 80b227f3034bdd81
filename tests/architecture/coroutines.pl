# g++ 12 miscompiles co_await inside larger statements. Two forms are known to be sound and are the only ones
# allowed: `auto name = co_await call(...);` and `co_await call(...);`, with no braces, lambda with captures by
# value, or ?: among the arguments, and no guard on the same line. `return` and conditions use the name afterwards.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use sources;

my @complaints;
for (sources::below($ARGV[0])) {
    my ($path, $text) = @$_;
    my $code = sources::without_comments($text);
    $code =~ s/^\s*#[^\n]*//mg;
    while ($code =~ /\bco_await\b/g) {
        my $at = pos($code) - length 'co_await';
        my $line = 1 + (substr($code, 0, $at) =~ tr/\n//);
        my ($before) = substr($code, 0, $at) =~ /([^;{}]*)\z/;
        my ($after) = substr($code, $at) =~ /\A([^;]*)/;
        $before =~ s/\b(?:else\s+)?(?:if|for|while)\s*(\((?:[^()]|(?1))*\))\s*\n//g; # a guard, on a line before
        $before =~ s/\belse\s*\n//g;
        my $named = $before =~ /^\s*(?:\[\[maybe_unused\]\]\s*)?(?:auto|auto const|auto const&|auto&&)\s+\w+\s*=\s*$/;
        my $alone = $before =~ /^\s*$/;
        push @complaints, "$path:$line: co_await inside a larger statement" unless $named || $alone;
        push @complaints, "$path:$line: braces, captures or ?: beside co_await" if $after =~ /[{?]|\[\s*[=\w]/ && $after !~ /\A[^{?]*\[\w+\][^{?]*\z/;
        push @complaints, "$path:$line: co_await twice in a statement" if $after =~ /co_await.*co_await/s;
    }
}
sources::finish('coroutines', @complaints);
