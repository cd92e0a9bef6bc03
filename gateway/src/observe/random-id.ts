import { randomFillSync } from "node:crypto";

/** Asking the system for randomness costs the same for a few bytes as for many. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/** That many random bytes in hexadecimal; never all zeros, which the W3C takes for no id. */
export function randomId(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.toString("hex", used, used + bytes);
  used += bytes;
  return /[^0]/.test(id) ? id : randomId(bytes);
}
