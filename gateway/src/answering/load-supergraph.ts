import { Engine } from "../engine/engine";
import type { Transport } from "../engine/transport/transport";

/** Leads nowhere: nobody asks. */
const NO_WAY: Transport = {
  trusted: false,
  ask: () => Promise.reject(new Error("a supergraph that is only tried was asked")),
  close: async () => undefined,
};

/** Loads a supergraph as a gateway would, in an engine of its own that is closed again; rejects where it can't be loaded. */
export async function loadSupergraph(supergraphSdl: string): Promise<void> {
  const engine = await Engine.open({ supergraphSdl, transportOf: () => NO_WAY, limits: { planner: { threads: 1 } } });
  try {
    await engine.current.explain(await engine.current.prepare({ query: "{ __typename }" }));
  } finally {
    await engine.close(0);
  }
}
