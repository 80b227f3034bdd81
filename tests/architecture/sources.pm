# Walking C++ sources, for the checks beside this file.
package sources;
use strict;
use warnings;
use File::Find;

# Every header and source below a folder, as [path relative to it, text].
sub below {
    my ($root) = @_;
    my @found;
    find({ no_chdir => 1, wanted => sub {
        return unless /\.(hpp|cpp)$/;
        open my $file, '<', $File::Find::name or die "$File::Find::name: $!";
        local $/;
        my $text = <$file>;
        (my $path = $File::Find::name) =~ s{^\Q$root\E/}{};
        push @found, [$path, $text];
    } }, $root);
    die "no sources below $root\n" unless @found;
    return sort { $a->[0] cmp $b->[0] } @found;
}

# Blanks out comments and the insides of literals, keeping every line where it is.
sub without_comments {
    my ($text) = @_;
    $text =~ s{(R"\w*\(.*?\)\w*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')|(//[^\n]*|/\*.*?\*/)}
              {my $kept = $1; my $gone = defined $kept ? '' : $2; defined $kept ? '""' . ("\n" x ($kept =~ tr/\n//)) : "\n" x ($gone =~ tr/\n//)}gse;
    return $text;
}

# Prints the complaints and ends the program accordingly.
sub finish {
    my ($rule, @complaints) = @_;
    print "$_\n" for @complaints;
    printf "%s: %d breaches\n", $rule, scalar @complaints;
    exit(@complaints ? 1 : 0);
}

1;
