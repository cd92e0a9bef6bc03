import { outsideUrl } from "@actionline/kit/egress/outside-url";
import { GraphQLError } from "graphql";
import type { Collection, Db } from "mongodb";
import type { Problem } from "../problem";
import type { PublishInput } from "./publish-input";

/** An address of an agency's, as host and port. */
interface StoredHost {
  readonly _id: string;
  readonly agency: string;
  readonly host: string;
  readonly approvedBy: string;
  readonly at: Date;
}

/** A publish that waits for its address to be approved. */
interface Pending {
  /** The agency. */
  readonly _id: string;
  readonly input: PublishInput;
  readonly principal: { readonly id: string | null; readonly name: string };
  readonly at: Date;
}

/** Which addresses the hub may call for each agency: two people's word, the publisher's and the secretariat's. */
export class Hosts {
  readonly #hosts: Collection<StoredHost>;
  readonly #pending: Collection<Pending>;

  constructor(db: Db) {
    this.#hosts = db.collection("registry_hosts");
    this.#pending = db.collection("registry_pending");
  }

  async isApproved(agency: string, host: string): Promise<boolean> {
    return (await this.#hosts.findOne({ _id: idOf(agency, host) })) !== null;
  }

  async approve(agency: string, host: string, approvedBy: string, at: Date): Promise<void> {
    await this.#hosts.updateOne({ _id: idOf(agency, host) }, { $setOnInsert: { agency, host, approvedBy, at } }, { upsert: true });
  }

  /** The hosts approved for an agency. */
  async of(agency: string): Promise<string[]> {
    return (await this.#hosts.find({ agency }).sort({ host: 1 }).toArray()).map(({ host }) => host);
  }

  async hold(input: PublishInput, { id, name }: Pending["principal"], at: Date): Promise<void> {
    await this.#pending.replaceOne({ _id: input.agency }, { input, principal: { id, name }, at }, { upsert: true });
  }

  /** The publish that waits for this host, which waits no longer. */
  async release(agency: string, host: string): Promise<Pending | null> {
    const pending = await this.#pending.findOne({ _id: agency });
    if (pending === null || pending.input.url === null || hostOf(pending.input.url) !== host) return null;
    await this.#pending.deleteOne({ _id: agency });
    return pending;
  }

  /** Agencies with the hosts that they wait for. */
  async waiting(): Promise<{ readonly agency: string; readonly host: string; readonly at: Date }[]> {
    const pending = await this.#pending.find().sort({ at: 1 }).toArray();
    return pending.flatMap(({ _id: agency, input, at }) => (input.url === null ? [] : [{ agency, host: hostOf(input.url), at }]));
  }
}

const idOf = (agency: string, host: string): string => JSON.stringify([agency, host]);

/** Host and port of an address that `addressProblem` let through. */
export function hostOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port === "" ? (protocol === "http:" ? "80" : "443") : port}`;
}

/** What is wrong with an address, by its text; where it leads is looked up at each call. */
export function addressProblem(url: string, local: boolean): Problem | null {
  try {
    outsideUrl(url, { what: "The address", allowLocal: local });
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const howToFix = "Give an address such as https://data.agency.org/graphql, without name, password or fragment.";
    return { code: "SOURCE_ADDRESS_BLOCKED", message: error.message, subgraph: null, line: null, column: null, howToFix };
  }
}
