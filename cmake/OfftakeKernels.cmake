# offtake_add_kernels(TARGET sources...): compiles each source once per instruction set into TARGET, one binary for all
# processors. A kernel source sees OFFTAKE_LEVEL, the name of its set (see core/numbers/Kernel.h), and puts nothing but
# its entry functions into the namespace offtake::kernels::OFFTAKE_LEVEL.
#
# An inline function that two sources share is one weak symbol, and the linker takes any copy: if it took the one compiled
# for AVX-512, every older processor would meet an illegal instruction anywhere. So the objects of each wider set are
# joined into one whose only global functions are its entries; cmake/isolate.cmake does it and fails the build on a leak.
set(OFFTAKE_ISOLATE_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/isolate.cmake")
set(OFFTAKE_KERNEL_LEVELS baseline)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  list(APPEND OFFTAKE_KERNEL_LEVELS avx2 avx512)
  find_program(OFFTAKE_LD NAMES ld.bfd REQUIRED)  # --force-group-allocation is GNU ld's alone
  find_program(OFFTAKE_OBJCOPY NAMES objcopy REQUIRED)
  find_program(OFFTAKE_NM NAMES nm REQUIRED)
  find_program(OFFTAKE_READELF NAMES readelf REQUIRED)
endif()
# What __builtin_cpu_supports is asked for in core/numbers/InstructionSet.cpp, no more and no less. Only these sets have
# a fused multiply-add, and only here may the compiler use it: between sets results agree to 1e-12, not to the bit.
# With 16 registers GCC's order of instructions matters most, which it looks after before it hands out registers only on
# request; 32 give the processor room to find its own.
set(OFFTAKE_KERNEL_ORDER "$<$<CXX_COMPILER_ID:GNU>:-fschedule-insns>")
set(OFFTAKE_KERNEL_OPTIONS_baseline ${OFFTAKE_KERNEL_ORDER})
set(OFFTAKE_KERNEL_OPTIONS_avx2 -mavx2 -mfma -ffp-contract=fast ${OFFTAKE_KERNEL_ORDER})
set(OFFTAKE_KERNEL_OPTIONS_avx512 -mavx2 -mfma -mavx512f -mavx512cd -mavx512dq -mavx512bw -mavx512vl -mprefer-vector-width=512 -ffp-contract=fast)

# Registers that advance together are small arrays, which only -O3 takes apart.
set(OFFTAKE_KERNEL_OPTIMISATION "$<$<NOT:$<CONFIG:Debug>>:-O3>")

function(offtake_add_kernels target)
  get_target_property(libraries ${target} LINK_LIBRARIES)
  foreach(level IN LISTS OFFTAKE_KERNEL_LEVELS)
    set(objects ${target}_kernels_${level})
    add_library(${objects} OBJECT ${ARGN})
    set_target_properties(${objects} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${objects} PRIVATE ${libraries})
    target_compile_definitions(${objects} PRIVATE OFFTAKE_LEVEL=${level})
    # Through a library, so that they follow the project's options on the command line: the last one counts.
    add_library(${objects}_options INTERFACE)
    target_compile_options(${objects}_options INTERFACE ${OFFTAKE_KERNEL_OPTIMISATION} ${OFFTAKE_KERNEL_OPTIONS_${level}})
    target_link_libraries(${objects} PRIVATE ${objects}_options)
    if(level STREQUAL baseline)
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
    else()
      if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # Unique symbols cannot be made local; GCC 12 finds its own AVX-512 intrinsics uninitialised.
        target_compile_options(${objects}_options INTERFACE -fno-gnu-unique -Wno-uninitialized)
      endif()
      set(isolated "${CMAKE_CURRENT_BINARY_DIR}/${objects}.o")
      add_custom_command(OUTPUT "${isolated}"
        COMMAND "${CMAKE_COMMAND}" "-DLEVEL=${level}" "-DOBJECTS=$<JOIN:$<TARGET_OBJECTS:${objects}>,|>" "-DOUTPUT=${isolated}"
                "-DLD=${OFFTAKE_LD}" "-DOBJCOPY=${OFFTAKE_OBJCOPY}" "-DNM=${OFFTAKE_NM}" "-DREADELF=${OFFTAKE_READELF}" -P "${OFFTAKE_ISOLATE_SCRIPT}"
        DEPENDS $<TARGET_OBJECTS:${objects}> "${OFFTAKE_ISOLATE_SCRIPT}"
        COMMENT "Isolating the ${level} kernels of ${target}" VERBATIM)
      set_source_files_properties("${isolated}" PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
      target_sources(${target} PRIVATE "${isolated}")
    endif()
  endforeach()
endfunction()
