# Dear ImGui >= 1.92, from Debian's testing sources (tools/fetch-imgui) or from IMGUI_SOURCE_DIR.
set(IMGUI_SOURCE_DIR "${CMAKE_SOURCE_DIR}/build/imgui" CACHE PATH "folder with imgui.h 1.92 or newer")
if(NOT EXISTS ${IMGUI_SOURCE_DIR}/imgui.h)
  message(FATAL_ERROR "Dear ImGui not found in ${IMGUI_SOURCE_DIR}: run tools/build, or set IMGUI_SOURCE_DIR")
endif()
file(STRINGS ${IMGUI_SOURCE_DIR}/imgui.h imgui_version REGEX "#define IMGUI_VERSION_NUM")
string(REGEX MATCH "[0-9]+$" imgui_version "${imgui_version}")
if(imgui_version LESS 19200)
  message(FATAL_ERROR "Dear ImGui in ${IMGUI_SOURCE_DIR} is ${imgui_version}; 19200 or newer is needed")
endif()
add_library(imgui STATIC
  ${IMGUI_SOURCE_DIR}/imgui.cpp ${IMGUI_SOURCE_DIR}/imgui_draw.cpp
  ${IMGUI_SOURCE_DIR}/imgui_tables.cpp ${IMGUI_SOURCE_DIR}/imgui_widgets.cpp
  ${IMGUI_SOURCE_DIR}/misc/freetype/imgui_freetype.cpp ${IMGUI_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp
  ${IMGUI_SOURCE_DIR}/backends/imgui_impl_sdl2.cpp ${IMGUI_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${IMGUI_SOURCE_DIR} ${IMGUI_SOURCE_DIR}/backends
  ${IMGUI_SOURCE_DIR}/misc/freetype ${IMGUI_SOURCE_DIR}/misc/cpp)
target_compile_definitions(imgui PUBLIC IMGUI_USE_WCHAR32 IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
target_compile_options(imgui PRIVATE ${SANITIZE_FLAGS})
target_link_libraries(imgui PUBLIC PkgConfig::SDL PkgConfig::OPENGL PRIVATE PkgConfig::CAIRO ${CMAKE_DL_LIBS})
