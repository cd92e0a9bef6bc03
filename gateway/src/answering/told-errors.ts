import { hubError } from "@actionline/kit/hub-error";
import { agencyOfSubgraph } from "@actionline/schema/agency-names";
import { ERROR_CODES, type ErrorCode } from "@actionline/schema/error-code";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { answerError } from "../answer-errors";
import { InvalidOperation } from "../engine/engine-api";
import { EngineError } from "../engine/engine-error";

/** A document beyond the limits is told that alone: what else is wrong with it only lengthens the answer. */
export function mostTelling(errors: readonly GraphQLFormattedError[], most: number): readonly GraphQLFormattedError[] {
  const beyond = errors.find(({ extensions }) => String(extensions?.code).startsWith("QUERY_TOO_"));
  return beyond === undefined ? errors.slice(0, most) : [beyond];
}

/** Errors of an answer as a user reads them. */
export function toldErrors(errors: readonly GraphQLError[], logger: Logger): readonly GraphQLFormattedError[] {
  return errors.map((error) => withAgency(answerError(error.toJSON(), error, logger)));
}

/** Names the agency whose subgraph is at fault, where it is one's. */
function withAgency(error: GraphQLFormattedError): GraphQLFormattedError {
  const { subgraph } = error.extensions ?? {};
  const agency = typeof subgraph === "string" ? agencyOfSubgraph(subgraph) : null;
  return agency === null ? error : { ...error, extensions: { ...error.extensions, agency } };
}

/** Why a question was refused, as a user reads it: never more than the limit of errors. */
export function toldRefusal(error: unknown, most: number, logger: Logger): readonly GraphQLFormattedError[] {
  if (error instanceof InvalidOperation)
    return mostTelling(
      error.errors.map((each) => toldMistake(each, logger)),
      most,
    );
  return [told(namedRefusal(error), logger)];
}

/** The error in the hub's words; what went wrong inside the engine is an incident, and its words go to the log alone. */
export function namedRefusal(error: unknown): unknown {
  if (error instanceof InvalidOperation) return mistake(error.errors[0] ?? new GraphQLError(error.message));
  if (!(error instanceof EngineError) || error.code === "INTERNAL" || !isErrorCode(error.code)) return error;
  return hubError(error.code, error.message, error.facts);
}

function told(error: unknown, logger: Logger): GraphQLFormattedError {
  return answerError(error instanceof GraphQLError ? error.toJSON() : { message: "" }, error, logger);
}

/** As `mistake` would be told; a document may have many of them, and each error made looks for its place in the text again. */
function toldMistake(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  if (isErrorCode(String(error.extensions.code))) return told(error, logger);
  return answerError({ ...error.toJSON(), extensions: MISTAKE }, null, logger);
}

/** The name that Apollo Server gives it too. */
const MISTAKE = { code: "GRAPHQL_VALIDATION_FAILED" };

/** A mistake in the document, as an error of its own. */
function mistake(error: GraphQLError): GraphQLError {
  if (isErrorCode(String(error.extensions.code))) return error;
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, {
    ...(nodes !== undefined && { nodes }),
    ...(source !== undefined && { source }),
    ...(positions !== undefined && { positions }),
    extensions: MISTAKE,
  });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
