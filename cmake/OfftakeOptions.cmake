# Compiler settings of every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(OFFTAKE_CCACHE ccache)
if(OFFTAKE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${OFFTAKE_CCACHE}")
endif()

add_library(offtake_options INTERFACE)
target_include_directories(offtake_options INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
# Results must not depend on whether the compiler fuses multiply and add: same input, same bytes.
target_compile_options(offtake_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Wcast-align -Woverloaded-virtual -Wnull-dereference -Wdouble-promotion -Wimplicit-fallthrough
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # libstdc++ 12's own headers raise these in optimised builds.
  target_compile_options(offtake_options INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(OFFTAKE_WERROR)
  target_compile_options(offtake_options INTERFACE -Werror)
endif()
if(OFFTAKE_SANITIZE)
  target_compile_options(offtake_options INTERFACE -fsanitize=${OFFTAKE_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
  target_link_options(offtake_options INTERFACE -fsanitize=${OFFTAKE_SANITIZE})
endif()

find_program(OFFTAKE_MOLD mold)
if(OFFTAKE_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  target_link_options(offtake_options INTERFACE -fuse-ld=mold)
endif()
