import { type ArgumentNode, type DocumentNode, Kind, type SelectionSetNode, valueFromASTUntyped } from "graphql";

/** Arguments that people ask a field with, so that its value is kept for them too. */
export interface AskedArguments {
  /** Such as `Activity`, and a field of it. */
  readonly type: string;
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A field of a thing that an operation asks for with arguments. */
export interface FieldWithArguments {
  readonly type: string;
  readonly field: string;
  readonly args: readonly ArgumentNode[];
}

/** What a gateway asks an agency of its things, as far as it gives arguments. */
export function fieldsWithArguments(document: DocumentNode): readonly FieldWithArguments[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    return definition.selectionSet.selections.flatMap((root) =>
      root.kind === Kind.FIELD && root.name.value === "_entities" && root.selectionSet !== undefined ? within(root.selectionSet, null) : [],
    );
  });
}

function within({ selections }: SelectionSetNode, type: string | null): FieldWithArguments[] {
  return selections.flatMap((node): FieldWithArguments[] => {
    if (node.kind === Kind.INLINE_FRAGMENT) return within(node.selectionSet, node.typeCondition?.name.value ?? type);
    if (node.kind !== Kind.FIELD || type === null || node.arguments === undefined || node.arguments.length === 0) return [];
    return [{ type, field: node.name.value, args: node.arguments }];
  });
}

/** With what it is asked; null where that is more than numbers and codes. */
export function argumentsGiven(
  { type, field, args }: FieldWithArguments,
  variables: Readonly<Record<string, unknown>>,
): AskedArguments | null {
  const given: Record<string, unknown> = {};
  for (const { name, value } of args) {
    const one = valueFromASTUntyped(value, variables);
    if (one === undefined) continue;
    if (!isCode(one, DEEPEST)) return null;
    given[name.value] = one;
  }
  return { type, field, args: given };
}

const [DEEPEST, MOST_PARTS] = [3, 20];
/** What somebody wrote in words is nobody else's business: values and their names stand in a log that anyone may read. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,31}$/;

function isCode(value: unknown, deepest: number): boolean {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return CODE.test(value);
  if (typeof value !== "object" || deepest === 0) return false;
  const parts = Object.values(value);
  return parts.length <= MOST_PARTS && parts.every((part) => isCode(part, deepest - 1));
}
