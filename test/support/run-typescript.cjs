/**
 * Lets a child process of a test run the sources as jest does, without a build:
 * `node -r ./test/support/run-typescript.cjs test/support/a-child.ts`. It compiles with the repository's swc settings
 * and reads the house's names from jest's own map, so that a child and its parent run the same code.
 */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { resolve } = require("node:path");
const { transformSync } = require("@swc/core");
const { moduleNameMapper } = require("../../jest.config.cjs");

const root = resolve(__dirname, "../..");
const settings = { ...JSON.parse(readFileSync(`${root}/.swcrc`, "utf8")), swcrc: false, sourceMaps: "inline" };
const names = Object.entries(moduleNameMapper).map(([pattern, target]) => [new RegExp(pattern), target.replace("<rootDir>", root)]);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const found = names.find(([pattern]) => pattern.test(request));
  return resolveFilename.call(this, found === undefined ? request : request.replace(...found), ...rest);
};

Module._extensions[".ts"] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, "utf8"), { ...settings, filename }).code, filename);
};

process.setSourceMapsEnabled(true);
require("reflect-metadata");
