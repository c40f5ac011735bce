# offtake_embed(TARGET NAMESPACE_NAME files...): compiles files into TARGET as a table of name and bytes, declared by
# core/base/Embedded.h as offtake::embedded::NAMESPACE_NAME(). Programs then need no data folder at run time.
set(OFFTAKE_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/embed.cmake")
function(offtake_embed target name)
  set(output "${CMAKE_BINARY_DIR}/generated/embedded_${name}.cpp")
  string(REPLACE ";" "|" packed "${ARGN}")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DFILES=${packed}" "-DOUTPUT=${output}" -P "${OFFTAKE_EMBED_SCRIPT}"
    DEPENDS ${ARGN} "${OFFTAKE_EMBED_SCRIPT}"
    COMMENT "Embedding ${name}" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
