import { Composer } from "./composition/composer";
import { CompositionTime } from "./composition/composition-time";
import type { Composing } from "./composition/job";
import { DEFAULT_LIMITS } from "./limits";
import { EXTENDABLE } from "./ownership/extendable";
import { Hosts } from "./publish/hosts";
import { PublishResults } from "./publish/results";
import { Signatures } from "./publish/signatures";
import { RecordedOperations } from "./recorded-operations";
import type { RegistryOptions } from "./registry-options";
import type { AdmissionTools, Scene } from "./scene";
import { knownSubgraph } from "./served-agency";
import { SupergraphKeeper } from "./supergraph-keeper";
import { ServerTroubles } from "./troubles/server-troubles";

/** What a registry is made of. */
export interface RegistryParts {
  readonly keeper: SupergraphKeeper;
  readonly results: PublishResults;
  readonly hosts: Hosts;
  readonly signatures: Signatures;
  readonly operations: RecordedOperations;
  readonly troubles: ServerTroubles;
  readonly tools: AdmissionTools;
  readonly composer: Composing;
  readonly time: CompositionTime;
  /** The hub's own subgraphs. */
  readonly hub: Scene["hub"];
}

export function partsOf(options: RegistryOptions): RegistryParts {
  const { db, execArgv, hub, clock = () => new Date() } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const composer = options.composer ?? new Composer({ memoryMiB: limits.compositionMiB, execArgv });
  const { extendable = EXTENDABLE, load = async () => undefined } = options;
  return {
    keeper: new SupergraphKeeper(options),
    results: new PublishResults(db),
    hosts: new Hosts(db),
    signatures: new Signatures(db),
    operations: new RecordedOperations(db, clock),
    troubles: new ServerTroubles(db),
    tools: { composer, limits, extendable, load },
    composer,
    time: new CompositionTime(composer, limits.compositionMs),
    hub: hub.map(({ name, sdl }) => ({ ...knownSubgraph(name, sdl), url: `in-process:${name}`, sdl })),
  };
}
