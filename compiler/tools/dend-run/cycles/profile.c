/* profile.c: a plugin of QEMU that counts how often each instruction of one call is executed.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Compiled for this machine, against version 1 of QEMU's plugin interface (QEMU 6.2 to 8.2,
 * docs/devel/tcg-plugins.rst); its header is not installed with QEMU, so what is used of it is declared here.
 *
 * The call begins where `entry` is executed for the first time. It returns to the end of the block that was executed
 * before, the one with the call; then the file is written and QEMU ends. Marks are addresses at which another part of
 * the program begins: each part has counts of its own.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- QEMU ---- */

typedef uint64_t qemu_plugin_id_t;
struct qemu_info;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint32_t qemu_plugin_meminfo_t;
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_RW = 3 };
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, void (*)(unsigned, void *),
                                          enum qemu_plugin_cb_flags, void *);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *, void (*)(unsigned, void *),
                                            enum qemu_plugin_cb_flags, void *);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, enum qemu_plugin_op, void *, uint64_t);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *,
                                      void (*)(unsigned, qemu_plugin_meminfo_t, uint64_t, void *),
                                      enum qemu_plugin_cb_flags, enum qemu_plugin_mem_rw, void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);
unsigned qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t);

#define EXPORTED __attribute__((visibility("default")))

EXPORTED extern const int qemu_plugin_version;
const int qemu_plugin_version = 1;

/* ---- What is counted ---- */

typedef struct {
  uint64_t executed;
  uint64_t entered;   /* by a jump, not from the instruction before it */
  uint64_t left;      /* by a jump: a branch that was taken */
  uint64_t unaligned; /* accesses to memory at no multiple of their size */
  uint64_t constant;  /* reads of what the program never writes */
} counts_t;

/* One instruction of the program; QEMU may translate it as part of several blocks. */
typedef struct instruction {
  struct instruction *next; /* with the same hash */
  uint32_t address, size;
  uint8_t bytes[4];
  counts_t counts; /* since the last mark */
  counts_t *parts; /* up to it */
} instruction_t;

typedef struct {
  instruction_t *first, *last;
} block_t;

typedef struct {
  uint32_t begin, end;
} range_t;

typedef struct {
  uint32_t address, part;
} mark_t;

enum { BUCKET_COUNT = 1 << 14 };
static instruction_t *buckets[BUCKET_COUNT];

/* Arguments of the plugin. */
static uint32_t entry;
static range_t *constants;
static size_t constant_count;
static const char *path;
static mark_t *marks;
static size_t mark_count;

static const block_t *previous;
static bool is_measuring;
static uint32_t return_address, depth;
static uint32_t part, part_count = 1;

static void fail(const char *message) {
  fprintf(stderr, "%s\n", message);
  exit(1);
}

static void *allocate(size_t size) {
  void *memory = calloc(1, size);
  if (!memory)
    fail("no memory left for the profile");
  return memory;
}

/* Bytes of a Thumb instruction, by its first halfword (Armv7-M Architecture Reference Manual, A5.1). What QEMU says is
 * too much at the end of a page, where it looks ahead. */
static uint32_t get_size(const uint8_t *bytes) { return (bytes[1] & 0xF8) >= 0xE8 ? 4 : 2; }

static instruction_t *find(const struct qemu_plugin_insn *translated) {
  const uint32_t address = (uint32_t)qemu_plugin_insn_vaddr(translated);
  instruction_t **bucket = &buckets[(address >> 1) % BUCKET_COUNT];
  for (instruction_t *known = *bucket; known; known = known->next)
    if (known->address == address)
      return known;
  instruction_t *added = allocate(sizeof *added);
  added->address = address;
  const uint8_t *bytes = qemu_plugin_insn_data(translated);
  added->size = get_size(bytes);
  memcpy(added->bytes, bytes, added->size);
  added->next = *bucket;
  *bucket = added;
  return added;
}

static uint32_t get_end(const block_t *block) { return block->last->address + block->last->size; }

/* Calls `use` for every instruction. */
static void for_each(void (*use)(instruction_t *)) {
  for (size_t bucket = 0; bucket < BUCKET_COUNT; ++bucket)
    for (instruction_t *known = buckets[bucket]; known; known = known->next)
      use(known);
}

static void clear(instruction_t *instruction) { memset(&instruction->counts, 0, sizeof instruction->counts); }

/* Adds what was counted since the last mark to the part that began there. */
static void keep(instruction_t *instruction) {
  if (instruction->counts.executed == 0 && instruction->counts.left == 0)
    return;
  if (!instruction->parts)
    instruction->parts = allocate(part_count * sizeof *instruction->parts);
  counts_t *sum = &instruction->parts[part];
  sum->executed += instruction->counts.executed;
  sum->entered += instruction->counts.entered;
  sum->left += instruction->counts.left;
  sum->unaligned += instruction->counts.unaligned;
  sum->constant += instruction->counts.constant;
  clear(instruction);
}

static FILE *file;

