import { type ArgumentNode, type DirectiveNode, Kind, type ValueNode } from "graphql";
import { EngineError } from "../engine-error";

/** `@skip` (negated) or `@include` by a variable of the client's. */
export interface ClientCondition {
  readonly variable: string;
  readonly negated: boolean;
}

/** `@defer` that no literal switches off. */
export interface ClientDeferral {
  readonly label: string | null;
  /** A variable of the client's; null for always. */
  readonly variable: string | null;
}

/** What the directives of one selection say, literals resolved. */
export interface Directions {
  /** `@skip` before `@include`. */
  readonly conditions: readonly ClientCondition[];
  readonly defer: ClientDeferral | null;
  /** All others, which go on to subgraphs as they stand. */
  readonly others: readonly DirectiveNode[];
}

const NONE: Directions = { conditions: [], defer: null, others: [] };

/** Reads the directives of a selection; null where a literal leaves the selection out. */
export function directionsOf(directives: readonly DirectiveNode[] = []): Directions | null {
  if (directives.length === 0) return NONE;
  const skip = switchOf(directives, "skip");
  const include = switchOf(directives, "include");
  if (skip === true || include === false) return null;
  const conditions: ClientCondition[] = [];
  if (typeof skip === "string") conditions.push({ variable: skip, negated: true });
  if (typeof include === "string") conditions.push({ variable: include, negated: false });
  return { conditions, defer: deferralOf(directives), others: directives.filter(({ name }) => !OWN.has(name.value)) };
}

const OWN: ReadonlySet<string> = new Set(["skip", "include", "defer"]);

/** The `if` of a directive: a literal, the name of a variable, or undefined where the directive isn't there. */
function switchOf(directives: readonly DirectiveNode[], name: string): boolean | string | undefined {
  const directive = directives.find((candidate) => candidate.name.value === name);
  return directive === undefined ? undefined : switchValue(argumentOf(directive, "if"));
}

function switchValue(value: ValueNode | undefined): boolean | string {
  if (value?.kind === Kind.BOOLEAN) return value.value;
  if (value?.kind === Kind.VARIABLE) return value.name.value;
  throw new Error("a directive's condition is neither a Boolean nor a variable, so the document wasn't validated");
}

function deferralOf(directives: readonly DirectiveNode[]): ClientDeferral | null {
  const directive = directives.find(({ name }) => name.value === "defer");
  if (directive === undefined) return null;
  const condition = argumentOf(directive, "if");
  const deferred = condition === undefined ? true : switchValue(condition);
  if (deferred === false) return null;
  return { label: labelOf(directive), variable: deferred === true ? null : deferred };
}

function labelOf(directive: DirectiveNode): string | null {
  const label = argumentOf(directive, "label");
  if (label === undefined || label.kind === Kind.NULL) return null;
  if (label.kind === Kind.STRING) return label.value;
  throw new EngineError("BAD_REQUEST", "Write the label of @defer as a string in the document; it can't be a variable.");
}

function argumentOf({ arguments: given }: DirectiveNode, name: string): ValueNode | undefined {
  return given?.find((argument: ArgumentNode) => argument.name.value === name)?.value;
}
