import { type DocumentNode, Kind } from "graphql";
import { eachNode } from "./each-node";
import type { AskedNode, Json, NormalisedOperation } from "./normalised-operation";

// As measured on Node 20, and rounded up.

/** What is kept beside any document: its place in the store, and the operation's compiled inputs. */
const ENTRY = 2_000;
const NODE = 100;
/** A node that holds a list of others, which has room for more than are in it. */
const NODE_WITH_LIST = 300;
/** A node that is asked, with its internal name and what writes it into answers. */
const ASKED = 600;
const VALUE = 80;

const WITH_LIST: ReadonlySet<string> = new Set([Kind.SELECTION_SET, Kind.LIST, Kind.OBJECT, Kind.OPERATION_DEFINITION]);

/** About what a document holds, its text included. */
export function documentBytes(query: string, document: DocumentNode): number {
  let bytes = ENTRY + 2 * query.length;
  eachNode(document, {
    enter({ kind }) {
      bytes += WITH_LIST.has(kind) ? NODE_WITH_LIST : NODE;
    },
  });
  return bytes;
}

/** About what a prepared operation holds beside its document. */
export function operationBytes({ text, inputs, selection }: NormalisedOperation): number {
  const values = inputs.reduce((sum, input) => sum + ("value" in input ? valuesIn(input.value) : 1), 0);
  return 2 * text.length + ASKED * nodesIn(selection) + VALUE * values;
}

function nodesIn(selection: readonly AskedNode[]): number {
  return selection.reduce((sum, node) => sum + 1 + (node.selection === null ? 0 : nodesIn(node.selection)), 0);
}

function valuesIn(value: Json): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + valuesIn(inner), 1);
}
