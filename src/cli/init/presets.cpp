#include "cli/init/draft.hpp"

namespace wayfinder::cli {
namespace {

// The score that separates trivial prompts from the rest, with the built-in weights.
constexpr double usual_cut = 0.08;

constexpr char const* ollama_url = "http://localhost:11434/v1";
constexpr char const* anthropic_url = "https://api.anthropic.com/v1";
constexpr char const* openai_url = "https://api.openai.com/v1";
constexpr char const* gemini_url = "https://generativelanguage.googleapis.com/v1beta/openai";

model_draft on_ollama(std::string tier, std::string const& id, double from)
{
    return {std::move(tier), ollama_url, id, "", from, 0.0, 0.0, "run once: ollama pull " + id};
}

draft hybrid()
{
    return {"Simple prompts stay on this machine (Ollama), the others go to Anthropic.",
            {on_ollama("local", "llama3.1", 0),
             {"cloud", anthropic_url, "claude-sonnet-4-6", "ANTHROPIC_API_KEY", usual_cut, 3, 15}}};
}

draft openai()
{
    return {"Two OpenAI models.",
            {{"small", openai_url, "gpt-4o-mini", "OPENAI_API_KEY", 0, 0.15, 0.6},
             {"large", openai_url, "gpt-4o", "OPENAI_API_KEY", usual_cut, 2.5, 10}}};
}

draft anthropic()
{
    return {"Two Anthropic models.",
            {{"haiku", anthropic_url, "claude-haiku-4-5", "ANTHROPIC_API_KEY", 0, 1, 5},
             {"sonnet", anthropic_url, "claude-sonnet-4-6", "ANTHROPIC_API_KEY", usual_cut, 3, 15}}};
}

draft gemini()
{
    return {"Two Google models.",
            {{"flash", gemini_url, "gemini-2.5-flash", "GEMINI_API_KEY", 0, 0.3, 2.5},
             {"pro", gemini_url, "gemini-2.5-pro", "GEMINI_API_KEY", usual_cut, 1.25, 10}}};
}

draft ollama()
{
    return {"Two models on this machine (Ollama); nothing leaves it.",
            {on_ollama("small", "llama3.2", 0), on_ollama("large", "llama3.1", usual_cut)}};
}

} // namespace

std::vector<preset> const& all_presets()
{
    static std::vector<preset> const all{
        {"hybrid", "Ollama for simple prompts, Anthropic for the others", hybrid},
        {"openai", "gpt-4o-mini and gpt-4o", openai},
        {"anthropic", "Claude Haiku and Claude Sonnet", anthropic},
        {"gemini", "Gemini Flash and Gemini Pro", gemini},
        {"ollama", "two models on this machine", ollama}};
    return all;
}

} // namespace wayfinder::cli
