import { connectIndex } from "@actionline/kit/connect-index";
import type { CommandStartedEvent, Db, Document } from "mongodb";

/** What each subgraph reads, one line a read, by a connection of its own for each. */
export interface ReadRecorder {
  databaseOf(subgraph: string): Db;
  /** The reads since the last call, in an order that doesn't depend on which came first; equal ones are counted. */
  take(): string[];
  close(): Promise<void>;
}

/** Records reads of one database; the names are those of the subgraphs that will read it. */
export async function recordReads(uri: string, database: string, names: readonly string[]): Promise<ReadRecorder> {
  const lines: string[] = [];
  const connections = new Map(
    await Promise.all(names.map(async (name) => [name, await connectIndex(uri, database, { countReads: true })] as const)),
  );
  for (const [name, { client }] of connections) {
    client.on("commandStarted", ({ commandName, command, databaseName }: CommandStartedEvent) => {
      if (databaseName === database && READS.has(commandName)) lines.push(`${name}: ${describe(commandName, command)}`);
    });
  }
  return {
    databaseOf: (name) => {
      const connection = connections.get(name);
      if (connection === undefined) throw new Error(`No subgraph is called ${name}.`);
      return connection.db;
    },
    take: () => counted(lines.splice(0)),
    close: async () => {
      for (const { close } of connections.values()) await close();
    },
  };
}

const READS = new Set(["find", "aggregate", "getMore", "count", "distinct"]);

function counted(lines: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].map(([line, count]) => (count === 1 ? line : `${line} × ${count}`)).sort();
}

/** The shape of a command without its values, which differ from run to run. */
function describe(name: string, command: Document): string {
  if (name === "getMore") return `getMore ${command.collection}`;
  const { filter, pipeline, query, sort, limit } = command;
  const parts = [`${name} ${command[name]}`, shapeOf(filter ?? query ?? pipeline ?? {})];
  if (sort !== undefined) parts.push(`sort ${shapeOf(sort)}`);
  if (limit !== undefined) parts.push(`limit ${limit}`);
  return parts.join(" ");
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value))
    return value.every((item) => typeof item === "object" && item !== null) ? `[${value.map(shapeOf).join(", ")}]` : `[${value.length}]`;
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof RegExp) return "…";
  if (value instanceof Map) return shapeOf(Object.fromEntries(value));
  const fields = Object.entries(value).map(([key, inner]) => `${key}: ${shapeOf(inner)}`);
  return `{ ${fields.join(", ")} }`;
}
