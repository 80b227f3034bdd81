# No file over 400 lines; most far below.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use sources;

my $most = 400;
my @complaints;
for (sources::below($ARGV[0])) {
    my ($path, $text) = @$_;
    my $lines = $text =~ tr/\n//;
    push @complaints, "$path: $lines lines, $most at most" if $lines > $most;
}
sources::finish('sizes', @complaints);
