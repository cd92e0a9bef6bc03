import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** No tool that we start may send anything about its use. */
const SILENT = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1", NO_UPDATE_NOTIFIER: "1" };

const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/** Installs and builds what is missing or out of date, and only that. */
export async function prepare() {
  if (!isInstalled()) await install();
  await build();
}

/** Whether node_modules holds the very versions of the lock file. Its content is compared, since a checkout changes times. */
export function isInstalled() {
  const installed = join(ROOT, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(installed, "utf8")).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional, link }]) =>
      !place.includes("node_modules/") || optional || (present[place] && (link || present[place].version === version)),
  );
}

const NO_REGISTRY =
  "The packages can't be downloaded because this machine doesn't reach the npm registry: " +
  "connect it, or set npm's registry or proxy, and type the same command again.";

async function install() {
  // npm itself tries an unreachable registry for many minutes. What an earlier install kept may still do.
  const offline = (await reachesRegistry()) ? [] : ["--offline"];
  const parameters = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1", ...offline];
  const { code, errors } = await runNpm(parameters, "Installing the packages of the lock file (once)");
  if (code === 0) return;
  if (offline.length > 0 || UNREACHABLE.test(errors)) stop(NO_REGISTRY);
  if (/ENOSPC/.test(errors)) stop("The disk is full: free about 1 GB and type the same command again.");
  if (/EACCES|EROFS|EPERM/.test(errors)) {
    stop(`${ROOT} can't be written to: give yourself the right, or clone the project into a folder of your own.`);
  }
  process.stderr.write(errors);
  stop("npm couldn't install the packages; what it said stands above.");
}

/** Any answer counts. Behind a proxy only npm knows the way, so that it is trusted to find it. */
async function reachesRegistry() {
  const proxies = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "npm_config_proxy", "npm_config_https_proxy"];
  if (proxies.some((name) => process.env[name])) return true;
  const { errors: said } = await runNpm(["config", "get", "registry"], "Asking npm for its registry");
  const address = said.split("\n").find((line) => line.startsWith("http"));
  if (address === undefined) return true;
  return fetch(address.trim(), { method: "HEAD", signal: AbortSignal.timeout(8000) }).then(
    () => true,
    () => false,
  );
}

/** turbo compares the sources with what it built last: nothing changed means nothing built. */
async function build() {
  const turbo = join(ROOT, "node_modules/turbo/bin/turbo");
  const { code, errors } = await run(
    process.execPath,
    [turbo, "run", "build", "--output-logs=errors-only", "--no-color", "--no-daemon"],
    "Building",
  );
  if (code === 0) return;
  process.stderr.write(errors);
  stop("The build failed; what the compiler said stands above.");
}

const runNpm = (parameters, what) => {
  const script = process.env.npm_execpath;
  return script && /\.c?js$/.test(script) ? run(process.execPath, [script, ...parameters], what) : run("npm", parameters, what);
};

/** Runs a program quietly; says what is going on once it takes longer than a second, and how long every ten. */
function run(program, parameters, what) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(program, parameters, { cwd: ROOT, env: { ...process.env, ...SILENT }, stdio: ["ignore", "pipe", "pipe"] });
    const parts = [];
    child.stdout.on("data", (part) => parts.push(part));
    child.stderr.on("data", (part) => parts.push(part));
    const seconds = () => Math.round((Date.now() - started) / 1000);
    let told = 0;
    const timer = setInterval(() => {
      if (told === 0) console.error(`${what}…`);
      else if (told % 10 === 0) console.error(`${what}… ${seconds()} s`);
      told += 1;
    }, 1000);
    const end = (code, error) => {
      clearInterval(timer);
      if (told > 0 && code === 0) console.error(`${what}: done in ${seconds()} s.`);
      resolve({ code, errors: Buffer.concat(parts).toString() + error });
    };
    child.once("error", (error) => end(1, String(error)));
    child.once("close", (code) => end(code === null ? 1 : code, ""));
  });
}

export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a program with this terminal's own input and output; tells its exit code. */
export function runHere(program, parameters, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd: ROOT, env: { ...process.env, ...SILENT, ...environment }, stdio: "inherit" });
    // Ctrl-C reaches the child by the terminal; this process waits for it to end in order.
    const wait = () => undefined;
    process.on("SIGINT", wait);
    child.once("error", () => resolve(1));
    child.once("exit", (code, signal) => {
      process.off("SIGINT", wait);
      resolve(code === null ? (signal === "SIGINT" ? 130 : 1) : code);
    });
  });
}
