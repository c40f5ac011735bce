# Run by offtake_embed: writes OUTPUT with the bytes of FILES (separated by |) as byte arrays.
string(REPLACE "|" ";" files "${FILES}")
set(arrays "")
set(rows "")
set(index 0)
foreach(file IN LISTS files)
  file(READ "${file}" hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR bytes "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  get_filename_component(leaf "${file}" NAME)
  string(APPEND arrays "const unsigned char kFile${index}[] = {${hex}0};\n")
  string(APPEND rows "    {\"${leaf}\", {reinterpret_cast<const char*>(kFile${index}), ${bytes}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
if(index EQUAL 0)
  file(WRITE "${OUTPUT}" "#include \"core/base/Embedded.h\"\n\n"
    "std::span<const offtake::embedded::File> offtake::embedded::${NAME}() { return {}; }\n")
  return()
endif()
file(WRITE "${OUTPUT}.new" "#include \"core/base/Embedded.h\"\n\nnamespace {\n${arrays}"
  "const offtake::embedded::File kFiles[] = {\n${rows}};\n}  // namespace\n\n"
  "std::span<const offtake::embedded::File> offtake::embedded::${NAME}() { return kFiles; }\n")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
