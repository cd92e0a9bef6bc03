import type { PutOffPart } from "../answer/projection";
import type { Fault } from "../answer/tree";
import type { AnswerInParts, AnswerPart } from "../engine-api";
import type { DeferredPart, Gathered } from "../execution/execution";
import type { OperationVariables } from "../operation/normalised-operation";
import type { AnswerWriter } from "./answer-writer";
import { type MetFaults, WaitingParts } from "./waiting-parts";

/** An answer whose rest follows; `settled` when nothing more is fetched for it, whether or not anyone reads the rest. */
export interface SettlingAnswer extends AnswerInParts {
  readonly settled: Promise<unknown>;
}

/** The first answer at once, and what `@defer` put off as its fetches end. */
export function answerInParts(writer: AnswerWriter, gathered: Gathered, variables: OperationVariables): SettlingAnswer {
  const { answer, putOff } = writer.first(gathered, variables);
  const ready = readyById(gathered.deferred, (faults) => writer.asked(faults, gathered.tree, variables));
  return { kind: "parts", first: answer, parts: partsOf(writer, gathered, putOff, ready), settled: Promise.all(ready.values()) };
}

/** A label may be deferred at several places of a plan; what it asks is there when all of them are. */
function readyById(
  deferred: readonly DeferredPart[],
  asked: (faults: readonly Fault[]) => readonly Fault[],
): ReadonlyMap<string, Promise<MetFaults>> {
  const byId = new Map<string, DeferredPart["ready"][]>();
  for (const { id, ready } of deferred) byId.set(id, [...(byId.get(id) ?? []), ready]);
  return new Map([...byId].map(([id, parts]) => [id, Promise.all(parts).then((met) => together(met, asked))]));
}

function together(met: readonly MetFaults[], asked: (faults: readonly Fault[]) => readonly Fault[]): MetFaults {
  return {
    faults: asked(met.flatMap(({ faults }) => faults)),
    faultsLeftOut: met.reduce((sum, { faultsLeftOut }) => sum + faultsLeftOut, 0),
  };
}

async function* partsOf(
  writer: AnswerWriter,
  { faults: toldFirst, isPlain }: Gathered,
  putOff: readonly PutOffPart[],
  ready: ReadonlyMap<string, Promise<MetFaults>>,
): AsyncGenerator<readonly AnswerPart[], void, void> {
  const waiting = new WaitingParts(ready);
  waiting.add(putOff);
  // What is put off may have been fetched, and lost, with the first answer.
  let known = toldFirst;
  while (waiting.size > 0) {
    const batch: AnswerPart[] = [];
    for (const { parts, faults, faultsLeftOut } of await waiting.next()) {
      known = [...known, ...faults];
      const shared = writer.shareFaults(faults, parts);
      for (const [index, part] of parts.entries()) {
        const { answer, putOff: nested } = writer.part(part, known, shared[index] ?? [], index === 0 ? faultsLeftOut : 0, isPlain?.());
        batch.push(answer);
        waiting.add(nested);
      }
    }
    yield batch;
  }
}
