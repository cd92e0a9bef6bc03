import { isIP } from "node:net";
import { hubError } from "../hub-error";
import { isLoopback, isPublicAddress } from "./public-address";

/** What an operator may set about where the hub goes by itself. */
export interface EgressSettings {
  /** Lets addresses lead to this machine itself, by http too: for tests and demonstrations only. */
  readonly allowLocal: boolean;
}

/** What is asked of one kind of addresses. */
export interface UrlRules extends EgressSettings {
  /** What the address is, for the sentences that refuse it, such as "A webhook's address". */
  readonly what: string;
  /** Ports beside 443 and 8443. */
  readonly ports?: readonly number[] | undefined;
}

const MOST_CHARACTERS = 2_000;
/** What those who are meant to be asked listen on; other ports are other services. */
const PORTS = ["", "443", "8443"];
/** Names that lead nowhere outside of one network. */
const INTERNAL = /(?:^|\.)(?:localhost|local|internal|intranet|home|lan|corp|arpa|onion|test|invalid|example)$/;

/** An address that somebody gave, as the hub keeps it; refuses with BAD_INPUT what it would never go to. */
export function outsideUrl(text: string, rules: UrlRules): URL {
  const refusal = refusalOf(text, rules);
  if (refusal !== null) throw hubError("BAD_INPUT", refusal);
  return new URL(text);
}

/** Why the hub wouldn't go to an address; null where it would, if its name leads to a public address then. */
function refusalOf(text: string, { what, allowLocal, ports = [] }: UrlRules): string | null {
  if (text.length > MOST_CHARACTERS) return `${what} takes at most ${MOST_CHARACTERS} characters.`;
  // URL parsers drop tabs and line breaks and turn a backslash into a slash: what was checked must be what is asked.
  if (!/^[\x21-\x7e]+$/.test(text) || /[\\#]/.test(text) || !URL.canParse(text)) {
    return `${what} is an https address in plain characters, without a fragment, such as https://example.org/actionline.`;
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return `${what} holds no user name and no password; the hub's signature tells who asks.`;
  const host = hostOf(url);
  if (isLoopback(host) || host === "localhost") {
    if (!allowLocal)
      return `${what} leads to a public host; this is the hub's own machine, where only a hub on trial asks ("npm start" without --data).`;
    return url.protocol === "https:" || url.protocol === "http:" ? null : `${what} begins with https.`;
  }
  if (url.protocol !== "https:") return `${what} begins with https.`;
  const open = [...PORTS, ...ports.map(String)];
  if (!open.includes(url.port)) return `${what} is reached on port ${open.slice(1).join(" or ")}.`;
  const leadsNowhere = isIP(host) === 0 ? !host.includes(".") || INTERNAL.test(host) : !isPublicAddress(host);
  return leadsNowhere ? `${what} leads to a public host.` : null;
}

/** The host that a URL names, as it is looked up: no brackets, no dot at its end. */
export function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}
