import { isIP, type LookupFunction } from "node:net";

/** Leads a connection to an address that was checked, whatever is asked: one kind of them may not be reached from here. */
export function onlyTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all }, done) => {
    const [first] = found;
    if (all === true || first === undefined) done(null, found);
    else done(null, first.address, first.family);
  };
}