/* A line for each part that executed the instruction: part, address, bytes, counts. */
static void write_lines(instruction_t *instruction) {
  for (uint32_t number = 0; instruction->parts && number < part_count; ++number) {
    const counts_t *counts = &instruction->parts[number];
    if (counts->executed == 0)
      continue;
    fprintf(file, "%" PRIu32 " %08" PRIx32 " ", number, instruction->address);
    for (uint32_t at = 0; at < instruction->size; ++at)
      fprintf(file, "%02x", instruction->bytes[at]);
    fprintf(file, " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", counts->executed, counts->entered,
            counts->left, counts->unaligned, counts->constant);
  }
}

static void write_profile(void) {
  file = fopen(path, "w");
  if (!file)
    fail("the profile cannot be written");
  for_each(write_lines);
  if (fclose(file) != 0)
    fail("the profile cannot be written");
}

/* Room for one more at the end of an array of `count`. */
static void *extend(void *array, size_t count, size_t size) {
  array = realloc(array, (count + 1) * size);
  if (!array)
    fail("no memory left for the profile");
  return array;
}

static void read_marks(const char *marks_path) {
  FILE *marks_file = fopen(marks_path, "r");
  if (!marks_file)
    fail("the marks cannot be read");
  mark_t mark;
  while (fscanf(marks_file, "%" SCNu32 " %" SCNu32, &mark.address, &mark.part) == 2) {
    marks = extend(marks, mark_count, sizeof *marks);
    marks[mark_count++] = mark;
    if (mark.part >= part_count)
      part_count = mark.part + 1;
  }
  fclose(marks_file);
}

static bool is_constant(uint64_t address) {
  for (const range_t *range = constants; range < constants + constant_count; ++range)
    if (address >= range->begin && address < range->end)
      return true;
  return false;
}

/* ---- Callbacks ---- */

static void on_block(unsigned cpu, void *data) {
  (void)cpu;
  const block_t *block = data;
  const uint32_t address = block->first->address;
  const bool is_jump = previous && address != get_end(previous);
  if (is_measuring && is_jump) {
    ++block->first->counts.entered;
    ++previous->last->counts.left;
  }
  if (is_jump && address == entry) {
    if (!is_measuring) {
      for_each(clear);
      part = 0;
      block->first->counts.entered = 1;
      return_address = get_end(previous);
      is_measuring = true;
    }
    depth += get_end(previous) == return_address;
  } else if (is_measuring && is_jump && address == return_address && --depth == 0) {
    for_each(keep);
    write_profile();
    exit(0);
  }
  previous = block;
}

static void on_mark(unsigned cpu, void *data) {
  (void)cpu;
  const mark_t *mark = data;
  if (!is_measuring)
    return;
  for_each(keep);
  part = mark->part;
}

static void on_access(unsigned cpu, qemu_plugin_meminfo_t access, uint64_t address, void *data) {
  (void)cpu;
  instruction_t *instruction = data;
  instruction->counts.unaligned += (address & ((UINT64_C(1) << qemu_plugin_mem_size_shift(access)) - 1)) != 0;
  instruction->counts.constant += !qemu_plugin_mem_is_store(access) && is_constant(address);
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *translated) {
  (void)id;
  const size_t count = qemu_plugin_tb_n_insns(translated);
  block_t *block = allocate(sizeof *block);
  for (size_t index = 0; index < count; ++index) {
    struct qemu_plugin_insn *of_block = qemu_plugin_tb_get_insn(translated, index);
    instruction_t *instruction = find(of_block);
    block->last = instruction;
    if (index == 0)
      block->first = instruction;
    for (mark_t *mark = marks; mark < marks + mark_count; ++mark)
      if (mark->address == instruction->address)
        qemu_plugin_register_vcpu_insn_exec_cb(of_block, on_mark, QEMU_PLUGIN_CB_NO_REGS, mark);
    qemu_plugin_register_vcpu_insn_exec_inline(of_block, QEMU_PLUGIN_INLINE_ADD_U64, &instruction->counts.executed, 1);
    qemu_plugin_register_vcpu_mem_cb(of_block, on_access, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW, instruction);
  }
  qemu_plugin_register_vcpu_tb_exec_cb(translated, on_block, QEMU_PLUGIN_CB_NO_REGS, block);
}

static const char *get_value(const char *argument, const char *key) {
  const size_t length = strlen(key);
  return strncmp(argument, key, length) == 0 && argument[length] == '=' ? argument + length + 1 : NULL;
}

EXPORTED int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv) {
  (void)info;
  for (int index = 0; index < argc; ++index) {
    const char *value;
    if ((value = get_value(argv[index], "entry")))
      entry = (uint32_t)strtoul(value, NULL, 0);
    else if ((value = get_value(argv[index], "constants"))) {
      range_t range;
      if (sscanf(value, "%" SCNu32 "-%" SCNu32, &range.begin, &range.end) != 2)
        return 1;
      constants = extend(constants, constant_count, sizeof *constants);
      constants[constant_count++] = range;
    } else if ((value = get_value(argv[index], "marks")))
      read_marks(value);
    else if ((value = get_value(argv[index], "path")))
      path = strcpy(allocate(strlen(value) + 1), value);
  }
  if (!path)
    return 1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  return 0;
}
