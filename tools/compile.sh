#!/bin/sh
# Writes the locked requirements from pyproject.toml, without the address of any registry.
# Pass --upgrade to take newer versions than those already locked.
set -eu
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=1
compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url "$@"
}
compile pyproject.toml -o requirements.txt "$@"
compile pyproject.toml --group dev -o requirements-dev.txt "$@"
compile tools/uv.in -o tools/uv.txt "$@"
