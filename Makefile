# Two commands: `make serve` and `make test`. Both install what they need into .venv first.
PORT ?= 8000
export PORT

.PHONY: help serve test format requirements

help:
	@echo "make serve         install, load the reference facts and both survey waves, serve on PORT (8000)"
	@echo "make test          install, check and test everything"
	@echo "make format        format the code and mend what the linter can mend"
	@echo "make requirements  write the locked requirements anew from pyproject.toml"

serve:
	@sh tools/python.sh -m tools.install requirements.txt
	@.venv/bin/python -m tools.serve

test:
	@sh tools/python.sh -m tools.install requirements-dev.txt
	@.venv/bin/python -m tools.run_tests

format:
	@sh tools/python.sh -m tools.install requirements-dev.txt
	@.venv/bin/python -m ruff check --fix .
	@.venv/bin/python -m ruff format .

requirements:
	@sh tools/python.sh -m tools.install requirements-dev.txt
	@sh tools/compile.sh
