import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import type { DocumentNode } from "graphql";
import { withClientDirectives } from "../supergraph/client-directives";
import { type DistinctRequirements, distinctRequirements } from "../supergraph/distinct-requirements";
import { readSupergraph } from "../supergraph/read-supergraph";
import { resolvableFirst } from "../supergraph/resolvable-first";
import type { SupergraphDigest } from "../supergraph/supergraph-digest";

const FEATURES = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES };

/**
 * A supergraph that is being read: for everybody, and for who plans. It is the same one, read once, unless something is
 * required with arguments: that alone has to be shown to planners in another way.
 */
export class SupergraphReading {
  readonly requirements: DistinctRequirements;
  readonly #document: DocumentNode;
  #whole: Supergraph | null = null;

  constructor(published: DocumentNode) {
    this.#document = resolvableFirst(withClientDirectives(published));
    this.requirements = distinctRequirements(this.#document);
  }

  /** What the main thread needs of it; throws where it isn't valid. */
  digest(): SupergraphDigest {
    return readSupergraph(this.#read());
  }

  /** As planners are shown it. */
  get shown(): Supergraph {
    const { document, variants } = this.requirements;
    if (variants.size === 0) return this.#read();
    // What is written for the planner alone holds fields that are external and required by no one, which is no fault.
    return Supergraph.build(document, { ...FEATURES, validateSupergraph: false });
  }

  #read(): Supergraph {
    this.#whole ??= Supergraph.build(this.#document, FEATURES);
    return this.#whole;
  }
}
