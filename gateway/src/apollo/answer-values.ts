/** Under which the object that stands for an answer tells of its text, so that what the engine wrote goes out as it wrote it. */
const TEXT = Symbol("text");

/** A text, and the object that stands for it: who puts another before that one may change what is read through it. */
interface Held {
  readonly by: object;
  readonly text: string;
}

/**
 * An answer's data as an object, for plugins that look into it: read from its text only when one does. Once one holds a
 * part of it, or changes it, the answer is written from the object again.
 */
export function valuesOf(text: string): Record<string, unknown> | null {
  if (text === "null") return null;
  let read: Record<string, unknown> | null = null;
  const values = (): Record<string, unknown> => {
    read ??= JSON.parse(text) as Record<string, unknown>;
    return read;
  };
  let held: Held | null = null;
  const handedOut = (): Record<string, unknown> => {
    held = null;
    return values();
  };
  const data = new Proxy<Record<string, unknown>>(
    {},
    {
      has: (_, name) => Reflect.has(values(), name),
      ownKeys: () => Reflect.ownKeys(values()),
      get: (_, name) => (name === TEXT ? held : Reflect.get(handedOut(), name)),
      getOwnPropertyDescriptor: (_, name) => describe(handedOut(), name),
      set: (_, name, value) => Reflect.set(handedOut(), name, value),
      deleteProperty: (_, name) => Reflect.deleteProperty(handedOut(), name),
      defineProperty: (_, name, descriptor) => Reflect.defineProperty(handedOut(), name, { ...descriptor, configurable: true }),
    },
  );
  held = { by: data, text };
  return data;
}

/** A proxy may only tell of properties that could be taken away. */
function describe(values: object, name: string | symbol): PropertyDescriptor | undefined {
  const descriptor = Reflect.getOwnPropertyDescriptor(values, name);
  return descriptor === undefined ? undefined : { ...descriptor, configurable: true };
}

/** The data as JSON text; undefined where there is none. */
export function textOfValues(data: object | null | undefined): string | undefined {
  if (data === undefined) return undefined;
  const held = data === null ? null : (Reflect.get(data, TEXT) as Held | null | undefined);
  return held?.by === data ? held.text : JSON.stringify(data);
}
