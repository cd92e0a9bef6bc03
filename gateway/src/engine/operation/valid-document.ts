import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, type ValidationRule } from "graphql";
import { InvalidOperation } from "../engine-api";
import { EngineError } from "../engine-error";
import { fragmentsOf, operationsOf } from "./chosen-operation";
import { SelectionCounter } from "./count-selections";
import { deferRule } from "./defer-rule";
import { validateOnce } from "./validate-once";

/** What a document is held against. */
export interface DocumentRules {
  readonly schema: GraphQLSchema;
  /** graphql-js's own, and the caller's beside them. */
  readonly rules: readonly ValidationRule[];
  /**
   * Runs before all rules, some of which take long over a large document; what it gives refuses the document. Like the
   * rules, it goes by the document alone: what comes of it is remembered.
   */
  readonly check?: ((document: DocumentNode) => readonly GraphQLError[]) | undefined;
  /** Words and signs of a document. */
  readonly mostTokens: number;
  /** Fields of an operation, fragments written out. */
  readonly mostFields: number;
  /** Errors told at once. */
  readonly mostErrors: number;
}

/** The parser's refusal of a long document; its words, which hold a slip of the pen, are the only sign it gives. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;

/** Parses and validates, cheap refusals first. Throws InvalidOperation, or an EngineError of QUERY_TOO_LARGE. */
export function validDocument(query: string, rules: DocumentRules): DocumentNode {
  const document = parsed(query, rules.mostTokens);
  refuse(rules.check?.(document) ?? []);
  const counter = new SelectionCounter(fragmentsOf(document));
  for (const operation of operationsOf(document)) counter.refuseMoreThan(rules.mostFields, operation);
  refuse(errorsOf(document, rules));
  return document;
}

/** Does what calls itself at each level of a document; throws QUERY_TOO_DEEP where there are more than the stack has room for. */
export function refusingDepth<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new EngineError("QUERY_TOO_DEEP", "The document is nested too deeply; make it flatter.", {}, error);
  }
}

function parsed(query: string, mostTokens: number): DocumentNode {
  try {
    return parse(query, { maxTokens: mostTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (!TOO_MANY_TOKENS.test(error.message)) throw new InvalidOperation([error]);
    const message = `The document has more than ${mostTokens} words and signs. Ask for less at once.`;
    throw new EngineError("QUERY_TOO_LARGE", message, { most: mostTokens });
  }
}

function errorsOf(document: DocumentNode, { schema, rules, mostErrors }: DocumentRules): readonly GraphQLError[] {
  try {
    return validateOnce(schema, document, [...rules, deferRule], mostErrors);
  } catch (error) {
    // Some rules of graphql-js throw what they find, such as a condition at the top of a subscription.
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function refuse(errors: readonly GraphQLError[]): void {
  if (errors.length > 0) throw new InvalidOperation(errors);
}
