import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { type EgressSettings, hostOf } from "./outside-url";
import { isLoopback, isPublicAddress } from "./public-address";

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

/** A host that isn't spoken to, since some of its addresses, or it itself, belong to no one on the Internet. */
export class AddressRefused extends Error {}

/**
 * The addresses of a host that may be connected to, looked up at this moment. Rejects with AddressRefused where any of them
 * isn't public. Who connects must take one of these and look up nothing again: the second answer may be another.
 */
export async function allowedAddresses(host: string, resolve: Resolve, { allowLocal }: EgressSettings): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  if (addresses.length > MOST_ADDRESSES) throw new AddressRefused(`${host} has ${addresses.length} addresses`);
  if (addresses.every(isPublicAddress)) return addresses;
  if (allowLocal && isOfThisMachine(host) && addresses.every(isLoopback)) return addresses;
  throw new AddressRefused(`${host} leads to an address that isn't public`);
}

/** The same for a whole address; null where it may not be spoken to. */
export async function resolvePublic(url: URL, resolve: Resolve, settings: EgressSettings): Promise<readonly string[] | null> {
  const addresses = await allowedAddresses(hostOf(url), resolve, settings).catch(() => null);
  return url.protocol === "https:" || addresses?.every(isLoopback) === true ? addresses : null;
}

function isOfThisMachine(host: string): boolean {
  return isLoopback(host) || host === "localhost";
}
