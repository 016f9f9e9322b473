#!/usr/bin/env bash
# Processor time from the command line to its answer, user and system, in seconds: clones take turns, and for each the median of the
# rounds is printed. Each must have been built and run once.
#   cold_start.sh ROUNDS CLONE...
set -euo pipefail
rounds=$1
shift
times=$(mktemp -d)
trap 'rm -rf "$times"' EXIT
TIMEFORMAT='%U %S'
for ((round = 0; round < rounds; round++)); do
    clone=0
    for folder in "$@"; do
        { time "$folder/glossa" sentiment "I loved every minute of it" > "$times/answer" 2> "$times/log"; } 2>> "$times/$clone"
        [[ -s $times/answer ]] || { cat "$times/log" >&2; exit 1; }
        clone=$((clone + 1))
    done
done
clone=0
for folder in "$@"; do
    median=$(awk '{ print $1 + $2 }' "$times/$clone" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }')
    echo "$folder: $median s, median of $rounds"
    clone=$((clone + 1))
done
