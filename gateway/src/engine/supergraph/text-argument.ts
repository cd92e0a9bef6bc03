import { type ConstDirectiveNode, Kind } from "graphql";

/** The text of a directive's argument; null where there is none. */
export function textArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

/** The directive with another text for an argument that it has. */
export function withTextArgument(directive: ConstDirectiveNode, name: string, text: string): ConstDirectiveNode {
  const args = (directive.arguments ?? []).map((argument) =>
    argument.name.value === name ? { ...argument, value: { kind: Kind.STRING as const, value: text } } : argument,
  );
  return { ...directive, arguments: args };
}
