#include "app/heap.hpp"
#include "cli/cli.hpp"

int main(int argc, char** argv)
{
    wayfinder::app::set_up_heap();
    return wayfinder::cli::run(argc, argv);
}
