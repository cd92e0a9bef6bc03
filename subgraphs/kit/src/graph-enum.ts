import { registerEnumType } from "type-graphql";

/**
 * A closed list of words as a GraphQL enum, each word with what it means.
 *
 * @returns the object that `@Field(() => …)` takes; its keys and values are the words
 */
export function graphEnum<Word extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Word, string>>,
): { readonly [Each in Word]: Each } {
  const words = Object.keys(meanings) as Word[];
  const object = Object.fromEntries(words.map((word) => [word, word])) as { readonly [Each in Word]: Each };
  const valuesConfig = Object.fromEntries(words.map((word) => [word, { description: meanings[word] }]));
  registerEnumType(object, { name, description, valuesConfig: valuesConfig as never });
  return object;
}
