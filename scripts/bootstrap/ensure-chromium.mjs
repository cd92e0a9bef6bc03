import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The browser for the test of the hub's pages: the one that ACTIONLINE_CHROMIUM names, one on the PATH, or, for root on
 * Debian, the distribution's own, installed. Where there is none, says so and how to get one; the test then tells it too.
 */
export function ensureChromium() {
  const found = process.env.ACTIONLINE_CHROMIUM || onPath();
  if (found) return found;
  const told = isDebian() && process.getuid?.() === 0 ? install() : "only root on Debian can have it installed here";
  const installed = onPath();
  if (!installed) {
    console.error(`The browser test needs Chromium, and ${told}: install it, or name a Chromium by ACTIONLINE_CHROMIUM.`);
  }
  return installed;
}

function install() {
  console.error("Installing Debian's chromium for the browser test (once)…");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...parameters) => spawnSync("apt-get", parameters, { env: environment, encoding: "utf8", timeout: 300_000 });
  run("update", "-q");
  const { status, stderr } = run("install", "-q", "-y", "--no-install-recommends", "chromium");
  return status === 0 ? "it was installed" : `apt-get couldn't install it (${(stderr || "").trim().split("\n").at(-1)})`;
}

function isDebian() {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, "utf8"));
}

function onPath() {
  const folders = (process.env.PATH || "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null;
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
