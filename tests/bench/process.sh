# What a running program costs, read from /proc; sourced by the benches.

# A process and all below it, one id a line.
family() {
    local id
    echo "$1"
    for id in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
        family "$id"
    done
}

# Processor time of a process and its children, those that have ended included, in clock ticks.
ticks() {
    local id
    for id in $(family "$1"); do
        cat "/proc/$id/stat" 2>/dev/null || true
    done | awk '{ sub(/^.*\) /, ""); n += $12 + $13 + $14 + $15 } END { print n + 0 }'
}

# Wake-ups: voluntary context switches of every thread.
wake_ups() {
    local id
    for id in $(family "$1"); do
        cat /proc/"$id"/task/*/status 2>/dev/null || true
    done | awk '/^voluntary_ctxt_switches/ { n += $2 } END { print n + 0 }'
}

# Resident and proportional memory of a process and its children, in MB: "RSS PSS".
memory_mb() {
    local id
    for id in $(family "$1"); do
        cat "/proc/$id/smaps_rollup" 2>/dev/null || true
    done | awk '/^Rss:/ { r += $2 } /^Pss:/ { p += $2 } END { printf "%d %d\n", r / 1024, p / 1024 }'
}

# Ends a process of ours: SIGTERM, SIGKILL after five seconds.
end_program() {
    local _
    kill -TERM "$1" 2>/dev/null || return 0
    for _ in {1..100}; do
        [[ -d /proc/$1 && $(awk '{ sub(/^.*\) /, ""); print $1 }' "/proc/$1/stat" 2>/dev/null) != Z ]] || break
        sleep 0.05
    done
    kill -KILL "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

# Share of one core over a while: percent_and_wakes PID SECONDS prints "PERCENT WAKE-UPS_PER_SECOND".
percent_and_wakes() {
    local ticks_before wakes_before began ended
    ticks_before=$(ticks "$1") wakes_before=$(wake_ups "$1") began=$(date +%s%N)
    sleep "$2"
    ended=$(date +%s%N)
    awk -v ticks=$(($(ticks "$1") - ticks_before)) -v wakes=$(($(wake_ups "$1") - wakes_before)) \
        -v seconds="$(((ended - began) / 1000000))e-3" -v hz="$(getconf CLK_TCK)" \
        'BEGIN { printf "%.2f %.1f\n", 100 * ticks / hz / seconds, wakes / seconds }'
}
