#!/usr/bin/env bash
# expect_compile.sh COMPILER FLAG... SOURCE
# expect_compile.sh COMPILER FLAG... <HEADER>...
#
# Compiles SOURCE without producing anything. A source without `// expect:` lines must compile. One with such lines must
# not, and each of their (extended) regular expressions must match what the compiler says: a user meets the library's own
# words, and not just any error. Headers must compile, each included twice.
set -u
headers=()
while [[ ${!#} == \<*\> ]]; do
    headers+=("${!#}")
    set -- "${@:1:$#-1}"
done
if ((${#headers[@]})); then
    printf '#include %s\n' "${headers[@]}" "${headers[@]}" | "$@" -fsyntax-only -x c++ -
    exit
fi

subject=${!#}
command=("${@:1:$#-1}" -fsyntax-only)

mapfile -t expected < <(sed -nE 's|^[[:space:]]*// expect: ?||p' "$subject")
diagnostics=$("${command[@]}" "$subject" 2>&1)
status=$?

if ((${#expected[@]} == 0)); then
    printf '%s\n' "$diagnostics"
    exit "$status"
fi
if ((status == 0)); then
    echo "$subject compiles, and must not"
    exit 1
fi
for pattern in "${expected[@]}"; do
    if ! grep -qE -- "$pattern" <<<"$diagnostics"; then
        printf 'The compiler does not say "%s". It says:\n%s\n' "$pattern" "$diagnostics"
        exit 1
    fi
done
