# jibao 季报. The targets people use: make run, make test, make, make deps, make asan, make fuzz, make clean.
# Everything is built into build/ (BUILD=…); the program is ./jibao.

CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
BUILD   ?= build
CFLAGS  ?= -O2 -g
PKGS    := libxml-2.0 libxslt libexslt sqlite3 icu-uc icu-i18n harfbuzz harfbuzz-subset libdeflate libpng zlib nettle jansson xlsxwriter
# libharu ships no .pc file in Debian 12
HARU    := -lhpdf
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla \
           -Wimplicit-fallthrough -Wformat=2 -Wno-format-nonliteral
# __VA_OPT__ (diag.h) is C23 that gcc and clang of Debian 12 both know; clang says so once per use
WARN    += $(if $(findstring clang,$(CC)),-Wno-gnu-zero-variadic-macro-arguments,)
PCFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PLIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) $(HARU) -lm -lpthread
ALLFLAGS = -std=c17 -D_GNU_SOURCE $(WARN) -Igenerator $(PCFLAGS) $(CFLAGS)

STAGES  := base plan intake store report document font typeset backend forms verify export app
SRC     := $(sort $(wildcard $(STAGES:%=generator/%/*.c)))
OBJ     := $(SRC:generator/%.c=$(BUILD)/obj/%.o)
MAINOBJ := $(BUILD)/obj/main.o

.PHONY: all run test soak deps asan clean quick bench
all: jibao

jibao: $(BUILD)/jibao
	@cp -f $< $@

$(BUILD)/jibao: $(OBJ) $(MAINOBJ)
	@echo "  LINK $@"; $(CC) $(CFLAGS) -o $@ $(MAINOBJ) $(OBJ) $(PLIBS)

$(BUILD)/obj/%.o: generator/%.c
	@mkdir -p $(@D)
	@echo "  CC   $<"; $(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

# .incbin is not seen by -MMD
$(BUILD)/obj/store/schema.o: generator/store/schema.sql

-include $(OBJ:.o=.d) $(MAINOBJ:.o=.d)

# Unit tests: tests/unit/<stage>_<what>.c is linked with the stages that its stage may see, and no others.
USES_base     := base
USES_plan     := base plan
USES_intake   := base plan intake
USES_store    := base plan intake store
USES_report   := base plan intake store report
USES_document := base document
USES_font     := base font
USES_typeset  := base document font typeset
USES_backend  := base font backend
USES_export   := base export
USES_forms    := base plan intake store forms
UNITSRC := $(sort $(wildcard tests/unit/*.c))
UNITBIN := $(UNITSRC:tests/unit/%.c=$(BUILD)/unit/%)
stage_of = $(firstword $(subst _, ,$(1)))
objs_of  = $(foreach s,$(1),$(patsubst generator/%.c,$(BUILD)/obj/%.o,$(wildcard generator/$(s)/*.c)))

.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $$(call objs_of,$$(USES_$$(call stage_of,$$*)))
	@mkdir -p $(@D)
	@echo "  TEST $<"; $(CC) $(ALLFLAGS) $(shell pkg-config --cflags cmocka) -o $@ $< $(filter %.o,$^) $(PLIBS) $(shell pkg-config --libs cmocka)

.PHONY: unit
unit: $(UNITBIN)
	@tests/run unit $(UNITBIN)

# Everything installed that is missing, then the main job on the shipped sample. Its status 1 ("something needs attention")
# is a verdict for people, no failure of make.
RUN_DATE ?= 2022-12-26
run: deps
	@$(MAKE) --no-print-directory -j2 jibao
	@./jibao run --date $(RUN_DATE); s=$$?; [ $$s -le 1 ]

# The disk, memory and power supply that fail on demand (tests/crash/shim.c)
SHIM := $(BUILD)/crash-shim.so
$(SHIM): tests/crash/shim.c
	@mkdir -p $(@D)
	@echo "  SHIM $@"; $(CC) -std=gnu17 -O2 -g $(WARN) -shared -fPIC -o $@ $<

# Ends with one line: N passed, N failed
test: deps-test
	@$(MAKE) --no-print-directory -j2 jibao $(UNITBIN) $(SHIM)
	@$(MAKE) --no-print-directory -j2 BUILD=build-asan CFLAGS="$(ASANFLAGS)" fuzz-bins
	@JIBAO=$(CURDIR)/jibao BUILD=$(BUILD) tests/run all $(UNITBIN)

# While working: the same without what builds everything anew or sweeps through thousands of cases
quick: deps-test
	@$(MAKE) --no-print-directory -j2 jibao $(UNITBIN)
	@JIBAO=$(CURDIR)/jibao BUILD=$(BUILD) SKIP='^pipeline/(crash|fuzz|level3|measure|verify|world)' tests/run all $(UNITBIN)

# What takes too long for every day: kill -9 at 800 moments, every write, sync, rename, open and allocation failing in turn;
# 100,000 files in one folder; time and memory of 2,500, 5,000 and 10,000 submissions
soak: deps-test
	@$(MAKE) --no-print-directory -j2 jibao $(SHIM)
	@JIBAO=$(CURDIR)/jibao WORLD_FILES=100000 tests/pipeline/world.sh
	@/usr/bin/python3 tests/bench/intake.py ./jibao
	@JIBAO=$(CURDIR)/jibao SOAK=1 tests/pipeline/hostilecost.sh
	@/usr/bin/python3 tests/crash/crash.py ./jibao $(SHIM) full

# Figures for people; nothing is asserted
BENCH := $(BUILD)/bench/backend_pdf $(BUILD)/bench/plain_libharu
$(BUILD)/bench/%: tests/bench/%.c $(call objs_of,base font backend)
	@mkdir -p $(@D)
	@echo "  BENCH $<"; $(CC) $(ALLFLAGS) $(shell pkg-config --cflags cmocka) -o $@ $< $(call objs_of,base font backend) $(PLIBS) $(shell pkg-config --libs cmocka)
bench: deps
	@$(MAKE) --no-print-directory -j2 jibao $(BENCH)
	@tests/bench/bench.sh

# Every message of the program with its code, as it is compiled in: for the manual
.PHONY: manual
manual:
	@$(MAKE) --no-print-directory -j2 jibao
	@./jibao codes >$(BUILD)/意见编号.md && echo "$(BUILD)/意见编号.md"

# The same program with AddressSanitizer and UBSan, every piece of an arena a malloc of its own, run on the sample and the tests.
ASANFLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -DJIBAO_ARENA_MALLOC
asan: deps-test
	@$(MAKE) --no-print-directory -j2 BUILD=build-asan CFLAGS="$(ASANFLAGS)" build-asan/jibao $(UNITSRC:tests/unit/%.c=build-asan/unit/%) fuzz-bins
	@JIBAO=$(CURDIR)/build-asan/jibao BUILD=build-asan tests/run all $(UNITSRC:tests/unit/%.c=build-asan/unit/%)


include Makefile.deps
include tests/fuzz/fuzz.mk

clean:
	rm -rf $(BUILD) build-asan build-fuzz jibao
