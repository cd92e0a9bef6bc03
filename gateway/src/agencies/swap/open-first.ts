import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { FollowedSupergraph, SupergraphSource } from "./followed-supergraph";
import type { KeptSupergraph } from "./kept-supergraph";

/** Which supergraphs a gateway may begin with. */
export interface FirstSupergraphs {
  readonly source: SupergraphSource;
  readonly kept: KeptSupergraph | null;
  /** Of the hub's own subgraphs, where no registry knows another. */
  readonly own: FollowedSupergraph;
  readonly logger: Logger;
}

/** How long a registry is waited for, in milliseconds. */
const WAITS_MS = 3_000;

/**
 * Opens with the first supergraph that loads: the one in force, the last one that was loaded here, the hub's own. What was
 * kept counts only where the registry can't be read, or what it has doesn't load: a registry that has none is right.
 */
export async function openFirst<Opened>(
  first: FirstSupergraphs,
  open: (supergraph: FollowedSupergraph) => Promise<Opened>,
): Promise<{ readonly opened: Opened; readonly supergraph: FollowedSupergraph }> {
  const { logger } = first;
  let last: unknown;
  for await (const supergraph of candidates(first)) {
    try {
      return { opened: await open(supergraph), supergraph };
    } catch (error) {
      last = error;
      logger.error({ supergraph: supergraph.number, err: error }, "a supergraph doesn't load: an earlier one is tried");
    }
  }
  throw last;
}

async function* candidates({ source, kept, own, logger }: FirstSupergraphs): AsyncGenerator<FollowedSupergraph> {
  const inForce = await within(source.read()).catch((error: unknown) => {
    logger.warn({ err: error }, "the registry can't be read: the last supergraph of this machine serves");
    return undefined;
  });
  if (inForce !== null) {
    if (inForce !== undefined) yield inForce;
    const last = await kept?.read();
    if (last !== null && last !== undefined) yield last;
  }
  yield own;
}

async function within<Value>(work: Promise<Value>): Promise<Value> {
  const late = new AbortController();
  const passed = sleep(WAITS_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`the registry didn't answer within ${WAITS_MS} ms`);
  });
  try {
    return await Promise.race([work, passed]);
  } finally {
    late.abort();
    passed.catch(() => undefined);
  }
}
