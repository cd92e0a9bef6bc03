import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "graphql";
import { TrustedDocuments } from "./trusted-documents";

type Registered = readonly [id: string, text: string];

/**
 * Reads the documents that an operator trusts: a folder of `.graphql` files, each under its name; or a JSON file, either
 * texts by id or by hash, as Relay's compiler writes them, or a manifest of Apollo's. Refuses what isn't one of those, and
 * a text that isn't a document.
 */
export async function loadTrustedDocuments(path: string): Promise<TrustedDocuments> {
  const registered = (await stat(path)).isDirectory() ? await ofFolder(path) : ofJson(await readFile(path, "utf8"), path);
  for (const [id, text] of registered) checkDocument(id, text, path);
  if (registered.length === 0) throw new Error(`${path} holds no documents`);
  return new TrustedDocuments(registered);
}

async function ofFolder(path: string): Promise<readonly Registered[]> {
  const files = (await readdir(path)).filter((name) => name.endsWith(".graphql")).sort();
  return Promise.all(
    files.map(async (name): Promise<Registered> => [basename(name, ".graphql"), await readFile(join(path, name), "utf8")]),
  );
}

function ofJson(text: string, path: string): readonly Registered[] {
  const value: unknown = parsed(text, path);
  if (!isObject(value)) throw new Error(`${path} isn't a JSON object of documents`);
  if ("format" in value) return ofManifest(value, path);
  return Object.entries(value).map(([id, document]): Registered => [id, textOf(document, id, path)]);
}

function ofManifest({ format, version, operations }: Readonly<Record<string, unknown>>, path: string): readonly Registered[] {
  if (format !== "apollo-persisted-query-manifest" || version !== 1 || !Array.isArray(operations)) {
    throw new Error(`${path} says it is a manifest, but isn't version 1 of "apollo-persisted-query-manifest"`);
  }
  return operations.map((operation: unknown): Registered => {
    if (!isObject(operation) || typeof operation.id !== "string") throw new Error(`${path} has an operation without an id`);
    return [operation.id, textOf(operation.body, operation.id, path)];
  });
}

function textOf(document: unknown, id: string, path: string): string {
  if (typeof document === "string") return document;
  throw new Error(`${path} has no text for the document "${id}"`);
}

function checkDocument(id: string, text: string, path: string): void {
  try {
    parse(text, { noLocation: true });
  } catch (error) {
    throw new Error(`${path} has a text under "${id}" that isn't a GraphQL document`, { cause: error });
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} isn't JSON`, { cause: error });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
