# Finds Debian's MLIR 22 and offers the two ways to link it; the only place that names an LLVM version.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

find_package(MLIR 22.1 REQUIRED CONFIG)
list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
find_program(LLVM_TABLEGEN_EXE llvm-tblgen HINTS ${LLVM_TOOLS_BINARY_DIR} REQUIRED)
include(TableGen)
include(AddLLVM)
include(AddMLIR)

# All of MLIR and LLVM that dendc uses, to be linked by libraries and tools alike.
add_library(dendc_mlir INTERFACE)
target_include_directories(dendc_mlir SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
target_include_directories(dendc_mlir INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_options(dendc_mlir INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
if(NOT DENDC_STATIC)
  target_link_libraries(dendc_mlir INTERFACE MLIR LLVM)
else()
  include(MlirStatic)
endif()

# dendc_tablegen(LIBRARY NAME.td "GENERATOR OPTIONS" OUTPUT ...): one generated .inc beside each use, in the mirrored build folder.
function(dendc_tablegen library td)
  set(LLVM_TARGET_DEFINITIONS ${td})
  set(arguments ${ARGN})
  while(arguments)
    list(POP_FRONT arguments generator output)
    separate_arguments(generator)
    mlir_tablegen(${output} ${generator} -I${PROJECT_SOURCE_DIR} -I${MLIR_INCLUDE_DIRS})
  endwhile()
  get_filename_component(stem ${td} NAME_WE)
  set(target ${library}_${stem}_inc)
  add_public_tablegen_target(${target})
  set_property(GLOBAL APPEND PROPERTY DENDC_TABLEGEN_TARGETS ${target})
endfunction()

# dendc_library(NAME SOURCE ...): a static library of ours that includes MLIR.
function(dendc_library name)
  add_library(${name} STATIC ${ARGN})
  target_link_libraries(${name} PUBLIC dendc_mlir)
  get_property(generated GLOBAL PROPERTY DENDC_TABLEGEN_TARGETS)
  if(generated)
    add_dependencies(${name} ${generated})
  endif()
endfunction()
