import type { GraphQLError, GraphQLSchema } from "graphql";
import { AskedFaults } from "../answer/asked-faults";
import { clientPath } from "../answer/client-path";
import { type AnswerPath, compileProjection, type Projection, type PutOffPart, type Written } from "../answer/projection";
import type { Fault, TreeObject } from "../answer/tree";
import type { AnswerPart, WholeAnswer } from "../engine-api";
import { EngineError } from "../engine-error";
import type { Gathered } from "../execution/execution";
import type { AskedNode, NormalisedOperation, OperationVariables } from "../operation/normalised-operation";
import { ToldErrors } from "./told-errors";

export interface WriterOptions {
  /** Errors told in one answer; the rest are counted. */
  readonly mostErrors: number;
  readonly isTrusted: (subgraph: string) => boolean;
  /** Called with each fault that is told, for the log: what caused it is shown to nobody. */
  readonly onFault: (fault: Fault) => void;
}

/** Makes answers of one operation from what its runs gather. */
export class AnswerWriter {
  readonly #projection: Projection;
  readonly #selection: readonly AskedNode[];
  readonly #asked: AskedFaults;
  readonly #errors: ToldErrors;
  readonly #options: WriterOptions;

  constructor(schema: GraphQLSchema, normalised: NormalisedOperation, options: WriterOptions) {
    this.#projection = compileProjection(schema, normalised);
    this.#selection = normalised.selection;
    this.#asked = new AskedFaults(schema, normalised.selection);
    this.#errors = new ToldErrors(normalised.selection, options.isTrusted);
    this.#options = options;
  }

  whole({ tree, faults: met, faultsLeftOut, isPlain, repeated }: Gathered, variables: OperationVariables): WholeAnswer {
    const faults = this.asked(met, tree, variables);
    const written = this.#projection.write(tree, variables, { mostGaps: this.#roomBeside(faults), faults, plain: isPlain?.(), repeated });
    return this.#answer(written, faults, faultsLeftOut);
  }

  /** The answer without what `@defer` puts off, and that. */
  first(
    { tree, faults: met, faultsLeftOut, isPlain, repeated }: Gathered,
    variables: OperationVariables,
  ): { answer: WholeAnswer; putOff: readonly PutOffPart[] } {
    const faults = this.asked(met, tree, variables);
    const written = this.#projection.writeFirst(tree, variables, {
      mostGaps: this.#roomBeside(faults),
      faults,
      plain: isPlain?.(),
      repeated,
    });
    return { answer: this.#answer(written, faults, faultsLeftOut), putOff: written.putOff };
  }

  /**
   * One part that was put off. Never throws: what was told before stands, and other parts may follow.
   *
   * @param known every fault met so far: what one of them made null isn't told again
   * @param own those of them that this part tells
   * @param plain whether every answer that the tree was filled from was so
   */
  part(
    put: PutOffPart,
    known: readonly Fault[],
    own: readonly Fault[],
    ownLeftOut: number,
    plain: boolean | undefined,
  ): { answer: AnswerPart; putOff: readonly PutOffPart[] } {
    const { label, path } = put;
    try {
      const written = put.write({ mostGaps: this.#roomBeside(own), faults: known, plain });
      return { answer: { label, path, data: written.text, ...this.#told(written, own, ownLeftOut) }, putOff: written.putOff };
    } catch (error) {
      const errors = [this.#ofUnwritten(path, error), ...own.map((fault) => this.#ofFault(fault))];
      return { answer: { label, path, data: "null", ...this.#most(errors, ownLeftOut) }, putOff: [] };
    }
  }

  /** Faults as far as they spoil what was asked; the others are for the log alone. */
  asked(faults: readonly Fault[], tree: TreeObject | null, variables: OperationVariables): readonly Fault[] {
    const asked = this.#asked.of(faults, tree, variables);
    if (asked.length < faults.length) faults.filter((fault) => !asked.includes(fault)).forEach(this.#options.onFault);
    return asked;
  }

  /** Gives each fault to the part that it stands in; one that stands in none goes to the first. */
  shareFaults(faults: readonly Fault[], parts: readonly PutOffPart[]): readonly (readonly Fault[])[] {
    if (faults.length === 0) return [];
    const shared = parts.map((): Fault[] => []);
    for (const fault of faults) {
      const place = clientPath(fault.path ?? [], this.#selection);
      const index = parts.findIndex(({ path }) => path.every((step, depth) => step === place[depth]));
      shared[Math.max(0, index)]?.push(fault);
    }
    return shared;
  }

  #answer(written: Written, faults: readonly Fault[], faultsLeftOut: number): WholeAnswer {
    return { kind: "whole", data: written.text, nodes: written.nodes, ...this.#told(written, faults, faultsLeftOut) };
  }

  #told({ gaps, gapsLeftOut }: Written, faults: readonly Fault[], faultsLeftOut: number): ToldOf {
    if (faults.length === 0 && gaps.length === 0) return { errors: [], errorsLeftOut: faultsLeftOut + gapsLeftOut };
    const told = faults.slice(0, this.#options.mostErrors).map((fault) => this.#ofFault(fault));
    const untold = faults.length - told.length;
    return this.#most([...told, ...gaps.map((gap) => this.#errors.ofGap(gap))], untold + faultsLeftOut + gapsLeftOut);
  }

  #most(errors: readonly GraphQLError[], leftOut: number): ToldOf {
    const told = errors.slice(0, this.#options.mostErrors);
    return { errors: told, errorsLeftOut: leftOut + errors.length - told.length };
  }

  #ofFault(fault: Fault): GraphQLError {
    this.#options.onFault(fault);
    return this.#errors.ofFault(fault);
  }

  #ofUnwritten(path: AnswerPath, error: unknown): GraphQLError {
    if (error instanceof EngineError) return this.#errors.ofRefusedPart(path, error);
    const fault: Fault = { path: null, code: "INTERNAL", message: FAILED, subgraph: null, cause: error };
    this.#options.onFault(fault);
    return this.#errors.ofLostPart(path, fault);
  }

  #roomBeside(faults: readonly Fault[]): number {
    return Math.max(0, this.#options.mostErrors - faults.length);
  }
}

const FAILED = "The hub failed to write this part; ask for it again, or report it.";

type ToldOf = Pick<WholeAnswer, "errors" | "errorsLeftOut">;
