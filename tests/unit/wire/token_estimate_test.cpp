#include "wire/token_estimate.hpp"

#include "unit/wire/request_reading.hpp"
#include "wire/json/text.hpp"
#include "wire/openai/prompt_estimate.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace wayfinder::wire {
namespace {

/// A text, its tokens by o200k_base, and the error that docs/token-estimate.md allows for the estimate: the
/// 95th percentile of its kind, in percent.
struct counted_text {
    std::string_view kind;
    std::string_view text;
    double tokens;
    double percent;
};

counted_text const counted_texts[] = {
    {"english",
     "The gateway reads each request once, decides which model should answer it, and sends the bytes on "
     "unchanged. "
     "Nothing of a prompt is ever written to disk, and a budget that has been spent stays spent after a "
     "restart.",
     44, 11},
    {"german",
     "Das Gateway liest jede Anfrage genau einmal, entscheidet, welches Modell antworten soll, und reicht "
     "die Bytes "
     "unverändert weiter. Ein ausgeschöpftes Budget bleibt auch nach einem Neustart ausgeschöpft.",
     40, 17},
    {"french",
     "La passerelle lit chaque requête une seule fois, choisit le modèle qui doit répondre et transmet les "
     "octets "
     "sans les modifier. Un budget épuisé le reste, même après un redémarrage du service.",
     44, 17},
    {"russian",
     "Шлюз читает каждый запрос один раз, решает, какая модель должна ответить, и передаёт байты без "
     "изменений. "
     "Исчерпанный бюджет остаётся исчерпанным и после перезапуска.",
     45, 28},
    {"arabic",
     "تقرأ البوابة كل طلب مرة واحدة، ثم تقرر أي نموذج يجب أن يجيب، وترسل البيانات كما هي دون تغيير. "
     "الميزانية التي "
     "نفدت تبقى نافدة حتى بعد إعادة التشغيل.",
     43, 20},
    {"chinese",
     "网关只读取一次请求，决定由哪个模型来回答，然后原样转发所有字节。提示词的内容从不写入磁盘，用完的预算在"
     "重启之后仍然是用完的。",
     47, 18},
    {"japanese",
     "ゲートウェイはリクエストを一度だけ読み、どのモデルが答えるべきかを決めて、バイト列をそのまま転送します"
     "。使い切った予算は再起動しても戻りません。",
     56, 15},
    {"korean",
     "게이트웨이는 요청을 한 번만 읽고 어떤 모델이 답할지 결정한 다음 바이트를 그대로 전달합니다. 다 쓴 "
     "예산은 다시 시작해도 돌아오지 않습니다.",
     42, 14},
    {"c++",
     "std::vector<std::size_t> find_all(std::string_view text, char wanted)\n{\n    std::vector<std::size_t> "
     "found;\n"
     "    for (std::size_t i = 0; i < text.size(); ++i)\n        if (text[i] == wanted) found.push_back(i);\n"
     "    return found;\n}\n",
     70, 19},
    {"python",
     "def mean(values):\n    \"\"\"The average of a list, or None of an empty one.\"\"\"\n    if not "
     "values:\n"
     "        return None\n    return sum(values) / len(values)\n\n\nprint(mean([1, 2, 3]))\n",
     48, 17},
    {"json",
     R"({"model":"auto","stream":true,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"What is the capital of Peru?"}],"temperature":0.2,"max_tokens":64})",
     48, 17},
    {"markdown",
     "## Limits\n\n- **rpm**: requests in any window\n- **tpm**: tokens in any window\n\nSee "
     "[budgets](budgets.md) "
     "for what becomes of a request that the budget cannot carry.\n\n```console\n$ ./dev test\n```\n",
     55, 14},
    {"numbers",
     "1024,65536,3,777,12345678\n99,1000000,42,31337,8080\n7,5040,362880,11,2147483647\n17,4294967296,1729,"
     "256,60\n"
     "28,496,8128,33550336,6174\n",
     71, 2},
    {"base64",
     "TG9yZW0gaXBzdW0gaXMgd2hhdCBvdGhlcnMgd3JpdGUgaGVyZTsgd2Ugd3JpdGUgb3VyIG93biB3b3Jkcywgc28gdGhhdCBub2JvZHk"
     "gbmVlZCBhc2su"
     "U2l4dHktZm91ciBjaGFyYWN0ZXJzIGFyZSBlbm91Z2gu",
     103, 7},
    {"white space",
     "name            limit           spent           left\n--------        --------        --------        "
     "--------\n"
     "team-a          100.00          12.50           87.50\nteam-b           50.00          50.00           "
     " 0.00\n",
     52, 25}};

TEST(token_estimate, is_as_good_as_published)
{
    for (auto const& each : counted_texts) {
        auto const estimate = static_cast<double>(estimate_tokens(each.text));
        EXPECT_NEAR(estimate, each.tokens, each.tokens * each.percent / 100) << each.kind;
    }
}

TEST(token_estimate, is_none_for_nothing_and_at_least_one_for_anything)
{
    EXPECT_EQ(estimate_tokens(""), 0U);
    for (auto const* text : {"a", " ", "\n", "7", "-", "\xFF", "好"})
        EXPECT_GE(estimate_tokens(text), 1U) << text;
}

TEST(token_estimate, never_exceeds_a_token_a_byte)
{
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            std::string text;
            for (int i = 0; i < 50; ++i) text += {static_cast<char>(first), static_cast<char>(second)};
            EXPECT_LE(estimate_tokens(text), text.size()) << first << ' ' << second;
        }
    }
}

