# Puts files of the source tree into programs, so that a tool works wherever it is copied to.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# As a script (cmake -DOUTPUT=... -DHEADER=... -DFUNCTION=... -DFOLDER=... -DFILES=... -P Embed.cmake) it writes the
# C++ file.

if(CMAKE_SCRIPT_MODE_FILE)
  set(text "// Generated from ${FOLDER} by cmake/Embed.cmake.\n#include \"${HEADER}\"\n\n")
  string(APPEND text "llvm::ArrayRef<dendc::EmbeddedFile> dendc::${FUNCTION}() {\n")
  if(NOT FILES)
    file(WRITE ${OUTPUT} "${text}  return {};\n}\n")
    return()
  endif()
  string(APPEND text "  static const EmbeddedFile files[] = {\n")
  foreach(file IN LISTS FILES)
    # Through hexadecimal digits, because a CMake string loses brackets and semicolons when it is split.
    file(READ ${FOLDER}/${file} digits HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" literal "${digits}")
    string(REGEX REPLACE "(................................................................................................)"
      "\\1\"\n      \"" literal "${literal}")
    string(LENGTH "${digits}" length)
    math(EXPR length "${length} / 2")
    string(APPEND text "    {\"${file}\",\n     {\"${literal}\", ${length}}},\n")
  endforeach()
  string(APPEND text "  };\n  return files;\n}\n")
  file(WRITE ${OUTPUT} "${text}")
  return()
endif()

set(DENDC_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

# dendc_embed(LIBRARY FUNCTION FOLDER PATTERN ... [HEADER FILE]): a library with one function that returns the files of
# FOLDER that match the patterns, named by their path in it. The header, compiler/tools/EmbeddedFiles.h if none is
# given, declares the function.
function(dendc_embed library function folder)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" HEADER "")
  if(NOT arg_HEADER)
    set(arg_HEADER compiler/tools/EmbeddedFiles.h)
  endif()
  set(patterns)
  foreach(pattern IN LISTS arg_UNPARSED_ARGUMENTS)
    list(APPEND patterns ${folder}/${pattern})
  endforeach()
  file(GLOB_RECURSE files RELATIVE ${folder} CONFIGURE_DEPENDS ${patterns})
  list(SORT files)
  list(TRANSFORM files PREPEND ${folder}/ OUTPUT_VARIABLE inputs)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${library}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" -DHEADER=${arg_HEADER} "-DFUNCTION=${function}" "-DFOLDER=${folder}" "-DFILES=${files}"
      -P ${DENDC_EMBED_SCRIPT}
    DEPENDS ${inputs} ${DENDC_EMBED_SCRIPT}
    VERBATIM)
  dendc_library(${library} ${output})
endfunction()
