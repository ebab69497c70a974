# The front door. `make demo` runs the tour in every language, `make test` checks everything;
# both set up what they need first.

BUILD := build
PYTHON := .venv/bin/python
CFLAGS := -std=c11 -O2 -pedantic -Wall -Wextra -Werror
LIBRARY := target/release/libhotloop.so
ENGINE := $(shell find src -name '*.rs') Cargo.toml Cargo.lock build.rs
PACKAGE := $(shell find python-ctypes -name '*.py' -not -path '*/.*') python-ctypes/pyproject.toml

.PHONY: demo test lint bench clean tour-c tour-python
.DELETE_ON_ERROR:

demo:
	@tools/setup cargo
	@tools/each-language tour-c tour-python

test:
	@tools/setup cargo lint c c++ python
	@$(MAKE) --no-print-directory lint $(BUILD)/installed-in-venv
	cargo test
	$(PYTHON) -m pytest -q python-ctypes/tests
	@CI=1 $(MAKE) --no-print-directory demo

lint:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo clippy --no-default-features -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet

bench:
	@tools/setup cargo
	cargo bench

clean:
	rm -rf target $(BUILD) .venv

$(LIBRARY): $(ENGINE)
	cargo build --release
	@touch $@

# A tour prints the same lines in every language.

tour-c: $(BUILD)/tour-c
	$(BUILD)/tour-c | tee $(BUILD)/tour-c.txt
	@diff $(BUILD)/tour-c.txt examples/tour.expected

$(BUILD)/tour-c: examples/c/tour.c include/hotloop.h $(LIBRARY)
	@tools/setup c
	@mkdir -p $(BUILD)
	$(CC) $(CFLAGS) $< -Iinclude -Ltarget/release -lhotloop -lm -Wl,-rpath,'$$ORIGIN/../target/release' -o $@

tour-python: $(BUILD)/installed-in-venv
	$(PYTHON) examples/python/tour.py | tee $(BUILD)/tour-python.txt
	@diff $(BUILD)/tour-python.txt examples/tour.expected

$(BUILD)/installed-in-venv: $(ENGINE) $(PACKAGE)
	@tools/setup python
	@mkdir -p $(BUILD)
	$(PYTHON) -m pip install --quiet --upgrade ./python-ctypes pytest hatchling
	@touch $@
