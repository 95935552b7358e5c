# fuzz/fuzz_NAME.c with fuzz/corpus/NAME: a test that replays the corpus, and with STM_FUZZ (clang) a libFuzzer program:
#   CC=clang cmake -G Ninja -S . -B build-fuzz -DSTM_FUZZ=ON && ninja -C build-fuzz fuzz_html
#   build-fuzz/fuzz_html -max_total_time=300 -max_len=20000 /tmp/found fuzz/corpus/html
file(GLOB FUZZ_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/fuzz/fuzz_*.c)
foreach(file ${FUZZ_SOURCES})
  get_filename_component(name ${file} NAME_WE)
  string(REPLACE "fuzz_" "" target ${name})
  add_executable(replay_${target} ${file} fuzz/fuzz.c fuzz/replay.c)
  target_include_directories(replay_${target} PRIVATE fuzz)
  target_link_libraries(replay_${target} PRIVATE stemma-serve)
  add_test(NAME corpus_${target} COMMAND replay_${target} ${CMAKE_SOURCE_DIR}/fuzz/corpus/${target})
  if(STM_FUZZ)
    add_executable(${name} ${file} fuzz/fuzz.c)
    target_include_directories(${name} PRIVATE fuzz)
    target_link_libraries(${name} PRIVATE stemma-serve)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  endif()
endforeach()
