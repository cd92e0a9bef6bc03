import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Exchange } from "../exchange";

/**
 * A subgraph's errors, put into the exchange at their place in the answer and kept from the executor's own list.
 *
 * The stock executor tells of values that it had to null (`valueCompletion`) only where that list is empty; beside one
 * error every other loss would be silent. It alone knows where in the answer a fetched entity stands, and says so to the
 * function that it maps the errors with: so that call is where they are taken over.
 */
export function handOver(errors: readonly GraphQLError[], exchange: Exchange, most: number): readonly GraphQLFormattedError[] {
  let taken = false;
  const list = errors.map((error) => error.toJSON());
  const map = <T>(locate: (error: GraphQLFormattedError, index: number, all: GraphQLFormattedError[]) => T): T[] => {
    if (taken) return [];
    taken = true;
    const room = Math.max(0, most - exchange.errors.length);
    exchange.errorsLeftOut += Math.max(0, errors.length - room);
    for (const error of errors.slice(0, room)) exchange.errors.push(at(pathOf(locate(error.toJSON(), 0, list)), error));
    return [];
  };
  return Object.defineProperty(list, "map", { value: map });
}

function pathOf(located: unknown): GraphQLError["path"] {
  return located instanceof GraphQLError ? located.path : undefined;
}

function at(path: GraphQLError["path"], error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { path: path ?? null, originalError: error, extensions: error.extensions });
}
