# Tables made from Debian's unicode-data and rime-data-stroke at build time: none is kept in the source tree.
set(UNICODE_DATA /usr/share/unicode CACHE PATH "folder of unicode-data's Unihan_*.txt.bz2")
set(STROKE_DATA /usr/share/rime-data CACHE PATH "folder of rime-data-stroke's stroke.dict.yaml")
find_program(BZIP2 bzip2 REQUIRED)

file(GLOB han_tables_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/tables/*.cpp)
add_executable(han_tables ${han_tables_sources})
target_compile_options(han_tables PRIVATE -Wall -Wextra -Wconversion -Werror)
set(order_tables ${CMAKE_CURRENT_BINARY_DIR}/order_tables)
file(MAKE_DIRECTORY ${order_tables})
# Two steps instead of a pipe: a pipe would hide the failure of bzip2.
foreach(part Readings IRGSources OtherMappings)
  add_custom_command(OUTPUT ${order_tables}/${part}.txt
    COMMAND ${BZIP2} -dc ${UNICODE_DATA}/Unihan_${part}.txt.bz2 > ${order_tables}/${part}.txt
    DEPENDS ${UNICODE_DATA}/Unihan_${part}.txt.bz2
    VERBATIM)
endforeach()
add_custom_command(OUTPUT ${order_tables}/pinyin_table.cpp
  COMMAND han_tables pinyin ${order_tables}/Readings.txt > ${order_tables}/pinyin_table.cpp
  DEPENDS han_tables ${order_tables}/Readings.txt
  VERBATIM)
add_custom_command(OUTPUT ${order_tables}/stroke_table.cpp
  COMMAND han_tables strokes ${STROKE_DATA}/stroke.dict.yaml ${order_tables}/IRGSources.txt
          ${order_tables}/OtherMappings.txt > ${order_tables}/stroke_table.cpp
  DEPENDS han_tables ${STROKE_DATA}/stroke.dict.yaml ${order_tables}/IRGSources.txt
          ${order_tables}/OtherMappings.txt
  VERBATIM)
set(tables ${order_tables}/pinyin_table.cpp ${order_tables}/stroke_table.cpp)
target_sources(dossier_folder PRIVATE ${tables})
set_source_files_properties(${tables} TARGET_DIRECTORY dossier_folder PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
