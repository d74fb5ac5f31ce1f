# SPDX-License-Identifier: GPL-3.0-or-later
# A layer is a folder below src/ and one static library of the same name. Every *.cpp in it belongs to it,
# except main.cpp, which belongs to a program.

add_library(activitybridge_options INTERFACE)
target_compile_options(activitybridge_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor
    $<$<BOOL:${ACTIVITYBRIDGE_WERROR}>:-Werror>)
target_compile_definitions(activitybridge_options INTERFACE
    ACTIVITYBRIDGE_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_include_directories(activitybridge_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # -fpch-preprocess lets ccache see through a precompiled header.
    target_compile_options(activitybridge_options INTERFACE -fcoroutines -fpch-preprocess)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(activitybridge_options INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()

if(ACTIVITYBRIDGE_SANITIZE)
    target_compile_options(activitybridge_options INTERFACE
        -fsanitize=${ACTIVITYBRIDGE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
        # These three look at every access and cost a quarter of the compile time; ASan stops where null is really read.
        -fno-sanitize=null,alignment,object-size)
    target_link_options(activitybridge_options INTERFACE -fsanitize=${ACTIVITYBRIDGE_SANITIZE})
    # g++ 12 sees std::optional<QString> as uninitialized once the sanitizers have instrumented it; without them, and
    # with clang++, the warning stays on.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(activitybridge_options INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()

# Parsing Qt's and the library's headers is most of the time of a build: two targets parse them once for all others, with the
# fewest definitions that any of them has, so that their result is valid everywhere.
function(add_precompiled name)
    add_library(precompiled_${name} OBJECT "${CMAKE_SOURCE_DIR}/cmake/pch/${name}.cpp")
    target_link_libraries(precompiled_${name} PRIVATE activitybridge_options ${ARGN})
    target_precompile_headers(precompiled_${name} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${CMAKE_SOURCE_DIR}/cmake/pch/${name}.h>")
    set_target_properties(precompiled_${name} PROPERTIES AUTOMOC OFF)
endfunction()
add_precompiled(core Qt6::Core tl::expected)
add_precompiled(coroutines Qt6::Core tl::expected QCoro6::Core)

function(precompile target)
    set(header core)
    get_target_property(links ${target} LINK_LIBRARIES)
    foreach(layer IN ITEMS net auth hubspot salesforce engine engine_rig fault_scenarios simulation_parts profiles cli app gui window_stage
        test_support sandbox_support)
        if("${target}" STREQUAL "${layer}" OR layer IN_LIST links)
            set(header coroutines)
        endif()
    endforeach()
    target_precompile_headers(${target} REUSE_FROM precompiled_${header})
endfunction()

# add_layer(NAME DEPENDS lib...) makes the static library NAME from src/NAME; nothing if the folder has no source yet.
function(add_layer name)
    cmake_parse_arguments(LAYER "" "" "DEPENDS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/${name}/*.cpp" "${CMAKE_SOURCE_DIR}/src/${name}/*.h"
        "${CMAKE_SOURCE_DIR}/src/${name}/*.qrc")
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    file(GLOB resources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/${name}/*.qrc")
    add_library(${name} STATIC ${sources})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX AUTORCC ON)
    target_link_libraries(${name} PUBLIC activitybridge_options ${LAYER_DEPENDS})
    precompile(${name})
endfunction()

# add_program(NAME MAIN file LAYER layer) links one main.cpp with the topmost layer it builds its graph from.
function(add_program name)
    cmake_parse_arguments(PROGRAM "" "MAIN;LAYER" "" ${ARGN})
    if(EXISTS "${CMAKE_SOURCE_DIR}/${PROGRAM_MAIN}")
        add_executable(${name} "${PROGRAM_MAIN}")
        target_link_libraries(${name} PRIVATE ${PROGRAM_LAYER})
        set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
    endif()
endfunction()

# add_unit_tests(FOLDER lib...) makes one test program of every tests/FOLDER/tst_*.cpp, linked with the named layers.
function(add_unit_tests folder)
    file(GLOB tests CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${folder}/tst_*.cpp")
    foreach(test IN LISTS tests)
        get_filename_component(name "${test}" NAME_WE)
        set(target "${name}_${folder}")
        add_executable(${target} "${test}")
        target_link_libraries(${target} PRIVATE test_support ${ARGN} Qt6::Test)
        target_compile_definitions(${target} PRIVATE "TEST_DATA=\"${CMAKE_SOURCE_DIR}/tests/golden\"")
        set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
        precompile(${target})
        set_property(GLOBAL APPEND PROPERTY tests_of_${folder} ${target})
        add_test(NAME ${folder}.${name} COMMAND ${target})
        set_tests_properties(${folder}.${name} PROPERTIES LABELS ${folder} TIMEOUT 300
            ENVIRONMENT "TZ=UTC;LC_ALL=C.UTF-8;QT_QPA_PLATFORM=offscreen;ACTIVITYBRIDGE_BIN=${CMAKE_BINARY_DIR}/bin")
    endforeach()
endfunction()
