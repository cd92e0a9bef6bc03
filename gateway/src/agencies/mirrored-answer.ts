import type { Mirror, MirrorFault } from "@actionline/mirror/mirror";
import { sourceFault } from "../engine/transport/source-faults";
import type { SubgraphAnswer, SubgraphFault, SubgraphRequest } from "../engine/transport/transport";
import type { Exchange } from "../exchange";

/** What a mirror answered, as the engine takes it, and how old that is. */
export interface MirroredAnswer {
  readonly answer: SubgraphAnswer;
  /** Null where the mirror holds none of what was asked. */
  readonly asOf: Date | null;
}

/** Asks an agency's mirror what its server would be asked. */
export async function mirroredAnswer(mirror: Mirror, request: SubgraphRequest<Exchange>): Promise<MirroredAnswer> {
  const { operation, scope } = request;
  if (scope.request === null) throw new Error(`${operation.subgraph} was asked before the request's point was known`);
  const { data, errors, asOf } = await mirror.answer({
    document: operation.document(),
    variables: request.variables(),
    point: scope.request.asOf,
  });
  const faults = errors.map((fault) => told(operation.subgraph, fault));
  // Nobody keeps it: the agency's server may be back in a moment.
  return { answer: { data, errors: faults, bytes: 0, cacheControl: "no-store", answeredBy: "MIRROR" }, asOf };
}

function told(subgraph: string, { message, path, extensions }: MirrorFault): SubgraphFault {
  return { message, path, original: sourceFault(subgraph, extensions.code, new Error(message)) };
}
