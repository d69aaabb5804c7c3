#!/usr/bin/env bash
# run.sh BUILD [ROUNDS]: what ./dev bench prints: redemptions over HTTP, then passes on paper.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
unset PASSNUM_DATA PASSNUM_DATABASE PASSNUM_KEY_FILE
python3 tests/bench/bench.py "$@"
echo
"$1/tests/render/print_bench"
