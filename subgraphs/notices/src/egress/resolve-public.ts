import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isLoopback, isPublicAddress } from "./public-address";
import { type EgressSettings, hostOf } from "./webhook-url";

/** All addresses that a name has at this moment. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const resolveBySystem: Resolve = async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

const MOST_ADDRESSES = 64;

/**
 * The addresses that may be connected to, looked up at this moment; null where the name has none, or has any that isn't
 * public. Who connects must take one of these and look up nothing again: the second answer may be another.
 */
export async function resolvePublic(url: URL, resolve: Resolve, { allowLocalWebhooks }: EgressSettings): Promise<readonly string[] | null> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (addresses.length === 0 || addresses.length > MOST_ADDRESSES) return null;
  if (allowLocalWebhooks && addresses.every(isLoopback) && (isLoopback(host) || host === "localhost")) return addresses;
  return url.protocol === "https:" && addresses.every(isPublicAddress) ? addresses : null;
}
