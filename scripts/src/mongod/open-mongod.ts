import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tellWhenSlow } from "../tell-when-slow";
import { obtainMongod } from "./obtain-mongod";
import { startMongod } from "./start-mongod";

/** A MongoDB that answers; `stop` ends it where this process started it, and leaves any other alone. */
export interface OpenMongod {
  readonly uri: string;
  stop(): Promise<void>;
}

export interface OpenMongodOptions {
  /** Where the hub of this working directory keeps its data. */
  readonly folder: string;
  /** An address given by hand; goes before MONGODB_URI. */
  readonly uri?: string | undefined;
  /** Whether the mongod of a hub that runs in the same folder will do. */
  readonly share: boolean;
  readonly say: (line: string) => void;
}

interface Note {
  readonly pid: number;
  readonly uri: string;
}

/** The MongoDB of a folder: the address given, the one that its running hub has, or a new one. */
export async function openMongod({ folder, uri, share, say }: OpenMongodOptions): Promise<OpenMongod> {
  if (uri !== undefined) return { uri, stop: async () => undefined };
  const found = await obtainMongod({ say });
  if (found.kind === "ADDRESS") return { uri: found.uri, stop: async () => undefined };
  const note = join(folder, "mongod.json");
  const running = await readNote(note);
  if (running !== null && share) return { uri: running.uri, stop: async () => undefined };
  if (running !== null) {
    throw new Error(
      `A hub runs in this folder already (process ${running.pid}): use that one, or start the second in another folder or with --mongodb '${running.uri}'`,
    );
  }
  const mongod = await tellWhenSlow(startMongod({ binary: found.path, dataFolder: folder }), "Starting MongoDB…", say);
  await writeFile(note, JSON.stringify({ pid: process.pid, uri: mongod.uri } satisfies Note));
  return {
    uri: mongod.uri,
    stop: async () => {
      await rm(note, { force: true });
      await mongod.stop();
    },
  };
}

/** What a living hub noted; a note that a killed one left counts for nothing. */
async function readNote(file: string): Promise<Note | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  const { pid, uri } = JSON.parse(text) as Note;
  return isAlive(pid) ? { pid, uri } : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
