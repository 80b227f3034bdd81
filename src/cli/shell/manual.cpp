#include "cli/shell/manual.hpp"

#include "cli/shell/completions.hpp"

#include <sstream>

namespace wayfinder::cli {
namespace {

/// Escapes what roff would not treat as text.
std::string escaped(std::string const& text)
{
    std::string made;
    for (char const c : text) {
        if (c == '\\')
            made += "\\e";
        else if (c == '-')
            made += "\\-";
        else if ((c == '.' || c == '\'') && (made.empty() || made.back() == '\n'))
            made += std::string{"\\&"} + c;
        else
            made += c;
    }
    return made;
}

std::string term_of(option_outline const& option)
{
    std::string text;
    for (auto const& each : option.spellings)
        text += (text.empty() ? "\\fB" : ", \\fB") + escaped(each) + "\\fR";
    if (!option.value.empty() && !option.positional) text += " \\fI" + escaped(option.value) + "\\fR";
    return text;
}

std::string entry_of(option_outline const& option)
{
    auto text = ".TP\n" + term_of(option) + "\n" + escaped(option.help);
    if (!option.choices.empty()) {
        std::string list;
        for (auto const& each : option.choices) list += (list.empty() ? "" : ", ") + each;
        text += " (" + escaped(list) + ")";
    }
    if (!option.usual.empty() && !option.value.empty()) text += " [" + escaped(option.usual) + "]";
    return text + ".\n";
}

/// Indented lines are kept as they are, the others are filled.
std::string paragraphs_of(std::string const& notes)
{
    std::string text;
    std::istringstream lines{notes};
    bool kept = false;
    bool parted = true;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) {
            if (!kept) parted = true;
            continue;
        }
        bool const keep = line.starts_with("  ");
        if (keep != kept) text += keep ? ".PP\n.nf\n" : ".fi\n";
        if (!keep && (parted || kept)) text += ".PP\n";
        text += escaped(line) + "\n";
        kept = keep;
        parted = false;
    }
    return text + (kept ? ".fi\n" : "");
}

std::string section_of(std::string const& path, command_outline const& command)
{
    auto text = ".SS \"" + escaped(path) + "\"\n" + escaped(command.help) + ".\n";
    for (auto const& each : command.options)
        if (each.spellings.back() != "--help") text += entry_of(each);
    return text + paragraphs_of(command.notes);
}

constexpr char const* rest = R"(.SH FILES
.TP
\fIwayfinder\-router.toml\fR
The configuration, looked for in the working directory and above.
.SH ENVIRONMENT
.TP
\fBWAYFINDER_ROUTER_ADMIN_TOKEN\fR
The token that \fBsavings\fR and \fBtop\fR show to a gateway.
.TP
\fBWAYFINDER_ROUTER_THRESHOLD\fR, \fBWAYFINDER_ROUTER_TIMEOUT\fR
Override what the configuration says.
.TP
\fBNO_COLOR\fR
When set, nothing is coloured.
.SH EXIT STATUS
.TP
0
Done.
.TP
1
The configuration is wrong, or the command could not do its work.
.TP
2
The arguments are wrong, or a file is missing.
)";

} // namespace

std::string manual_page(command_outline const& whole)
{
    auto text = ".TH WAYFINDER\\-ROUTER 1 \"\" \"wayfinder\\-router " WAYFINDER_VERSION "\"\n.SH NAME\n" +
                escaped(whole.name) + " \\- " + escaped(whole.help) + "\n.SH SYNOPSIS\n.B " +
                escaped(whole.name) + "\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n.SH OPTIONS\n";
    for (auto const& each : whole.options) text += entry_of(each);
    text += ".SH COMMANDS\nEach takes \\fB\\-\\-help\\fR.\n";
    each_command(whole, [&](std::string const& path, command_outline const& command) {
        if (!path.empty() && command.commands.empty()) text += section_of(path, command);
    });
    return text + rest;
}

} // namespace wayfinder::cli
