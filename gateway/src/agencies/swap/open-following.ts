import type { Logger } from "pino";
import type { Answering } from "../../answering/open-answering";
import type { Agencies } from "../agencies";
import type { FollowedSupergraph, SupergraphSource } from "./followed-supergraph";
import { KeptSupergraph } from "./kept-supergraph";
import { openFirst } from "./open-first";
import { SupergraphFollower } from "./supergraph-follower";

/** How a gateway follows the supergraph in force. */
export interface Following {
  readonly source: SupergraphSource;
  /** A file for the last one that was loaded; null where none is kept. */
  readonly keptIn: string | null;
  /** Where false, the one in force at the start serves on. */
  readonly looks: boolean;
  /** Milliseconds between looks, and before the first one. */
  readonly every?: number;
  readonly after?: number;
}

export interface FollowingParts {
  /** Absent where the supergraph is changed by hand alone. */
  readonly following: Following | undefined;
  /** Of the hub's own subgraphs, or whatever is to be begun with where nothing else is known. */
  readonly supergraphSdl: string;
  readonly agencies: Agencies | null;
  readonly logger: Logger;
  readonly open: (supergraphSdl: string) => Promise<Answering>;
}

/** What answers, and how to end its following. */
export interface FollowingAnswering {
  readonly answering: Answering;
  readonly stop: () => Promise<void>;
}

/** Opens what answers with the supergraph in force, and lets it follow. */
export async function openFollowing({ following, supergraphSdl, open, ...parts }: FollowingParts): Promise<FollowingAnswering> {
  if (following === undefined) return { answering: await open(supergraphSdl), stop: async () => undefined };
  const { agencies, logger } = parts;
  const { source, keptIn, looks, every, after } = following;
  const kept = keptIn === null ? null : new KeptSupergraph(keptIn);
  const own = { number: 0, sdl: supergraphSdl, subgraphs: [] };
  const { opened: answering, supergraph } = await openFirst({ source, kept, own, logger }, (first) => {
    agencies?.prepare(first.subgraphs)();
    return open(first.sdl);
  });
  await keep(supergraph, kept, logger);
  const take = async (next: FollowedSupergraph): Promise<void> => {
    const settle = agencies?.prepare(next.subgraphs);
    await answering.replace(next.sdl);
    settle?.();
    await keep(next, kept, logger);
  };
  const follower = new SupergraphFollower({ source, take, from: supergraph.number, logger, every, after });
  if (looks) follower.start();
  return { answering, stop: () => follower.stop() };
}

/** That it can't be kept is no reason not to serve it. */
async function keep(supergraph: FollowedSupergraph, kept: KeptSupergraph | null, logger: Logger): Promise<void> {
  if (supergraph.number === 0) return;
  await kept?.write(supergraph).catch((error: unknown) => logger.warn({ err: error }, "the supergraph in force can't be kept on disk"));
}
