// LeakSanitizer names a module only while it is loaded: in its builds modules stay loaded, so that
// tests/leaks.txt can tell what graphics drivers keep from what we lose.
#if defined(__SANITIZE_ADDRESS__)

extern "C" int dlclose(void* /*handle*/) noexcept {
    return 0;
}

#endif
