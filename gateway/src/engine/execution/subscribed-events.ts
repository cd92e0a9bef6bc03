import { sourceFault } from "../transport/source-faults";
import type { SubgraphAnswer } from "../transport/transport";
import type { Gathered } from "./execution";
import type { RootFetch } from "./root-fetch";
import type { RunState } from "./run-state";
import type { Step } from "./step";
import { subgraphQuestion } from "./subgraph-question";

/**
 * What a subscription gathers, event by event, in the order that they come. A subgraph that stops answering ends it with
 * a last one that says so. It ends by the run's signal; a consumer that leaves is noticed at the next event.
 */
export async function* subscribedEvents(primary: RootFetch, rest: Step | null, newState: () => RunState): AsyncGenerator<Gathered, void> {
  try {
    for await (const answer of eventsOf(primary, newState())) yield await gather(primary, rest, newState(), answer);
  } catch (failure) {
    yield lost(primary, newState(), failure);
  }
}

function eventsOf({ operation }: RootFetch, { run, transportOf }: RunState): AsyncIterable<SubgraphAnswer> {
  const events = transportOf(operation.subgraph).subscribe?.({ ...subgraphQuestion(operation, run, []), isOfPast: run.isOfPast });
  if (events === undefined) throw sourceFault(operation.subgraph, "SOURCE_UNAVAILABLE");
  return events;
}

async function gather(primary: RootFetch, rest: Step | null, state: RunState, answer: SubgraphAnswer): Promise<Gathered> {
  const part = state.newPart();
  primary.receive(answer, [state.tree], state, part.faults);
  await rest?.run(state, part);
  return { tree: state.tree, faults: part.faults.faults, faultsLeftOut: part.faults.leftOut, deferred: state.deferred };
}

function lost(primary: RootFetch, state: RunState, failure: unknown): Gathered {
  const { faults } = state.newPart();
  primary.lose(failure, [state.tree], state, faults);
  return { tree: state.tree, faults: faults.faults, faultsLeftOut: faults.leftOut, deferred: [] };
}
