#include "cli/cli.hpp"

int main(int argc, char** argv)
{
    return wayfinder::cli::run(argc, argv);
}
