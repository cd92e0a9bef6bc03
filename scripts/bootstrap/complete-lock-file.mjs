import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Enters into the lock file the builds for other platforms that npm left out. A registry that doesn't carry them all
 * makes `npm install` drop them silently, and `npm ci` then refuses the lock file on every machine. Run it after an
 * install: `npm run lock`.
 */
const FILE = join(dirname(fileURLToPath(import.meta.url)), "../../package-lock.json");
const SYSTEMS = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  openharmony: "openharmony",
  win32: "win32",
  windows: "win32",
};
const PROCESSORS = {
  arm64: "arm64",
  x64: "x64",
  64: "x64",
  arm: "arm",
  ia32: "ia32",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  loong64: "loong64",
};

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const added = [];
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies || {})) {
    if (`node_modules/${name}` in lock.packages || `${place}/node_modules/${name}` in lock.packages) continue;
    lock.packages[`node_modules/${name}`] = entryOf(name, version, entry);
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "The lock file is complete." : `Entered ${added.length} builds for other platforms.`);

/** The platform stands in the package's name; one that doesn't follow this is for a person to enter. */
function entryOf(name, version, { dev, license }) {
  const words = name.slice(name.indexOf("/") + 1).split("-");
  const system = SYSTEMS[words.find((word) => word in SYSTEMS)];
  const processor = PROCESSORS[words.find((word) => word in PROCESSORS)];
  if (system === undefined || processor === undefined || !/^\d/.test(version)) {
    throw new Error(`${name}@${version} names no platform: enter it into package-lock.json by hand.`);
  }
  const library = words.includes("musl") ? { libc: ["musl"] } : words.includes("gnu") && system === "linux" ? { libc: ["glibc"] } : {};
  return { version, cpu: [processor], ...(dev && { dev }), ...library, license, optional: true, os: [system] };
}