TEST(token_estimate, does_not_mind_how_a_text_is_cut)
{
    for (auto const& each : counted_texts) {
        for (std::size_t cut = 0; cut <= each.text.size(); cut += 7) {
            token_estimate estimate;
            estimate.add(each.text.substr(0, cut));
            estimate.add(each.text.substr(cut));
            EXPECT_EQ(estimate.tokens(), estimate_tokens(each.text)) << each.kind << ' ' << cut;
        }
    }
}

TEST(token_estimate, is_the_same_byte_by_byte)
{
    for (std::size_t size = 0; size <= 40; ++size)
        for (std::size_t from = 0; from < 8; ++from) {
            auto const text = counted_texts[0].text.substr(from, size);
            token_estimate estimate;
            for (char const& each : text) estimate.add({&each, 1});
            EXPECT_EQ(estimate.tokens(), estimate_tokens(text)) << text;
        }
}

TEST(token_estimate, reads_escapes_for_what_they_stand_for)
{
    for (auto const& each : counted_texts) {
        auto const quoted = json::quoted(each.text);
        token_estimate estimate;
        estimate.add_json(std::string_view{quoted}.substr(1, quoted.size() - 2));
        EXPECT_EQ(estimate.tokens(), estimate_tokens(each.text)) << each.kind;
    }
    token_estimate escaped;
    escaped.add_json(R"(\u4f60\u597d \ud83d\ude00 na\u00efve)");
    EXPECT_EQ(escaped.tokens(), estimate_tokens("你好 😀 naïve"));
}

TEST(token_estimate, begins_a_text_where_told)
{
    token_estimate one;
    token_estimate two;
    for (int i = 0; i < 10; ++i) {
        one.add("some");
        two.add("some");
        two.start_text();
    }
    EXPECT_GT(two.tokens(), one.tokens());
}

TEST(prompt_estimate, adds_the_frame_of_every_message)
{
    auto const estimate = [](std::string_view messages) {
        openai::reading const read{R"({"messages":)" + std::string{messages} + "}"};
        return openai::estimate_prompt(read.reader.transcript());
    };
    EXPECT_EQ(estimate("[]"), 3U);
    EXPECT_EQ(estimate(R"([{"role":"user","content":""}])"), 7U);
    auto const text = std::string{counted_texts[0].text};
    auto const part = R"({"type":"text","text":")" + text + "\"}";
    auto const once = estimate(R"([{"role":"user","content":")" + text + "\"}]");
    EXPECT_EQ(once, estimate_tokens(text) + 7);
    auto const twice = estimate(R"([{"role":"user","content":[)" + part + "," + part + "]}]");
    EXPECT_NEAR(static_cast<double>(twice), 2.0 * static_cast<double>(once) - 7, 1.0);
}

/// However a text is split, it has the same tokens: also in single bytes, which are weighed one by one.
TEST(token_estimate, is_the_same_in_pieces_of_any_size)
{
    std::mt19937_64 random(7);
    auto const below = [&random](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
    std::string_view const pieces[] = {"the ",     "Quick",    "\n\n",         "42",    "jinx",
                                       "{\"a\":[", "\xC3\xA9", "\xE4\xBD\xA0", "    ",  "!?",
                                       "\x7F",     "\t",       "ABC",          "it's ", "\xF0\x9F\x98\x80"};
    for (int round = 0; round < 500 && !HasFailure(); ++round) {
        std::string text;
        auto const kinds = 1 + below(std::size(pieces));
        while (text.size() < below(400)) text += pieces[below(kinds)];
        if (round % 5 == 0)
            for (char& each : text) each = static_cast<char>(below(256));
        token_estimate by_bytes;
        for (char const& each : text) by_bytes.add({&each, 1});
        EXPECT_EQ(estimate_tokens(text), by_bytes.tokens()) << text;
        auto const cut = below(text.size() + 1);
        token_estimate by_halves;
        by_halves.add(std::string_view{text}.substr(0, cut));
        by_halves.add(std::string_view{text}.substr(cut));
        EXPECT_EQ(by_halves.tokens(), by_bytes.tokens()) << text;
    }
}

} // namespace
} // namespace wayfinder::wire
