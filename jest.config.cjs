const { readFileSync } = require("node:fs");

/** One run over the whole house: unit tests beside their source, and `test/` for what needs the whole hub. */
module.exports = {
  testEnvironment: "node",
  roots: ["schema", "subgraphs", "gateway", "scripts", "test"].map((folder) => `<rootDir>/${folder}`),
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
  modulePathIgnorePatterns: ["/dist/"],
  transform: { "^.+\\.ts$": ["@swc/jest", { ...JSON.parse(readFileSync(`${__dirname}/.swcrc`, "utf8")), swcrc: false }] },
  moduleNameMapper: {
    "^@actionline/schema/(?!package)(.*)$": "<rootDir>/schema/src/$1",
    "^@actionline/(gateway|scripts)/(.*)$": "<rootDir>/$1/src/$2",
    "^@actionline/(kit|log|matching|mirror|registry|findings|notices|plan|stakeholders|teams|stocktaking|budgets|agencies)/(.*)$":
      "<rootDir>/subgraphs/$1/src/$2",
  },
  // TypeGraphQL reads decorators through it; the command's entry loads it first, as this does for tests.
  setupFiles: ["reflect-metadata"],
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
  // Long: a test waits for a machine that other work shares, and no test judges its time.
  testTimeout: 120_000,
};
