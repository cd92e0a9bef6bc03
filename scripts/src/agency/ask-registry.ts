import { askHub } from "../hub/ask-hub";

/** Which hub's registry, and by which token. */
export interface RegistryAddress {
  /** The hub, such as http://127.0.0.1:4000. */
  readonly hub: string;
  readonly token: string | null;
}

/** Asks a hub's registry; what it refuses is thrown, in its own words. */
export async function askRegistry<T>({ hub, token }: RegistryAddress, document: string, variables: Record<string, unknown>): Promise<T> {
  if (token === null) throw new Error("Publishing needs a token: give the one of the agency's publisher by --as.");
  const url = new URL("/registry", hub).toString();
  const { data, errors = [] } = await askHub({ url, token, document, variables });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return data as T;
}
