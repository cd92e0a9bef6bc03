import { isIP, type LookupFunction } from "node:net";
import type { EgressSettings } from "./outside-url";
import { allowedAddresses, type Resolve } from "./resolve-public";

/**
 * Looks a host up for a socket that is about to open, and leads it to addresses that were checked in that very moment: a
 * name that was public when it was registered, or a second ago, may lead elsewhere now. Addresses that are written as
 * numbers aren't looked up by anybody: whoever connects checks those itself.
 */
export function guardedLookup(resolve: Resolve, settings: EgressSettings): LookupFunction {
  return (host, { all }, done) => {
    allowedAddresses(host.replace(/\.$/, "").toLowerCase(), resolve, settings).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (all === true || first === undefined) done(null, found);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}
