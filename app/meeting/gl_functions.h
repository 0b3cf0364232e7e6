// The OpenGL 3.3 functions the audience picture needs, loaded once per context.
#pragma once

#include <SDL.h>
#include <SDL_opengl.h>
#include <SDL_opengl_glext.h>
#include <stdexcept>
#include <string>

namespace app::meeting {

/// Make with the context current. Throws std::runtime_error if the driver lacks one.
struct GlFunctions {
    template <class Function>
    static Function load(const char* name) {
        auto* address = SDL_GL_GetProcAddress(name);
        if (address == nullptr)
            throw std::runtime_error(std::string("OpenGL lacks ") + name);
        return reinterpret_cast<Function>(address);
    }

    PFNGLCREATESHADERPROC create_shader = load<PFNGLCREATESHADERPROC>("glCreateShader");
    PFNGLSHADERSOURCEPROC shader_source = load<PFNGLSHADERSOURCEPROC>("glShaderSource");
    PFNGLCOMPILESHADERPROC compile_shader = load<PFNGLCOMPILESHADERPROC>("glCompileShader");
    PFNGLGETSHADERIVPROC get_shader = load<PFNGLGETSHADERIVPROC>("glGetShaderiv");
    PFNGLGETSHADERINFOLOGPROC get_shader_log = load<PFNGLGETSHADERINFOLOGPROC>("glGetShaderInfoLog");
    PFNGLDELETESHADERPROC delete_shader = load<PFNGLDELETESHADERPROC>("glDeleteShader");
    PFNGLCREATEPROGRAMPROC create_program = load<PFNGLCREATEPROGRAMPROC>("glCreateProgram");
    PFNGLATTACHSHADERPROC attach_shader = load<PFNGLATTACHSHADERPROC>("glAttachShader");
    PFNGLLINKPROGRAMPROC link_program = load<PFNGLLINKPROGRAMPROC>("glLinkProgram");
    PFNGLDELETEPROGRAMPROC delete_program = load<PFNGLDELETEPROGRAMPROC>("glDeleteProgram");
    PFNGLUSEPROGRAMPROC use_program = load<PFNGLUSEPROGRAMPROC>("glUseProgram");
    PFNGLGETUNIFORMLOCATIONPROC uniform_location = load<PFNGLGETUNIFORMLOCATIONPROC>("glGetUniformLocation");
    PFNGLUNIFORM1IPROC uniform_1i = load<PFNGLUNIFORM1IPROC>("glUniform1i");
    PFNGLUNIFORM1FPROC uniform_1f = load<PFNGLUNIFORM1FPROC>("glUniform1f");
    PFNGLUNIFORM4FPROC uniform_4f = load<PFNGLUNIFORM4FPROC>("glUniform4f");
    PFNGLUNIFORMMATRIX3FVPROC uniform_matrix3 = load<PFNGLUNIFORMMATRIX3FVPROC>("glUniformMatrix3fv");
    PFNGLACTIVETEXTUREPROC active_texture = load<PFNGLACTIVETEXTUREPROC>("glActiveTexture");
    PFNGLGENVERTEXARRAYSPROC gen_vertex_arrays = load<PFNGLGENVERTEXARRAYSPROC>("glGenVertexArrays");
    PFNGLBINDVERTEXARRAYPROC bind_vertex_array = load<PFNGLBINDVERTEXARRAYPROC>("glBindVertexArray");
    PFNGLDELETEVERTEXARRAYSPROC delete_vertex_arrays =
        load<PFNGLDELETEVERTEXARRAYSPROC>("glDeleteVertexArrays");
};

} // namespace app::meeting
