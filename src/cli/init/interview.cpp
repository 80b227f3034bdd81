#include "cli/init/interview.hpp"

#include "config/values/base_url.hpp"
#include "config/values/number.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>

namespace wayfinder::cli {
namespace {

struct provider {
    std::string_view name;
    std::string_view base_url;
    std::string_view key_env;
    std::array<std::string_view, 2> ids; ///< a small model and a large one
};

constexpr std::array<provider, 5> providers{
    {{"Ollama", "http://localhost:11434/v1", "", {"llama3.2", "llama3.1"}},
     {"OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY", {"gpt-4o-mini", "gpt-4o"}},
     {"Anthropic",
      "https://api.anthropic.com/v1",
      "ANTHROPIC_API_KEY",
      {"claude-haiku-4-5", "claude-sonnet-4-6"}},
     {"Gemini",
      "https://generativelanguage.googleapis.com/v1beta/openai",
      "GEMINI_API_KEY",
      {"gemini-2.5-flash", "gemini-2.5-pro"}},
     {"another one", "http://localhost:8000/v1", "", {"model", "model"}}}};

constexpr std::array<double, 5> usual_cuts{0, 0.08, 0.3, 0.6, 0.8};
constexpr std::size_t most_models = usual_cuts.size();

class interviewer {
public:
    interviewer(std::istream& in, std::ostream& out) : in_{in}, out_{out} {}

    std::optional<draft> run()
    {
        draft wanted{"Made by wayfinder-router init --interactive.", {}};
        out_ << "Name the models from the cheapest to the most expensive.\n";
        do wanted.models.push_back(ask_model(wanted.models));
        while (!ended_ && wanted.models.size() < most_models && wants_more(wanted.models.size()));
        return ended_ ? std::nullopt : std::optional{wanted};
    }

private:
    std::string ask(std::string const& question, std::string const& usual)
    {
        if (ended_) return usual;
        out_ << question << (usual.empty() ? ": " : " [" + usual + "]: ") << std::flush;
        std::string answer;
        if (!std::getline(in_, answer)) {
            ended_ = true;
            out_ << '\n';
        }
        auto const first = answer.find_first_not_of(" \t\r");
        if (first == answer.npos) return usual;
        return answer.substr(first, answer.find_last_not_of(" \t\r") - first + 1);
    }

    /// Repeats the question until the answer is valid or the input ends.
    template <class Right>
    std::string ask_until(std::string const& question, std::string const& usual, std::string const& complaint,
                          Right is_right)
    {
        for (;;) {
            auto answer = ask(question, usual);
            if (ended_ || is_right(answer)) return ended_ ? usual : answer;
            out_ << "  " << complaint << '\n';
        }
    }

    provider const& ask_provider(std::size_t usual)
    {
        for (std::size_t i = 0; i < providers.size(); ++i)
            out_ << "  " << i + 1 << " " << providers[i].name << '\n';
        auto const is_one = [](std::string const& text) {
            return text.size() == 1 && text[0] >= '1' && text[0] < static_cast<char>('1' + providers.size());
        };
        auto const answer = ask_until("Provider", std::to_string(usual), "a number from 1 to 5", is_one);
        return providers[static_cast<std::size_t>(answer[0] - '1')];
    }

    double ask_cut(std::vector<model_draft> const& before)
    {
        if (before.empty()) return 0;
        auto const least = before.back().from;
        auto const is_above = [&](std::string const& text) {
            auto const value = config::parse_number(text);
            return value && *value > least && *value <= 1;
        };
        auto const usual =
            std::max(usual_cuts[before.size()], (least + 1) / 2 * (least >= usual_cuts[before.size()]));
        auto const complaint = "a number above " + config::number_text(least) + ", at most 1";
        auto const answer = ask_until("From which score on", config::number_text(usual), complaint, is_above);
        return config::parse_number(answer).value_or(usual);
    }

    model_draft ask_model(std::vector<model_draft> const& before)
    {
        auto const number = before.size() + 1;
        bool const first = before.empty();
        out_ << "\nModel " << number << '\n';
        auto const& from = ask_provider(first ? 1 : 3);
        bool const custom = &from == &providers.back();
        model_draft made;
        made.base_url = from.base_url;
        made.key_env = from.key_env;
        if (custom) {
            auto const is_address = [](std::string const& text) {
                return config::parse_base_url(text).has_value();
            };
            made.base_url = ask_until("Address of its API", made.base_url,
                                      "an address such as http://localhost:8000/v1", is_address);
            made.key_env = ask("Environment variable with its key (none)", "");
        }
        made.id = ask("Model id", std::string{from.ids[first ? 0 : 1]});
        auto const is_new = [&](std::string const& name) {
            return std::none_of(before.begin(), before.end(),
                                [&](auto const& each) { return each.tier == name; });
        };
        auto const usual = first         ? std::string{"small"}
                           : number == 2 ? "large"
                                         : "tier-" + std::to_string(number);
        made.tier = ask_until("Name for it here", is_new(usual) ? usual : "tier-" + std::to_string(number),
                              "a model of that name already exists", is_new);
        made.from = ask_cut(before);
        return made;
    }

    bool wants_more(std::size_t have)
    {
        bool const usual = have < 2;
        auto const answer = ask("Another model, y or n", usual ? "y" : "n");
        return !ended_ && !answer.empty() && (answer[0] == 'y' || answer[0] == 'Y');
    }

    std::istream& in_;
    std::ostream& out_;
    bool ended_{};
};

} // namespace

std::optional<draft> interview(std::istream& in, std::ostream& out)
{
    return interviewer{in, out}.run();
}

} // namespace wayfinder::cli
