#!/usr/bin/env bash
# Installs node-llama-cpp into node_modules/ beside this file (ignored by git): the version with the same llama.cpp as PromptOpt, without
# optional packages and install scripts, so that nothing is built or downloaded besides, plus the one package with this platform's
# libraries. 83 MB on disk. Does nothing when that version is there already.
set -euo pipefail
cd "$(dirname "$0")"
version=$(node -p 'require("./package.json").dependencies["node-llama-cpp"]')
platform=$(node -p '({ linux: "linux", darwin: "mac", win32: "win" })[process.platform] + "-" + process.arch')
[ "$platform" != mac-arm64 ] || platform=mac-arm64-metal

installed() { node -p 'require(`./node_modules/${process.argv[1]}/package.json`).version' "$1" 2>/dev/null || true; }
if [ "$(installed node-llama-cpp)" = "$version" ] && [ "$(installed "@node-llama-cpp/$platform")" = "$version" ]; then exit 0; fi

npm install --omit=optional --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --no-update-notifier \
  "node-llama-cpp@$version" "@node-llama-cpp/$platform@$version" >&2
[ "$(installed "@node-llama-cpp/$platform")" = "$version" ] || { echo "npm brought no node-llama-cpp $version for $platform" >&2; exit 1; }
