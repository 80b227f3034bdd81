#include "bench/quality/additive_fit.hpp"
#include <cstdio>
using namespace wayfinder;
using namespace wayfinder::quality;
int main()
{
    auto rows = read_rows("/work/shared/quality/train.jsonl");
    auto f = fit_additive(rows);
    for (auto t : skill::all_terms) printf("%s %.4f\n", std::string(name(t)).c_str(), f.weights[index_of(t)]);
    printf("mean %.4f\n", f.mean);
    auto s = leave_family_out(rows);
    for (auto& [n, w] : worth_by_source(rows, s)) printf("%s %.4f %.3f\n", n.c_str(), w.apgr, w.share_for_80);
}
