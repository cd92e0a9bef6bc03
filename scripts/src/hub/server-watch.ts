import type { BegunQuarantine } from "@actionline/gateway/agencies/agencies-options";
import type { HubKey } from "@actionline/gateway/agencies/identity/hub-key";
import { signedHeaders } from "@actionline/gateway/agencies/identity/signed-headers";
import { AfterQuiet } from "@actionline/kit/after-quiet";
import { resolveByServers } from "@actionline/kit/egress/resolve-public";
import type { Notices } from "@actionline/notices/open-notices";
import { callHosted } from "@actionline/registry/conformance/check-hosted";
import type { Registry } from "@actionline/registry/registry";
import { DriftWatch } from "@actionline/registry/troubles/drift-watch";
import type { ServerTroubles, Trouble } from "@actionline/registry/troubles/server-troubles";
import type { Db } from "mongodb";

export interface ServerWatchOptions {
  readonly db: Db;
  readonly registry: Pick<Registry, "current" | "troubles">;
  readonly notices: Pick<Notices, "tellAgency">;
  readonly clock: () => Date;
  readonly allowLocal: boolean;
  /** Milliseconds between two looks at what one server serves. */
  readonly driftMs: number;
  /** What the hub signs its questions with, and what it calls itself. */
  readonly key: HubKey;
  readonly publicUrl: string | null;
  readonly onFault: (error: unknown) => void;
}

/** Watches over agencies' own servers, and tells each agency what is wrong with its subgraph. */
export interface ServerWatch {
  /** Looks at what is due, and tells what wasn't told yet. */
  look(): Promise<void>;
  /** From now on it looks by itself; returns how to end it. */
  start(): () => Promise<void>;
}

/** Gateways in processes of their own note troubles too: what is to be told is looked for. */
const TIMES = { quietMs: 0, atMostMs: 0, everyMs: 5_000 } as const;

export function openServerWatch({
  db,
  registry,
  notices,
  clock,
  allowLocal,
  driftMs,
  key,
  publicUrl,
  onFault,
}: ServerWatchOptions): ServerWatch {
  const signer = { hub: publicUrl ?? `hub:${key.id}`, key, now: clock };
  const drift = new DriftWatch({
    db,
    troubles: registry.troubles,
    hosted: () => registry.current().subgraphs.flatMap(({ agency, url }) => (agency === null || url === null ? [] : [{ agency, url }])),
    callOf: callHosted({ resolve: resolveByServers(), allowLocal, sign: (url, body) => signedHeaders(signer, url, body) }),
    clock,
    everyMs: driftMs,
  });
  const look = async (): Promise<void> => {
    await drift.look();
    await tellAll(registry.troubles, notices, clock);
  };
  return {
    look,
    start: () => {
      const looking = new AfterQuiet(look, TIMES, onFault);
      looking.wake();
      return () => looking.stop();
    },
  };
}

/** Notes what a gateway found. */
export function noteQuarantine(troubles: ServerTroubles, { agency, code, lastsMs }: BegunQuarantine, at: Date): Promise<void> {
  const reason = REASONS[code] ?? "The server's answers were against its contract.";
  return troubles.note({ agency, kind: "QUARANTINE", reason, at, until: new Date(at.getTime() + lastsMs) });
}

const REASONS: Readonly<Record<string, string>> = {
  SOURCE_ENTITY_MISMATCH: "The server answered for other entities than it was asked for.",
  SOURCE_CONTRACT_VIOLATION: "The server's answers weren't what its schema says.",
};

async function tellAll(troubles: ServerTroubles, notices: Pick<Notices, "tellAgency">, clock: () => Date): Promise<void> {
  for (const trouble of await troubles.untold()) {
    const { agency, since } = trouble;
    // A hub may end between the two: what is told again is told once.
    await notices.tellAgency({ kind: KINDS[trouble.kind], agency, since, text: sentenceOf(trouble) });
    await troubles.markTold(trouble, clock());
  }
}

const KINDS = { SCHEMA_DRIFT: "SUBGRAPH_DRIFTED", QUARANTINE: "SUBGRAPH_QUARANTINED", PUT_BACK: "SUBGRAPH_PUT_BACK" } as const;

function sentenceOf({ kind, reason, until }: Trouble): string {
  if (kind === "SCHEMA_DRIFT")
    return `Your server and the schema that you published differ. ${reason} What differs is answered by the hub's mirror, or is null; serve what was published, or publish what you serve.`;
  if (kind === "PUT_BACK") return `${reason} Publish a schema that fits: "check" says what would become of it.`;
  return `${reason} The hub's mirror answers in its place until ${until?.toISOString() ?? "it does better"}; then the server is asked again, and nothing has to be done where it answers as it was published.`;
}
