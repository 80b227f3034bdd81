# The core uses only the standard library's pure part and itself: no I/O, clock, thread, environment or exception.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use sources;

my %pure = map { $_ => 1 } qw(algorithm array bit bitset charconv cmath compare concepts cstddef cstdint cstring functional
    initializer_list iterator limits map memory numeric optional set span string string_view tuple type_traits
    unordered_map unordered_set utility variant vector);
my @complaints;
for (sources::below($ARGV[0])) {
    my ($path, $text) = @$_;
    while ($text =~ /^\s*#\s*include\s+([<"])([^>"]+)[>"]/mg) {
        push @complaints, "$path: includes $2" unless $1 eq '<' && ($pure{$2} || $2 =~ m{^wayfinder/});
    }
    my $code = sources::without_comments($text);
    while ($code =~ /\b(getenv|rand|srand|time|clock|thread_local|throw|try|dynamic_cast|typeid)\b\s*[({<;]|(::now)\s*\(/g) {
        push @complaints, "$path: uses " . ($1 // $2);
    }
}
sources::finish('pure core', @complaints);
