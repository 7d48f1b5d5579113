#!/usr/bin/env bash
# expect_compile.sh COMPILER FLAG... SOURCE
#
# Compiles SOURCE without producing anything. A source without `// expect:` lines must compile. One with such lines must
# not, and each of their (extended) regular expressions must match what the compiler says: a user meets the library's own
# words, and not just any error. In place of a source, <header> compiles that header alone, included twice.
set -u
subject=${!#}
command=("${@:1:$#-1}" -fsyntax-only)

if [[ $subject == \<*\> ]]; then
    printf '#include %s\n' "$subject" "$subject" | "${command[@]}" -x c++ -
    exit
fi

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
