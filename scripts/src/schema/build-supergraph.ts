import { FindingIndex } from "@actionline/findings/finding-index";
import { connectIndex } from "@actionline/kit/connect-index";
import type { Subgraph } from "@actionline/kit/subgraph";
import { Appender } from "@actionline/log/appender";
import { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import { Supergraph } from "@apollo/federation-internals";
import { printSchema } from "graphql";
import { buildSubgraphs } from "../hub/build-subgraphs";
import { composeSupergraph } from "../hub/compose-supergraph";

export interface BuiltSupergraph {
  readonly subgraphs: readonly Pick<Subgraph, "name" | "sdl">[];
  readonly supergraph: string;
  /** What users see: no federation, no hidden element. */
  readonly api: string;
}

/** Builds the subgraphs as a hub does, over an empty database of that MongoDB, and composes them. */
export async function buildSupergraph(uri: string): Promise<BuiltSupergraph> {
  const { db, close } = await connectIndex(uri, `actionline_schema_${process.pid}`);
  try {
    const appender = Appender.observe(db, "SANDBOX");
    const index = await StocktakingIndex.open(db);
    const subgraphs = await buildSubgraphs({
      databaseOf: () => db,
      index,
      findings: await FindingIndex.open(db),
      appender,
      clock: () => new Date(),
    });
    const supergraph = composeSupergraph(subgraphs);
    const api = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();
    return { subgraphs, supergraph, api: `${printSchema(api)}\n` };
  } finally {
    await db.dropDatabase();
    await close();
  }
}
