import { linked } from "./hostile-sdl";

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** A text of that many bytes, all of it a schema. */
export function ofBytes(bytes: number): string {
  const head = `${linked("type Query { evil_x: Int }")}#`;
  return head + "x".repeat(bytes - head.length);
}

export const manyTypes = (count: number): string =>
  linked(`type Query { evil_x: evil_T0 }\n${lines(count - 1, (index) => `type evil_T${index} { x: Int }`)}`);

export function manyFields(types: number, each: number): string {
  const fields = lines(each, (index) => `  f${index}: Int`);
  return linked(`type Query { evil_x: evil_T0 }\n${lines(types, (index) => `type evil_T${index} {\n${fields}\n}`)}`);
}

export const manyKeys = (count: number): string =>
  linked(
    `type Query { evil_x: evil_T }\ntype evil_T ${lines(count, (index) => `@key(fields: "f${index}")`)} {\n${lines(count, (index) => `f${index}: ID`)}\n}`,
  );

export const deepFieldSet = (depth: number): string =>
  linked(
    `type Query { evil_x: evil_T }\ntype evil_T @key(fields: "id ${"next { ".repeat(depth - 1)}id${" }".repeat(depth - 1)}") { id: ID next: evil_T }`,
  );

/** Every type implements every interface. */
export function manyInterfaces(types: number, interfaces: number): string {
  const names = Array.from({ length: interfaces }, (_, index) => `evil_I${index}`);
  const fields = lines(interfaces, (index) => `f${index}: Int`);
  return linked(
    `type Query { evil_x: evil_T0 }\n${names.map((name, index) => `interface ${name} { f${index}: Int }`).join("\n")}\n${lines(types, (index) => `type evil_T${index} implements ${names.join(" & ")} {\n${fields}\n}`)}`,
  );
}

/** Within every limit, and long to compose: types that all lead to each other, each with keys. */
export function mesh(types: number, each: number, keys: number): string {
  const keyed = Array.from({ length: keys }, (_, index) => `@key(fields: "k${index}")`).join(" ");
  const own = Array.from({ length: keys }, (_, index) => `  k${index}: ID`).join("\n");
  const type = (index: number): string =>
    `type evil_T${index} ${keyed} {\n${own}\n${lines(each, (field) => `  f${field}: evil_T${(index * 7 + field) % types}`)}\n}`;
  return linked(`type Query { evil_x: evil_T0 }\n${lines(types, type)}`);
}

/** That many things wrong, each of them at another place. */
export const manyErrors = (count: number): string => linked(`type Query {\n${lines(count, (index) => `  wrong${index}: Int`)}\n}`);
