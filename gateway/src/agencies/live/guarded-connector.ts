import { createHash, X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { guardedLookup } from "@actionline/kit/egress/guarded-lookup";
import { type EgressSettings, outsideUrl } from "@actionline/kit/egress/outside-url";
import { isLoopback, isPublicAddress } from "@actionline/kit/egress/public-address";
import { AddressRefused, type Resolve } from "@actionline/kit/egress/resolve-public";
import { type ConnectOptions, type Connector, connectorOf, type MakeConnector } from "../../engine/transport/http/connector";
import { sourceFault } from "../../engine/transport/source-faults";
import type { AgencyPolicy } from "../agency-policy";

export interface GuardedConnectorOptions extends EgressSettings {
  readonly subgraph: string;
  /** As it was published. */
  readonly url: URL;
  readonly policy: AgencyPolicy;
  readonly resolve: Resolve;
}

/**
 * Opens sockets to one agency's server and to nothing else: the host and port that were registered, over TLS whose
 * certificate is checked, at an address that was looked up and judged in the same moment. A socket stays where it was
 * opened to, so that what was judged holds for as long as it lives.
 */
export function guardedConnector({ subgraph, url, policy, resolve, allowLocal }: GuardedConnectorOptions): MakeConnector {
  const secured: ConnectOptions = {
    lookup: guardedLookup(resolve, { allowLocal }),
    // Said rather than left to the environment, which could turn it off.
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    ...(policy.authority !== null && { ca: policy.authority }),
  };
  const blocked = (why: string) => sourceFault(subgraph, "SOURCE_ADDRESS_BLOCKED", new Error(why));
  const notAllowed = notAllowedWhy(url, policy, allowLocal);
  const mayBe = (address: string): boolean => isPublicAddress(address) || (allowLocal && isLoopback(address));
  const guarded =
    (connect: Connector): Connector =>
    (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, "");
      if (notAllowed !== null) return callback(blocked(notAllowed), null);
      if (isIP(host) !== 0 && !mayBe(host)) return callback(blocked(`${host} isn't public`), null);
      connect(options, (...[error, socket]) => {
        if (error !== null) return callback(error instanceof AddressRefused ? blocked(error.message) : error, null);
        const wrong = wrongWith(socket, policy, mayBe);
        if (wrong === null) return callback(null, socket);
        socket.on("error", () => undefined).destroy();
        callback(wrong.blocks ? blocked(wrong.why) : sourceFault(subgraph, "SOURCE_UNAVAILABLE", new Error(wrong.why)), null);
      });
    };
  return (onread) => guarded(connectorOf(policy.connectMs, secured, onread));
}

/** Why an address is none that an agency may be asked at; null where it is one. */
function notAllowedWhy(url: URL, { hosts, ports }: AgencyPolicy, allowLocal: boolean): string | null {
  const { hostname, host, protocol, port } = url;
  try {
    // It was looked at when it was registered; what isn't checked here again hangs on who wrote it to the database.
    outsideUrl(url.href, { what: "The agency's address", allowLocal, ports });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (hosts === null) return null;
  const withPort = port === "" ? `${hostname}:${protocol === "https:" ? 443 : 80}` : host;
  return hosts.includes(hostname) || hosts.includes(withPort) ? null : `${withPort} isn't among the agency's registered hosts`;
}

function wrongWith(
  socket: Socket | TLSSocket,
  { pins }: AgencyPolicy,
  mayBe: (address: string) => boolean,
): { readonly why: string; readonly blocks: boolean } | null {
  const address = socket.remoteAddress ?? "";
  if (!mayBe(address)) return { why: `it connected to ${address}, which isn't public`, blocks: true };
  if (pins === null) return null;
  const pin = socket instanceof TLSSocket ? pinOf(socket) : null;
  return pin !== null && pins.includes(pin) ? null : { why: `its certificate's key ${pin} isn't pinned`, blocks: false };
}

/** SHA-256 of a certificate's public key. */
function pinOf(socket: TLSSocket): string | null {
  const { raw } = socket.getPeerCertificate();
  if (raw === undefined) return null;
  const key = new X509Certificate(raw).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}
