@ cycles.S - functions whose cycles can be counted by hand.
@ SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax", %progbits
  .balign 8
  .global \name
  .type \name, %function
\name:
  .endm

  .macro call name
  ldr r4, =memory
  bl \name
  .endm

function main
  push {r4, r5, r6, lr}
  call nothing
  call loads
  call dependent_loads
  call computed_address
  call stores
  call multiples
  call loop
  call branches
  call unaligned
  call constant
  call divide
  call nested
#ifdef __ARM_FEATURE_MVE
  call vectors
  call gather
#endif
  ldr r0, =never_called @ so that it is linked
  movs r0, #0
  pop {r4, r5, r6, pc}

function nothing
  bx lr

@ The second and the third overlap the one before.
function loads
  ldr r0, [r4]
  ldr r1, [r4, #4]
  ldr r2, [r4, #8]
  bx lr

@ The second needs what the first loads.
function dependent_loads
  ldr r0, [r4, #12]
  ldr r1, [r0]
  bx lr

@ The load needs what was computed right before.
function computed_address
  adds r5, r4, #4
  ldr r0, [r5]
  bx lr

@ An immediate offset, a register's, and one that overlaps a load.
function stores
  movs r1, #4
  nop
  str r0, [r4]
  str r0, [r4, r1]
  ldr r2, [r4]
  str r2, [r4, r1]
  bx lr

@ 1 + N words.
function multiples
  push {r5, r6, r7, lr}
  ldrd r0, r1, [r4]
  strd r0, r1, [r4]
  ldm r4, {r0, r1, r2}
  pop {r5, r6, r7, pc}

@ Taken nine times of ten.
function loop
  movs r0, #10
1:
  subs r0, #1
  bne 1b
  bx lr

@ One that is not taken, one that is.
function branches
  cmp r4, r4
  bne 1f
  beq 1f
  nop
1:
  bx lr

@ A byte beyond a multiple of four.
function unaligned
  ldr r0, [r4, #1]
  bx lr

@ A literal, which lies in flash.
function constant
  ldr r0, =0x12345678
  bx lr

function divide
  movs r1, #7
  udiv r0, r4, r1
  bx lr

@ Calls itself once.
function nested
  push {r4, lr}
  subs r4, #1
  lsls r0, r4, #31
  it mi
  blmi nested
  pop {r4, pc}

function never_called
  bx lr

#ifdef __ARM_FEATURE_MVE
@ Loads and multiplications of four rounds, which may overlap.
function vectors
  push {r4, lr}
  movs r1, #4
  dls lr, r1
1:
  vldrb.u8 q0, [r4], #16
  vmladava.s8 r0, q0, q0
  le lr, 1b
  pop {r4, pc}

@ Sixteen elements.
function gather
  vmov.i8 q0, #0
  vldrb.u8 q1, [r4, q0]
  bx lr
#endif

  .section .data.memory, "aw", %progbits
  .balign 8
memory:
  .word 0, 0, 0, memory, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
