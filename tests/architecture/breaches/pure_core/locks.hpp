#include <mutex>
#include <wayfinder/score.hpp>
