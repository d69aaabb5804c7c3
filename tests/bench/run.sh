#!/usr/bin/env bash
# run.sh BUILD [ROUNDS]: what ./dev bench prints.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
exec python3 tests/bench/bench.py "$@"
