import { hubError } from "@actionline/kit/hub-error";
import { type ASTNode, type DocumentNode, type GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from "graphql";
import { measureOperations } from "./document-measure";
import { eachNode } from "./engine/operation/each-node";
import type { GatewaySettings } from "./settings";

/** Refuses a document that is too large, deep or wide, from its text alone: before it is planned, whatever its variables. */
export function documentLimits(settings: GatewaySettings): ValidationRule {
  return (context) => {
    const breach = breachOf(context.getDocument(), settings);
    if (breach !== null) context.reportError(breach);
    return {};
  };
}

/** What the document asks beyond the limits, as the error to tell; null where it keeps them. */
export function breachOf(document: DocumentNode, settings: GatewaySettings): GraphQLError | null {
  return tooMuchText(document, settings) ?? tooMuchAsked(document, settings);
}

function tooMuchText(document: DocumentNode, { directives, listItems, valueDepth, aliases }: GatewaySettings): GraphQLError | null {
  const text = countText(document);
  if (text.directives > directives) return tooLarge("directives", text.directives, directives);
  if (text.longestList > listItems) return tooLarge("items in one list", text.longestList, listItems);
  if (text.deepestValue > valueDepth) return tooLarge("levels in one argument", text.deepestValue, valueDepth);
  if (text.aliases > aliases) return tooWide("aliases", text.aliases, aliases);
  if (text.pairs > MOST_PAIRS) return hubError("QUERY_TOO_LARGE", "The document names the same fields too many times; name each once.");
  return null;
}

/** Pairs of fields of one name in one selection: validation compares each with each, and what is below them. */
const MOST_PAIRS = 5_000;
/** Fields of one selection that make too few pairs to be counted, however many such selections there are. */
const FEW = 20;

function tooMuchAsked(document: DocumentNode, settings: GatewaySettings): GraphQLError | null {
  for (const { fields, rootFields, depth, introspectionDepth } of measureOperations(document)) {
    if (fields > settings.fields) return tooLarge("fields, fragments written out", fields, settings.fields);
    if (rootFields > settings.rootFields) return tooWide("root fields", rootFields, settings.rootFields);
    if (depth > settings.depth) return tooDeep(depth, settings.depth);
    if (introspectionDepth > settings.introspectionDepth) return tooDeep(introspectionDepth, settings.introspectionDepth);
  }
  return null;
}

function tooLarge(what: string, count: number, most: number): GraphQLError {
  return hubError("QUERY_TOO_LARGE", `The document has ${count} ${what}; at most ${most}. Ask for less at once.`, { most });
}

function tooWide(what: string, count: number, most: number): GraphQLError {
  return hubError("QUERY_TOO_WIDE", `The document has ${count} ${what}; at most ${most}. Ask in several requests.`, { most });
}

function tooDeep(count: number, most: number): GraphQLError {
  return hubError("QUERY_TOO_DEEP", `The selection is nested ${count} levels deep; at most ${most}.`, { most });
}

/** What is counted of a document as it stands, fragments not written out. */
interface TextMeasure {
  directives: number;
  aliases: number;
  longestList: number;
  deepestValue: number;
  pairs: number;
}

function countText(document: DocumentNode): TextMeasure {
  const text: TextMeasure = { directives: 0, aliases: 0, longestList: 0, deepestValue: 0, pairs: 0 };
  let open = 0;
  eachNode(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) text.directives += 1;
      if (node.kind === Kind.FIELD && node.alias !== undefined) text.aliases += 1;
      if (node.kind === Kind.LIST) text.longestList = Math.max(text.longestList, node.values.length);
      if (node.kind === Kind.SELECTION_SET) text.pairs += pairsIn(node);
      if (holdsValues(node)) {
        open += 1;
        text.deepestValue = Math.max(text.deepestValue, open);
      }
    },
    leave(node) {
      if (holdsValues(node)) open -= 1;
    },
  });
  return text;
}

function pairsIn({ selections }: SelectionSetNode): number {
  if (selections.length <= FEW) return 0;
  const counts = new Map<string, number>();
  let pairs = 0;
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = (selection.alias ?? selection.name).value;
    const before = counts.get(name) ?? 0;
    pairs += before;
    counts.set(name, before + 1);
  }
  return pairs;
}

function holdsValues({ kind }: ASTNode): boolean {
  return kind === Kind.LIST || kind === Kind.OBJECT;
}
