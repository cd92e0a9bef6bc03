import { createHash } from "node:crypto";
import { snapshotOf } from "@actionline/kit/as-of";
import type { Citation, CitedDefinition } from "@actionline/kit/citation";
import { hubError } from "@actionline/kit/hub-error";
import { nameOfPoint, type Point, pointOfName } from "@actionline/kit/point";
import type { RequestContext } from "@actionline/kit/request-context";
import { ERROR_CODES } from "@actionline/schema/error-code";
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from "graphql";
import { codesOf } from "../answer-errors";
import type { Answer } from "../front-desk";
import type { Question } from "../question";
import { type CitedQuestion, writeAddress } from "./cited-question";
import { usedVariables, withoutCite } from "./without-cite";

/** The question of a request, as it was asked. */
export interface AskedDocument {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the citer needs of the hub. */
export interface CiterPorts {
  /** Answers as anyone may, at a point named beforehand, whatever asOf the question gives. */
  readonly answerAt: (question: Question, point: string) => Promise<Answer>;
  /** The definitions in force at a point. */
  readonly definitionsAt: (point: Point) => Promise<readonly CitedDefinition[]>;
  /** Whether anything that was known at a point was erased by order since. */
  readonly redactedSince: (point: Point) => Promise<boolean>;
}

const BEYOND_PUBLIC = "You are signed in: the address gives what anyone may read, which may be less than you see here.";
const TOO_LONG = "The question is too long for an address; keep the operation, its variables and the point, and ask again with that asOf.";

/** Makes citations, and answers them with the bytes that they promise. */
export class Citer {
  readonly #ports: CiterPorts;

  constructor(ports: CiterPorts) {
    this.#ports = ports;
  }

  /** How to cite the answer to a question: it is asked once more, as anyone at the request's point, and its bytes are hashed. */
  async cite(asked: AskedDocument, request: RequestContext): Promise<Citation> {
    const operation = withoutCite(asked.schema, asked.document, asked.operation);
    const question = { query: operation, variables: usedVariables(operationOf(operation), asked.variables) };
    const definitions = await this.#ports.definitionsAt(request.asOf);
    const told = { asOf: snapshotOf(request), definitions, operation, variables: question.variables };
    if (asked.operation.operation !== "query") {
      return { ...told, address: null, sha256: null, note: "Only a query can be cited: a mutation would be done again." };
    }
    // The point itself, not a name it was given: a name says no more, and the address must not hang on it.
    const point = nameOfPoint(request.asOf);
    const { body } = await this.#ports.answerAt(question, point);
    if (body.errors !== undefined) return { ...told, address: null, sha256: null, note: notCited(body.errors) };
    const sha256 = hashOf(bytesOf(body));
    const address = writeAddress({ question, point, definitions: definitions.map(nameOf), sha256 });
    const note = address === null ? TOO_LONG : request.principal.id === null ? null : BEYOND_PUBLIC;
    return { ...told, address, sha256, note };
  }

  /** The bytes that a citation promises; refuses with CITATION_BROKEN where they can't be given any more. */
  async recall({ question, point, definitions, sha256 }: CitedQuestion): Promise<Buffer> {
    const { body } = await this.#ports.answerAt(question, point);
    const [error] = body.errors ?? [];
    if (error !== undefined) throw notRecalled(error);
    const bytes = bytesOf(body);
    const found = hashOf(bytes);
    if (found === sha256) return bytes;
    const at = pointOfName(point);
    if (at !== null && (await this.#ports.redactedSince(at))) {
      throw hubError(
        "CITATION_BROKEN",
        `Redacted: something that the answer at ${point} stood on was erased by order since. The list of redactions says what kind of record it was, when and why.`,
        {
          cited: sha256,
          found,
          reason: "REDACTED",
        },
      );
    }
    throw hubError(
      "CITATION_BROKEN",
      `The answer at ${point} is no longer the one that was cited under ${definitions.join(", ") || "no definition"}: the way it is shown has changed. Ask the question itself to see what the hub says now.`,
      { cited: sha256, found },
    );
  }
}

/** The bytes of an answer: its data alone, since what stands beside it tells of the hub's day, not of the answer. */
const bytesOf = ({ data }: Answer["body"]): Buffer => Buffer.from(JSON.stringify({ data }));

const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

const nameOf = ({ id, version }: CitedDefinition): string => `${id}@${version}`;

/** What passes by itself breaks no citation: a busy hub must not say of a figure that it is gone. */
function notRecalled(error: NonNullable<Answer["body"]["errors"]>[number]): Error {
  const [code = "INTERNAL"] = codesOf([error]);
  if (ERROR_CODES[code].status >= 500) {
    return hubError(code, `The citation can't be opened just now; try again later. ${error.message}`);
  }
  return hubError("CITATION_BROKEN", `The question can't be answered as it was cited (${code}): ${error.message}`, { cause: code });
}

function notCited(errors: NonNullable<Answer["body"]["errors"]>): string {
  const codes = codesOf(errors).join(", ");
  return `This answer can't be cited: asked by anyone, the question is answered with ${codes === "" ? "an error" : codes}.`;
}

function operationOf(text: string): OperationDefinitionNode {
  const found = parse(text).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (found === undefined) throw new Error("A cited document holds no operation.");
  return found;
}
