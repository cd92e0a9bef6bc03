/** One measured operation: its text, or another text of the same kind for which no plan is kept anywhere. */
export interface MeasuredOperation {
  readonly name: OperationName;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly query: string;
  /** The same question in the variant of that number: other leaves, so that neither its text nor its normalised text was seen before. */
  variant(number: number): string;
}

export type OperationName = "heavy" | "middle" | "light";

/** `~` stands before each leaf that variants play with. */
const FRAGMENTS = `
  fragment Who on Person { ~id ~handle ~name }
  fragment Said on Note { ~id ~text }
  fragment What on Project { ~onTrack ~title ~budget ~outlook ~code ~staff }`;

const HEAVY = `query Heavy {
  people { ...Who notes { ...Said project { ...What notes { ...Said writer { ...Who notes { ...Said project { ...What } } } } } } }
  leading { ...What notes { ...Said writer { ...Who notes { ...Said project { ...What } } } } }
}${FRAGMENTS}`;

const MIDDLE = `query Middle($first: Int) {
  leading(first: $first) { ~code ~title ~budget ~staff ~onTrack ~outlook notes { ~id ~text writer { ~id ~name ~handle ~joined } } }
}`;

const LIGHT = "query Light($code: ID!) { project(code: $code) { ~code ~title ~budget ~staff notes { ~id ~text } } }";

const WAYS = 4;

function operation(name: OperationName, template: string, variables: Readonly<Record<string, unknown>>): MeasuredOperation {
  return { name, variables, query: template.replaceAll("~", ""), variant: (number) => variantOf(template, number) };
}

/** Each leaf stands as it is, under an alias, or both in either order: digits of the number to the base of four. */
function variantOf(template: string, number: number): string {
  let left = number;
  return template.replaceAll(/~(\w+)/g, (_, leaf: string) => {
    const way = left % WAYS;
    left = Math.floor(left / WAYS);
    return [leaf, `${leaf}Too: ${leaf}`, `${leaf} ${leaf}Too: ${leaf}`, `${leaf}Too: ${leaf} ${leaf}`][way] ?? leaf;
  });
}

export const OPERATIONS: Readonly<Record<OperationName, MeasuredOperation>> = {
  heavy: operation("heavy", HEAVY, {}),
  middle: operation("middle", MIDDLE, { first: 5 }),
  light: operation("light", LIGHT, { code: "p1" }),
};
