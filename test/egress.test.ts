import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Egress } from "./support/egress-witness";

/** Begins a process in a network of its own that has no way out: what it sends anywhere else is counted by the kernel. */
const APART = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const CHILD = ["-r", join(__dirname, "support/run-typescript.cjs"), join(__dirname, "support/egress-child.ts")];

/** Not every machine lets its users make networks; what a process asks its system for is watched on all of them. */
function mayBeApart(): boolean {
  try {
    execFileSync(APART[0] ?? "", [...APART.slice(1), "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const apart = mayBeApart();
if (!apart) console.warn("No network of its own can be made here: what a hub sends is watched within its process alone.");

interface Told extends Egress {
  readonly urls: number;
  readonly listed: number;
  readonly refused: number;
}

async function told(mode: "guarded" | "bare"): Promise<Told> {
  const [program = "", ...words] = [...(apart ? APART : []), process.execPath, ...CHILD, mode];
  // A proxy of the environment's is nobody's way out either.
  const env = { ...process.env, HTTP_PROXY: "http://10.9.9.9:3128", HTTPS_PROXY: "http://10.9.9.9:3128", NO_PROXY: "" };
  const { stdout } = await promisify(execFile)(program, words, { env, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Told;
}

const WAYS_BESIDE_HOSTED = 4;

it("E21: whatever a hub is led to, by redirects, names and addresses, nothing of it goes anywhere but where it may", async () => {
  const { urls, listed, refused, addresses, names, withoutRoute } = await told("guarded");
  expect(refused).toBe(urls + (urls - listed) * WAYS_BESIDE_HOSTED);
  expect(addresses).toEqual([]);
  expect(names).toEqual([]);
  if (apart) expect(withoutRoute).toBe(0);
});

it("E21, control: what follows one redirect is seen", async () => {
  const { addresses, withoutRoute } = await told("bare");
  expect(addresses).toContain("169.254.169.254");
  if (apart) expect(withoutRoute).toBeGreaterThan(0);
});
