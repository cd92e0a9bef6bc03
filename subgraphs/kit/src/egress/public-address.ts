import ipaddr from "ipaddr.js";

/** Where the global unicast addresses of IPv6 stand; all else is for one network, for documents, or for nobody. */
const GLOBAL = ipaddr.IPv6.parseCIDR("2000::/3");

/** Within it: what carries an IPv4 address or leads through a relay, and what is reserved or for documents. */
const NOT_PUBLIC = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map((range) => ipaddr.IPv6.parseCIDR(range));

/** Whether an address, as the resolver gave it, is one that anybody on the Internet may be asked at. */
export function isPublicAddress(text: string): boolean {
  // A zone names an interface of this machine.
  if (!ipaddr.isValid(text) || text.includes("%")) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return address.match(GLOBAL) && !NOT_PUBLIC.some((range) => address.match(range));
}

/** Whether an address leads back to this machine alone. */
export function isLoopback(text: string): boolean {
  return ipaddr.isValid(text) && !text.includes("%") && ipaddr.parse(text).range() === "loopback";
}
