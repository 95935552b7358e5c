# Checks of the tree itself, run as tests. Label "once": they do not depend on the compiler or its options.
add_test(NAME check_layers COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/check_layers.py ${CMAKE_SOURCE_DIR})
add_test(NAME check_headers COMMAND sh ${CMAKE_SOURCE_DIR}/tools/check_headers.sh ${CMAKE_SOURCE_DIR})
add_test(NAME check_install COMMAND sh ${CMAKE_SOURCE_DIR}/tools/check_install.sh ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
set_tests_properties(check_layers check_headers PROPERTIES LABELS once)
set_tests_properties(check_install PROPERTIES LABELS "once;medium")
add_test(NAME check_format COMMAND sh ${CMAKE_SOURCE_DIR}/tools/check_format.sh ${CMAKE_SOURCE_DIR})
set_tests_properties(check_format PROPERTIES LABELS "once;medium")
