# Links MLIR and LLVM as archives instead of shared libraries, for programs that run where neither is installed.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# Debian's archives of MLIR name the shared libraries of LLVM and MLIR as what they need: give them the archives of LLVM
# instead. The linker takes from an archive only what is used.
set(components LLVMCore LLVMAsmParser LLVMBitReader LLVMBitWriter LLVMBinaryFormat LLVMFrontendOpenMP LLVMIRReader
  LLVMTransformUtils LLVMTargetParser LLVMARMDisassembler LLVMRemarks LLVMSupportLSP LLVMSupport)
get_property(candidates GLOBAL PROPERTY MLIR_ALL_LIBS)
set(archives)
foreach(archive IN LISTS candidates)
  get_target_property(type ${archive} TYPE)
  if(type STREQUAL "STATIC_LIBRARY" AND NOT archive MATCHES "Test")
    get_target_property(needs ${archive} INTERFACE_LINK_LIBRARIES)
    if(needs)
      list(REMOVE_ITEM needs MLIR LLVM $<LINK_ONLY:LLVM>)
      set_target_properties(${archive} PROPERTIES INTERFACE_LINK_LIBRARIES "${needs};${components}")
    endif()
    list(APPEND archives ${archive})
  endif()
endforeach()

target_link_libraries(dendc_mlir INTERFACE ${archives} ${components})
target_link_options(dendc_mlir INTERFACE -Wl,--gc-sections -Wl,--as-needed -static-libstdc++ -static-libgcc)
