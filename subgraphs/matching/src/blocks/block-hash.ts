import { randomInt } from "node:crypto";

// Another one in each process: nobody can make records up whose keys collide with somebody else's.
const SEED = randomInt(0x7fffffff);
const { imul } = Math;
const UNIT = "\u001f";

/** A text's number of 53 bits, 0 never: what stands for a block's key, or a name, in typed arrays. */
export function blockHash(family: string, ...parts: readonly string[]): number {
  let one = 0xdeadbeef ^ SEED;
  let other = 0x41c6ce57 ^ SEED;
  const text = parts.length === 1 ? `${family}${UNIT}${parts[0]}` : [family, ...parts].join(UNIT);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = imul(one ^ code, 2_654_435_761);
    other = imul(other ^ code, 1_597_334_677);
  }
  one = imul(one ^ (one >>> 16), 2_246_822_507) ^ imul(other ^ (other >>> 13), 3_266_489_909);
  other = imul(other ^ (other >>> 16), 2_246_822_507) ^ imul(one ^ (one >>> 13), 3_266_489_909);
  return (2_097_151 & other) * 4_294_967_296 + (one >>> 0) || 1;
}

/** The same in 32 bits, for what is compared and not looked up. */
export const shortHash = (family: string, text: string): number => blockHash(family, text) >>> 0;

/** A key of several 32-bit numbers. */
export function mixedHash(one: number, other: number, third: number): number {
  let low = imul(one ^ SEED, 2_654_435_761) ^ imul(other, 1_597_334_677);
  let high = imul(other ^ SEED, 2_246_822_507) ^ imul(one ^ third, 3_266_489_909);
  low = imul(low ^ (low >>> 15) ^ third, 2_246_822_507);
  high = imul(high ^ (high >>> 13) ^ low, 3_266_489_909);
  low ^= high >>> 16;
  return (2_097_151 & high) * 4_294_967_296 + (low >>> 0) || 1;
}
