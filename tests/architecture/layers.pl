# A file may include only its own layer and the layers below it.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use sources;

my %height = (wire => 1, delivery => 1, config => 1, telemetry => 1, net => 2, control => 2, gateway => 3, app => 4, cli => 5);
my %known = ("delivery config" => 1); # a peer that another one stands on
my @complaints;
for (sources::below($ARGV[0])) {
    my ($path, $text) = @$_;
    my ($layer) = $path =~ m{^([^/]+)/} or next; # main.cpp stands above all
    push @complaints, "$path: '$layer' is no layer of the plan" unless $height{$layer};
    next unless $height{$layer};
    while ($text =~ /^\s*#\s*include\s+"([^\/"]+)\/[^"]*"/mg) {
        next if $1 eq $layer || $known{"$layer $1"};
        push @complaints, "$path: includes $1, which is not below $layer"
            unless $height{$1} && $height{$1} < $height{$layer};
    }
    while ($text =~ /^\s*#\s*include\s+"([^\/"]+)"/mg) {
        push @complaints, "$path: \"$1\" does not say which layer it is of";
    }
}
sources::finish('layers', @complaints);
