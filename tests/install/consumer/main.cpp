#include <wayfinder/decision.hpp>

#include <cstdio>
#include <string>

int main()
{
    wayfinder::router router;
    router.policy = wayfinder::binary(0.2);
    std::string prompt;
    for (int i = 0; i < 400; ++i) prompt += "word ";
    auto const made = router.decide(prompt);
    std::printf("%.*s %.2f\n", static_cast<int>(made.model.size()), made.model.data(), made.score);
}
