# The front door. `make demo` runs the tour in every language, `make test` checks everything;
# both set up what they need first.

BUILD := build
PYTHON := .venv/bin/python
CFLAGS := -std=c11 -O2 -pedantic -Wall -Wextra -Werror
CXXFLAGS := -std=c++17 -O2 -Wall -Wextra -Wpedantic -Werror
FFLAGS := -std=f2018 -O2 -Wall -Wextra -pedantic
LINK := -Iinclude -Ltarget/release -lhotloop -lm -Wl,-rpath,'$$ORIGIN/../target/release'
# In the order in which the modules use each other.
FORTRAN := $(patsubst %,fortran/src/hotloop%.f90,_abi _call _big _arrays _powers _cubics _closures) fortran/src/hotloop.f90
LIBRARY := target/release/libhotloop.so
ENGINE := $(shell find src -name '*.rs') Cargo.toml Cargo.lock build.rs
R_PACKAGE := $(shell find r -type f -not -name '*.o' -not -name '*.so' -not -name Makevars -not -path '*/rust/*')
PACKAGE := $(shell find python-ctypes -name '*.py' -not -path '*/.*') python-ctypes/pyproject.toml

.PHONY: demo test test-r lint bench clean tour-c tour-python tour-cpp tour-fortran tour-r tour-rust
.DELETE_ON_ERROR:

demo:
	@tools/setup cargo
	@tools/each-language c:tour-c python:tour-python c++:tour-cpp fortran:tour-fortran r:tour-r cargo:tour-rust

test:
	@tools/setup cargo lint c c++ eigen python fortran r
	@$(MAKE) --no-print-directory lint $(BUILD)/installed-in-venv
	cargo test --locked
	$(PYTHON) -m pytest -q python-ctypes/tests
	@$(MAKE) --no-print-directory test-r
	@CI=1 $(MAKE) --no-print-directory demo

lint:
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --no-default-features -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet

bench:
	@tools/setup cargo
	cargo bench --locked

clean:
	rm -rf target $(BUILD) .venv

$(LIBRARY): $(ENGINE)
	cargo build --locked --release
	@touch $@

# A tour prints the same lines in every language.

tour-c: $(BUILD)/tour-c
	$(BUILD)/tour-c | tee $(BUILD)/tour-c.txt
	@diff $(BUILD)/tour-c.txt examples/tour.expected

$(BUILD)/tour-c: examples/c/tour.c include/hotloop.h $(LIBRARY)
	@tools/setup c
	@mkdir -p $(BUILD)
	$(CC) $(CFLAGS) $< $(LINK) -o $@

tour-python: $(BUILD)/installed-in-venv
	$(PYTHON) examples/python/tour.py | tee $(BUILD)/tour-python.txt
	@diff $(BUILD)/tour-python.txt examples/tour.expected

tour-cpp: $(BUILD)/tour-cpp
	$(BUILD)/tour-cpp | tee $(BUILD)/tour-cpp.txt
	@diff $(BUILD)/tour-cpp.txt examples/tour.expected

$(BUILD)/tour-cpp: examples/cpp/tour.cpp include/hotloop.hpp include/hotloop.h $(LIBRARY)
	@tools/setup c++
	@mkdir -p $(BUILD)
	$(CXX) $(CXXFLAGS) $< $(LINK) -o $@

tour-fortran: $(BUILD)/tour-fortran
	$(BUILD)/tour-fortran | tee $(BUILD)/tour-fortran.txt
	@diff $(BUILD)/tour-fortran.txt examples/tour.expected

$(BUILD)/tour-fortran: $(FORTRAN) examples/fortran/tour.f90 $(LIBRARY)
	@tools/setup fortran
	@mkdir -p $(BUILD)/fortran
	gfortran $(FFLAGS) -J $(BUILD)/fortran $(filter %.f90,$^) $(LINK) -o $@

tour-r: $(BUILD)/installed-in-r
	R_LIBS=$(BUILD)/r-library Rscript examples/r/tour.R | tee $(BUILD)/tour-r.txt
	@diff $(BUILD)/tour-r.txt examples/tour.expected

$(BUILD)/installed-in-r: $(ENGINE) $(R_PACKAGE)
	@tools/setup r
	@mkdir -p $(BUILD)/r-library
	R CMD INSTALL --library=$(BUILD)/r-library r
	@touch $@

test-r: $(BUILD)/installed-in-r
	@for test in r/tests/*.R; do echo "== $$test"; R_LIBS=$(BUILD)/r-library Rscript $$test || exit 1; done

tour-rust:
	@mkdir -p $(BUILD)
	cargo run --locked --quiet --release --example tour | tee $(BUILD)/tour-rust.txt
	@diff $(BUILD)/tour-rust.txt examples/tour.expected

$(BUILD)/installed-in-venv: $(ENGINE) $(PACKAGE)
	@tools/setup python
	@mkdir -p $(BUILD)
	$(PYTHON) -m pip install --quiet --upgrade ./python-ctypes pytest hatchling mypy
	@touch $@
