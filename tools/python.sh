#!/bin/sh
# Runs its arguments with the first Python found that is new enough.
# One that can make virtual environments by itself is preferred: Debian ships python3 without that part.
for parts in "sys, venv, ensurepip" "sys"; do
    for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$python" -c "import $parts; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then
            exec "$python" "$@"
        fi
    done
done
echo "Python 3.11 or newer was not found. Install it (on Debian or Ubuntu: apt-get install python3 python3-venv) and run this again." >&2
exit 1
