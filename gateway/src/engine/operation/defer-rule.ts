import { type DirectiveNode, GraphQLError, Kind, type ValidationContext, type ValidationRule, type ValueNode } from "graphql";

/** What graphql-js 17 says of `@defer` and 16, which doesn't know it, can't: where it may stand, and what it may be called. */
export const deferRule: ValidationRule = (context) => {
  const labels = new Map<string, DirectiveNode>();
  let subscription = false;
  return {
    OperationDefinition(operation) {
      subscription = operation.operation === "subscription";
    },
    FragmentDefinition() {
      subscription = false;
    },
    Directive(directive) {
      if (directive.name.value !== "defer" || isFalse(argumentOf(directive, "if"))) return;
      checkPlace(directive, subscription, context);
      checkLabel(directive, labels, context);
    },
  };
};

function checkPlace(directive: DirectiveNode, subscription: boolean, context: ValidationContext): void {
  const type = context.getParentType();
  const schema = context.getSchema();
  if (type !== undefined && type !== null && type === schema.getMutationType()) {
    tell(context, `Defer directive cannot be used on root mutation type "${type.name}".`, directive);
  } else if (type !== undefined && type !== null && type === schema.getSubscriptionType()) {
    tell(context, `Defer directive cannot be used on root subscription type "${type.name}".`, directive);
  } else if (subscription && argumentOf(directive, "if")?.kind !== Kind.VARIABLE) {
    tell(
      context,
      "Defer directive not supported on subscription operations. Disable `@defer` by setting the `if` argument to `false`.",
      directive,
    );
  }
}

function checkLabel(directive: DirectiveNode, labels: Map<string, DirectiveNode>, context: ValidationContext): void {
  const label = argumentOf(directive, "label");
  if (label === undefined || label.kind === Kind.NULL) return;
  if (label.kind !== Kind.STRING) {
    tell(context, 'Argument "@defer(label:)" must be a static string.', directive);
    return;
  }
  const known = labels.get(label.value);
  if (known === undefined) labels.set(label.value, directive);
  else tell(context, NOT_UNIQUE, known, directive);
}

const NOT_UNIQUE = 'Value for arguments "defer(label:)" and "stream(label:)" must be unique across all Defer/Stream directive usages.';

function tell(context: ValidationContext, message: string, ...nodes: readonly DirectiveNode[]): void {
  context.reportError(new GraphQLError(message, { nodes }));
}

function isFalse(value: ValueNode | undefined): boolean {
  return value?.kind === Kind.BOOLEAN && !value.value;
}

function argumentOf({ arguments: given }: DirectiveNode, name: string): ValueNode | undefined {
  return given?.find((argument) => argument.name.value === name)?.value;
}
