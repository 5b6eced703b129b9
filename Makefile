# jibao 季报. The targets people use: make run, make test, make, make deps, make asan, make clean.
# Everything is built into build/ (BUILD=…); the program is ./jibao.

CC      ?= gcc
BUILD   ?= build
CFLAGS  ?= -O2 -g
PKGS    := libxml-2.0 libxslt libexslt sqlite3 icu-uc icu-i18n harfbuzz harfbuzz-subset libdeflate libpng nettle jansson
# libharu ships no .pc file in Debian 12
HARU    := -lhpdf
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla \
           -Wimplicit-fallthrough -Wformat=2 -Wno-format-nonliteral
# __VA_OPT__ (diag.h) is C23 that gcc and clang of Debian 12 both know; clang says so once per use
WARN    += $(if $(findstring clang,$(CC)),-Wno-gnu-zero-variadic-macro-arguments,)
PCFLAGS  = $(shell pkg-config --cflags $(PKGS))
PLIBS    = $(shell pkg-config --libs $(PKGS)) $(HARU) -lm -lpthread
ALLFLAGS = -std=c17 -D_GNU_SOURCE $(WARN) -Igenerator $(PCFLAGS) $(CFLAGS)

STAGES  := base plan intake store report document font typeset backend forms
SRC     := $(sort $(wildcard $(STAGES:%=generator/%/*.c)))
OBJ     := $(SRC:generator/%.c=$(BUILD)/obj/%.o)
MAINOBJ := $(BUILD)/obj/main.o

.PHONY: all run test deps asan clean
all: jibao

jibao: $(OBJ) $(MAINOBJ)
	$(CC) $(CFLAGS) -o $@ $(MAINOBJ) $(OBJ) $(PLIBS)

$(BUILD)/obj/%.o: generator/%.c
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

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
USES_forms    := base plan intake store forms
UNITSRC := $(sort $(wildcard tests/unit/*.c))
UNITBIN := $(UNITSRC:tests/unit/%.c=$(BUILD)/unit/%)
objs_of  = $(filter $(patsubst %,$(BUILD)/obj/%/%,$(1)),$(foreach s,$(1),$(filter $(BUILD)/obj/$(s)/%,$(OBJ))))
stage_of = $(firstword $(subst _, ,$(notdir $(1))))

.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $$(foreach s,$$(USES_$$(call stage_of,$$*)),$$(filter $(BUILD)/obj/$$(s)/%,$(OBJ)))
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) $(shell pkg-config --cflags cmocka) -o $@ $< $(filter %.o,$^) $(PLIBS) $(shell pkg-config --libs cmocka)

.PHONY: unit
unit: $(UNITBIN)
	@for t in $(UNITBIN); do echo "== $$t"; $$t || exit 1; done

clean:
	rm -rf $(BUILD) jibao
