#!/usr/bin/env bash
# install_and_use.sh SOURCE WORK COMPILER: installs the core alone and builds the project beside this file with it.
set -euo pipefail
source=$1 work=$2 compiler=$3
rm -rf "$work/core" "$work/prefix" "$work/consumer"

cmake -S "$source" -B "$work/core" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" \
    -DWAYFINDER_GATEWAY=OFF -DWAYFINDER_TESTS=OFF >/dev/null
cmake --install "$work/core" --prefix "$work/prefix" >/dev/null

cmake -S "$(dirname "${BASH_SOURCE[0]}")/consumer" -B "$work/consumer" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" \
    -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null
cmake --build "$work/consumer"
answer=$("$work/consumer/route_in_process")
echo "$answer"
[ "$answer" = "cloud 0.27" ]
