// placement.h: the tables of the first layer in one section, those of the second in another.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#define DENDRT_LAYER_CONST(index) TABLES_##index
#define TABLES_0 __attribute__((section("fast_tables")))
#define TABLES_1 __attribute__((section("slow_tables")))
