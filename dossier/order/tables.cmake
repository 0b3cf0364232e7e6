# Tables made from Debian's unicode-data at build time, so that none is kept in the source tree.
set(UNICODE_DATA /usr/share/unicode CACHE PATH "folder of unicode-data's Unihan_*.txt.bz2")
find_program(BZIP2 bzip2 REQUIRED)

add_executable(han_tables ${CMAKE_SOURCE_DIR}/tools/tables/han_tables.cpp)
target_compile_options(han_tables PRIVATE -Wall -Wextra -Wconversion -Werror)
set(order_tables ${CMAKE_CURRENT_BINARY_DIR}/order_tables)
file(MAKE_DIRECTORY ${order_tables})
# Two steps instead of a pipe: a pipe would hide the failure of bzip2.
add_custom_command(OUTPUT ${order_tables}/pinyin_table.cpp
  COMMAND ${BZIP2} -dc ${UNICODE_DATA}/Unihan_Readings.txt.bz2 > ${order_tables}/readings.txt
  COMMAND han_tables pinyin < ${order_tables}/readings.txt > ${order_tables}/pinyin_table.cpp
  DEPENDS han_tables ${UNICODE_DATA}/Unihan_Readings.txt.bz2
  VERBATIM)
target_sources(dossier_folder PRIVATE ${order_tables}/pinyin_table.cpp)
