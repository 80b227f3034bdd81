# Copies the tests into the build tree (modules resolve beside them there) and installs the pinned packages, once.
# cmake -DSOURCE=<tests/sdk> -DBUILD=<directory> -DNPM=<npm> -P prepare.cmake
file(GLOB parts ${SOURCE}/*.mjs ${SOURCE}/support)
file(COPY ${parts} ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${BUILD})

file(SHA256 ${SOURCE}/package-lock.json wanted)
set(stamp ${BUILD}/node_modules/.installed)
if(EXISTS ${stamp})
  file(READ ${stamp} installed)
endif()
if(NOT installed STREQUAL wanted)
  execute_process(
    COMMAND ${NPM} ci --no-audit --no-fund --ignore-scripts --prefer-offline
    WORKING_DIRECTORY ${BUILD}
    COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${stamp} ${wanted})
endif()
