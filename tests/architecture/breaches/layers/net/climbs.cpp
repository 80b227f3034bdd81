#include "gateway/chain.hpp"
