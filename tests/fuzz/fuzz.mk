# Fuzzing. Included by the Makefile.
#
#   make fuzz                     every target under libFuzzer (clang, make deps-dev), FUZZ_SECONDS each, FUZZ_JOBS at a time
#   make fuzz FUZZ="plan png"     only these
#   make test, make asan          a short run of each, built with gcc and driver.c: corpus and a fixed number of mutations
#
# A target is tests/fuzz/<name>.c with its seeds under corpus/<name>/ and in tests/fuzz/run. A finding becomes a file in that corpus.

FUZZ         ?= decode submission register plan document png font
FUZZ_SECONDS ?= 1800
FUZZ_JOBS    ?= 1

FUZZ_STAGES_decode     := base plan intake
FUZZ_STAGES_submission := base plan intake
FUZZ_STAGES_register   := base plan intake
FUZZ_STAGES_plan       := base plan
FUZZ_STAGES_document   := base document font typeset backend
FUZZ_STAGES_png        := base document
FUZZ_STAGES_font       := base document font typeset backend
FUZZ_MUTATE_submission := xml
FUZZ_MUTATE_register   := xml
FUZZ_MUTATE_plan       := xml
FUZZ_MUTATE_document   := xml
FUZZ_MUTATE_png        := png
FUZZ_MUTATE_font       := font

# Small fonts cut from the installed ones: two TrueType of different make, one CFF, one of a collection
FONT_SEEDS  = $(BUILD)/fuzz/font-seeds
SEED_FONTS  = $(firstword $(wildcard /usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf)) $(FANDOL_DIR)/FandolFang-Regular.otf \
              $(wildcard /usr/share/fonts/truetype/wqy/wqy-microhei.ttc /usr/share/fonts/truetype/hanazono/HanaMinA.ttf)

FUZZ_ALL   := $(patsubst FUZZ_STAGES_%,%,$(filter FUZZ_STAGES_%,$(.VARIABLES)))
FUZZOBJ     = $(BUILD)/fuzz/obj
FUZZBIN     = $(BUILD)/fuzz
# libFuzzer brings main; gcc gets driver.c
FUZZ_LINK  ?= $(FUZZOBJ)/driver.o
fuzz_needs  = $(FUZZOBJ)/$(1).o $(FUZZOBJ)/common.o $(if $(FUZZ_MUTATE_$(1)),$(FUZZOBJ)/mutate_$(FUZZ_MUTATE_$(1)).o) \
              $(filter %.o,$(FUZZ_LINK)) $(call objs_of,$(FUZZ_STAGES_$(1)))

# What only serves the tests is not counted in coverage
$(BUILD)/fuzz/obj/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	@echo "  CC   $<"; $(CC) $(filter-out -fsanitize=fuzzer-no-link,$(ALLFLAGS)) -Itests/unit -MMD -MP -c -o $@ $<

-include $(wildcard $(BUILD)/fuzz/obj/*.d)

$(BUILD)/fuzz/font-seeds/.made: $(BUILD)/fuzz/obj/fontseeds.o $(BUILD)/obj/base/utf8.o
	@mkdir -p $(@D) && rm -f $(@D)/*
	@$(CC) $(CFLAGS) -o $(BUILD)/fuzz/fontseeds $^ $(PLIBS)
	@ASAN_OPTIONS=detect_leaks=0 $(BUILD)/fuzz/fontseeds $(@D) $(SEED_FONTS) && touch $@

.SECONDEXPANSION:
$(FUZZ_ALL:%=$(BUILD)/fuzz/%): $(BUILD)/fuzz/%: $$(call fuzz_needs,$$*)
	@echo "  FUZZ $@"; $(CC) $(CFLAGS) -o $@ $^ $(filter-out %.o,$(FUZZ_LINK)) $(PLIBS) -lz

.PHONY: fuzz fuzz-bins
fuzz-bins: $(FUZZ_ALL:%=$(BUILD)/fuzz/%) $(BUILD)/fuzz/font-seeds/.made

FUZZFLAGS := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -DJIBAO_ARENA_MALLOC
fuzz: deps-dev
	@$(MAKE) --no-print-directory -j2 CC=clang BUILD=build-fuzz CFLAGS="$(FUZZFLAGS)" FUZZ_LINK=-fsanitize=fuzzer \
	  $(FUZZ:%=build-fuzz/fuzz/%) build-fuzz/fuzz/font-seeds/.made
	@for t in $(FUZZ); do echo $$t; done | xargs -P $(FUZZ_JOBS) -I{} tests/fuzz/run {} $(FUZZ_SECONDS)
