/** Texts of answers by the object that stands for each, so that what the engine wrote goes out as it wrote it. */
const TEXTS = new WeakMap<object, string>();

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
  const handedOut = (): Record<string, unknown> => {
    TEXTS.delete(data);
    return values();
  };
  const data = new Proxy<Record<string, unknown>>(
    {},
    {
      has: (_, name) => Reflect.has(values(), name),
      ownKeys: () => Reflect.ownKeys(values()),
      get: (_, name) => Reflect.get(handedOut(), name),
      getOwnPropertyDescriptor: (_, name) => describe(handedOut(), name),
      set: (_, name, value) => Reflect.set(handedOut(), name, value),
      deleteProperty: (_, name) => Reflect.deleteProperty(handedOut(), name),
      defineProperty: (_, name, descriptor) => Reflect.defineProperty(handedOut(), name, { ...descriptor, configurable: true }),
    },
  );
  TEXTS.set(data, text);
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
  return (data === null ? undefined : TEXTS.get(data)) ?? JSON.stringify(data);
}
