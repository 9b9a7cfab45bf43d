# Compiler launcher, linker, warnings and sanitizers for all of our own code.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  find_program(DENDC_LINKER NAMES ld.lld-22)
  if(DENDC_LINKER)
    add_link_options(--ld-path=${DENDC_LINKER})
  endif()
else()
  find_program(DENDC_LINKER NAMES mold)
  if(DENDC_LINKER)
    add_link_options(-fuse-ld=mold)
  endif()
endif()

if(DENDC_SANITIZE)
  add_compile_options(-fsanitize=${DENDC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # MLIR is built without our sanitizers and with RTTI of its own: the vptr check would misfire across that border.
  add_compile_options(-fno-sanitize=vptr,function)
  add_link_options(-fsanitize=${DENDC_SANITIZE})
endif()

add_compile_options(-Wall -Wextra -Wno-unused-parameter)
