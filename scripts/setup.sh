# shellcheck shell=bash
# Set-up shared by ./run and ./test, which source it from the project's root: packages, configure, build.
# Progress goes to stderr in short lines; the long output goes to log files, whose failing part is shown.

# Exit codes of both scripts, besides those of the program or of ctest that they end with.
readonly exit_usage=2 exit_packages=3 exit_build=4 exit_missing=5
export exit_usage exit_missing

# One package a line: Debian's name (alternatives of other releases after |), then how to see on a system without
# dpkg whether it is there: a command, a header, a module of pkg-config, or nothing to look for.
readonly packages_cli="
g++                              command  g++
cmake                            command  cmake
ninja-build                      command  ninja
pkg-config                       command  pkg-config
libfmt-dev                       header   fmt/core.h
libexpected-dev                  header   tl/expected.hpp
nlohmann-json3-dev               header   nlohmann/json.hpp
libcli11-dev                     header   CLI/CLI.hpp
libboost1.81-dev|libboost-dev    header   boost/version.hpp
libxsimd-dev                     header   xsimd/xsimd.hpp
libeigen3-dev                    header   eigen3/Eigen/Core
libnlopt-dev                     header   nlopt.hpp
libtbb-dev                       header   oneapi/tbb.h
libsqlite3-dev                   header   sqlite3.h
nettle-dev                       header   nettle/sha2.h"
# Qt Charts is found by CMake only beside the OpenGL packages, which Qt merely recommends. A font, because a bare
# system has none and every label would be drawn as empty boxes.
readonly packages_window="
qt6-base-dev                     module   Qt6Widgets
qt6-charts-dev                   module   Qt6Charts
qt6-svg-dev                      module   Qt6Svg
libqt6opengl6-dev                module   Qt6OpenGL
libgl-dev                        header   GL/gl.h
libegl-dev                       header   EGL/egl.h
libopengl-dev                    module   opengl
fonts-dejavu-core                nothing  -"
readonly packages_bench="
libbenchmark-dev                 header   benchmark/benchmark.h"
readonly packages_wayland="
qt6-wayland                      nothing  -"
export packages_cli packages_window packages_bench packages_wayland

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() {
    local code=$1
    shift
    say "$@"
    exit "$code"
}

# show_failure LOG: the part of a log that says what failed, or its end when nothing stands out.
show_failure() {
    local found
    found=$(grep -n -E -A 6 '(^|[^a-z])(error|FAILED|Error|E):|^FAILED|CMake Error|undefined reference' "$1" | head -n 60)
    printf '%s\n' "${found:-$(tail -n 30 "$1")}" >&2
    say "the whole log: $1"
}

# is_present PROBE WHAT: whether a package is there on a system without dpkg.
is_present() {
    case $1 in
        command) command -v "$2" >/dev/null ;;
        header) printf '#include <%s>\n' "$2" | g++ -std=c++20 -E -x c++ - >/dev/null 2>&1 ;;
        module) pkg-config --exists "$2" 2>/dev/null ;;
        *) true ;;
    esac
}

as_root() { if [ "$(id -u)" -eq 0 ]; then env "$@"; else sudo env "$@"; fi; }

# need_packages LIST...: installs what is missing. Costs one dpkg-query when nothing is.
need_packages() {
    local names probe what name installed missing=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        while read -r names probe what; do
            [ -z "$names" ] || is_present "$probe" "$what" || missing+=("${names%%|*}")
        done <<<"$*"
        [ ${#missing[@]} -eq 0 ] && return
        die $exit_packages "this is not a Debian system. Install what Debian calls: ${missing[*]} - then start again."
    fi

    # shellcheck disable=SC2046,SC2016
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' \
        $(awk '{ gsub(/[|]/, " ", $1); print $1 }' <<<"$*") 2>/dev/null | awk '$1 == "installed" { print $2 }' | tr '\n' ' ' || true)"
    while read -r names _; do
        [ -z "$names" ] && continue
        for name in ${names//|/ }; do
            [[ $installed == *" $name "* ]] && continue 2
        done
        missing+=("$names")
    done <<<"$*"
    [ ${#missing[@]} -eq 0 ] && return
    install_packages "${missing[@]}"
}

# install_packages NAME...: by apt. A name may offer alternatives (a|b): the first that the system's sources know.
install_packages() {
    local log=build/packages.log names name chosen=()
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        die $exit_packages "packages are missing and there is no sudo. As root: apt-get install ${*%%|*} - then start again."
    fi
    say "installing $# packages (log: $log)"
    # A failed update is not yet a failure: the lists that are there may do.
    as_root DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 </dev/null ||
        say "apt-get update failed, going on with the package lists that are there"
    for names in "$@"; do
        for name in ${names//|/ }; do
            apt-cache show "$name" >/dev/null 2>&1 && break
        done
        chosen+=("$name")
    done
    if ! as_root DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q \
        --no-install-recommends "${chosen[@]}" >>"$log" 2>&1 </dev/null; then
        show_failure "$log"
        die $exit_packages "cannot install: ${chosen[*]}. Is there a network, and does apt-get update work?"
    fi
}

# configure PRESET [CMAKE OPTION...]: into build/PRESET, once; again when the options or the presets changed.
configure() {
    local preset=$1 folder=build/$1 log=build/$1.configure.log stamp wanted
    shift
    stamp=$folder/.configured-by-script
    wanted="$PWD $* $(cksum <CMakePresets.json)"
    [ -f "$folder/build.ninja" ] && [ -f "$stamp" ] && [ "$(<"$stamp")" = "$wanted" ] && return
    # CMake refuses a cache that another place of the project left behind (the folder was moved or copied).
    if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
        say "$folder belongs to another place of the project, starting it anew"
        rm -rf "$folder"
    fi
    say "configuring $folder"
    if ! cmake --preset "$preset" "$@" >"$log" 2>&1 </dev/null; then
        show_failure "$log"
        die $exit_build "cannot configure. If packages changed, remove $folder and start again."
    fi
    printf '%s' "$wanted" >"$stamp"
}

# build PRESET [TARGET...]: all targets when none is named.
build() {
    local folder=build/$1 log=build/$1.log line shown=0 percent targets=()
    shift
    [ $# -eq 0 ] || targets=(--target "$@")
    say "building $folder (log: $log)"
    if ! cmake --build "$folder" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}" "${targets[@]}" 2>&1 </dev/null |
        while IFS= read -r line; do
            printf '%s\n' "$line"
            # A long build says every tenth that it is alive.
            if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] && ((BASH_REMATCH[2] >= 40)); then
                percent=$((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))
                if ((percent >= shown + 10 && percent < 100)); then
                    shown=$((percent - percent % 10))
                    say "  $shown %"
                fi
            fi
        done >"$log"; then
        show_failure "$log"
        if grep -q -E 'Killed|out of memory|Cannot allocate' "$log"; then
            die $exit_build "the build ran out of memory. Try: CMAKE_BUILD_PARALLEL_LEVEL=1 $0"
        fi
        die $exit_build "the build failed. After a change of compiler or packages, remove $folder and start again."
    fi
}

# has_target PRESET NAME: whether this version of the project has that program.
has_target() {
    ninja -C "build/$1" build.ninja >/dev/null 2>&1 || true  # takes in files that came since it was configured
    ninja -C "build/$1" -t query "$2" >/dev/null 2>&1
}
