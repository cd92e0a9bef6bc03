import { type DocumentNode, GraphQLError, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { AskedBefore } from "../asked-before";
import { type EngineQuestion, InvalidOperation, type PreparedOperation } from "../engine-api";
import { chosenOperation } from "./chosen-operation";
import { compileInputs } from "./coerce-inputs";
import { documentBytes, operationBytes } from "./held-bytes";
import { InputChecks } from "./input-checks";
import { normalise } from "./normalise";
import { OneATurn } from "./one-a-turn";
import { Refusals } from "./refusals";
import { type DocumentRules, refusingDepth, validDocument } from "./valid-document";

export interface OperationStoreOptions extends DocumentRules {
  /** Levels of lists and objects within one another in a variable. */
  readonly mostDepth: number;
  /** That everything kept may hold together. */
  readonly bytes: number;
}

/** What is made of one text: the document, and those of its operations that have been asked for. */
interface KnownDocument {
  readonly document: DocumentNode;
  readonly bytes: number;
  /** Whether it is kept: what is asked once isn't. */
  readonly keeps: boolean;
  readonly prepared: Map<string | null, PreparedOperation>;
  /** Times that it was asked again. */
  uses: number;
}

/** The share of the bytes that refused texts may hold. */
const FOR_REFUSALS = 1 / 8;

/**
 * Operations of one schema that are ready to be planned and answered, by the text they came in: kept from the second time
 * they are asked; least used, first forgotten.
 */
export class OperationStore {
  readonly #options: OperationStoreOptions;
  readonly #checks: InputChecks;
  readonly #documents: LRUCache<string, KnownDocument>;
  readonly #refusals: Refusals;
  readonly #turns = new OneATurn();
  readonly #askedBefore = new AskedBefore();

  constructor(options: OperationStoreOptions) {
    this.#options = options;
    this.#checks = new InputChecks(options.mostDepth);
    const forRefusals = Math.ceil(options.bytes * FOR_REFUSALS);
    this.#refusals = new Refusals(forRefusals);
    this.#documents = new LRUCache({ maxSize: options.bytes - forRefusals, sizeCalculation: bytesOf });
  }

  /** Bytes that everything kept is taken to hold. */
  get bytes(): number {
    return this.#documents.calculatedSize + this.#refusals.bytes;
  }

  /**
   * Rejects with InvalidOperation, or an EngineError (QUERY_TOO_LARGE, QUERY_TOO_DEEP, BAD_REQUEST). What it does for a text
   * it does in one go, so that however many come at the same time do it twice at most; and for one new text every
   * other turn of the event loop, so that many of them hold nobody up for long.
   *
   * @param isExpected keeps it, though nobody has asked it yet
   */
  async prepare({ query, operationName = null }: EngineQuestion, isExpected = false): Promise<PreparedOperation> {
    const ready = this.#ready(query, operationName);
    if (ready !== undefined) return ready;
    const refused = this.#refusals.of(query);
    if (refused !== undefined) throw refused;
    const turn = this.#turns.next();
    if (turn !== null) await turn;
    // Someone else may have asked the same, and had a turn before.
    const known = this.#documents.get(query);
    return known?.prepared.get(operationName) ?? this.#prepare(query, operationName, known ?? this.#read(query, isExpected));
  }

  /** What was asked again, the most often asked first. */
  mostUsed(count: number): readonly EngineQuestion[] {
    const again = [...this.#documents].filter(([, { uses }]) => uses > 0).sort(([, one], [, other]) => other.uses - one.uses);
    const questions = again.flatMap(([query, { prepared }]) => [...prepared.keys()].map((operationName) => ({ query, operationName })));
    return questions.slice(0, count);
  }

  #ready(query: string, operationName: string | null): PreparedOperation | undefined {
    const known = this.#documents.get(query);
    if (known !== undefined) known.uses++;
    return known?.prepared.get(operationName);
  }

  #prepare(query: string, operationName: string | null, known: KnownDocument): PreparedOperation {
    const { schema, mostFields, mostErrors } = this.#options;
    const operation = chosenOperation(known.document, operationName);
    if (operation instanceof GraphQLError) throw new InvalidOperation([operation]);
    const normalised = refusingDepth(() => normalise(schema, known.document, operationName, mostFields));
    const prepared: PreparedOperation = {
      document: known.document,
      operation,
      kind: operation.operation,
      normalised,
      coerceInputs: compileInputs({ schema, query, operation, normalised, checks: this.#checks, mostErrors }),
      bytes: operationBytes(normalised),
    };
    known.prepared.set(operationName, prepared);
    // Another object, for the size of one that is kept already isn't asked again.
    if (known.keeps) this.#documents.set(query, { ...known });
    return prepared;
  }

  #read(query: string, isExpected: boolean): KnownDocument {
    const refused = this.#refusals.of(query);
    if (refused !== undefined) throw refused;
    const isAgain = this.#askedBefore.note(query);
    try {
      refusingDepth(() => validDocument(query, this.#options));
    } catch (error) {
      throw isAgain ? this.#refusals.keep(query, error) : error;
    }
    // Once more, for the places of its words aren't asked again and hold more than the document itself.
    const document = parse(query, { noLocation: true });
    const bytes = documentBytes(query, document);
    return { document, bytes, keeps: isAgain || isExpected, prepared: new Map(), uses: isAgain ? 1 : 0 };
  }
}

function bytesOf({ bytes, prepared }: KnownDocument): number {
  let sum = bytes;
  for (const operation of prepared.values()) sum += operation.bytes;
  return sum;
}
