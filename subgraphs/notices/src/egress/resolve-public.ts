import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { isLoopback, isPublicAddress } from "./public-address";
import { type EgressSettings, hostOf } from "./webhook-url";

/** All addresses that a name has at this moment. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * Asks the name servers themselves, for a few seconds at most: the system's own lookup has four threads for all that this
 * process does, and names whose servers never answer would take every one of them.
 *
 * @param servers those to ask, as "address:port"; the system's where not given
 */
export function resolveByServers(servers?: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return async (host) => {
    // No name server knows this machine.
    if (host === "localhost") return (await lookup(host, { all: true })).map(({ address }) => address);
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return found.flatMap((addresses) => (addresses.status === "fulfilled" ? addresses.value : []));
  };
}

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
