#!/usr/bin/env bash
# same_output.sh REFERENCE PROGRAM...
#
# Runs REFERENCE and every PROGRAM; all must print the same, and something. A reference that is no program is a file that
# holds the output. A program for an instruction set that this processor lacks is named and left out.
set -u
lacks() { # the variant is the end of the program's name
    case $1 in
        *_avx512) ! grep -qw avx512f /proc/cpuinfo || ! grep -qw avx512dq /proc/cpuinfo || ! grep -qw avx512bw /proc/cpuinfo ;;
        *_avx2) ! grep -qw avx2 /proc/cpuinfo || ! grep -qw fma /proc/cpuinfo ;;
        *) false ;;
    esac
}

reference=$1
shift
if [[ -x $reference ]]; then expected=$("$reference") || exit; else expected=$(<"$reference") || exit; fi
if [[ -z $expected ]]; then
    echo "$reference prints nothing"
    exit 1
fi

failed=0
for program in "$@"; do
    if lacks "$program"; then
        echo "left out, this processor cannot run it: $program"
        continue
    fi
    if ! difference=$(diff <(echo "$expected") <("$program")); then
        printf '%s differs from %s:\n%s\n' "$program" "$reference" "$(head -n 20 <<<"$difference")"
        failed=1
    fi
done
((failed)) || echo "the same in all: $(wc -l <<<"$expected") lines"
exit "$failed"
