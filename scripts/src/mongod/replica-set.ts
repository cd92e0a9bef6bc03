import * as os from "node:os";
import { type Db, type Document, MongoClient, MongoServerError } from "mongodb";

export const REPLICA_SET = "actionline";

const PATIENCE_MS = 60_000;

/** Makes the mongod on this port the only member of its replica set, once, and waits until it is the primary. */
export async function joinReplicaSet(port: number, files: string, gone: AbortSignal): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: PATIENCE_MS,
    runtimeAdapters: { os },
  });
  gone.addEventListener("abort", () => void client.close(), { once: true });
  try {
    await client.connect();
    const admin = client.db("admin");
    await refuseAnother(admin, port, files);
    const hello = await admin.command({ hello: 1 });
    const host = `127.0.0.1:${port}`;
    if (hello.me !== host || hello.setName !== REPLICA_SET) {
      const config = await configOf(admin);
      // The port may be another one than last time, and a set whose only member has moved has to be told so by force.
      if (config === null) await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
      else await admin.command({ replSetReconfig: moved(config, host), force: true });
    }
    await untilPrimary(admin, gone);
  } finally {
    await client.close();
  }
}

/** Ours may have lost the port to another MongoDB in the moment before it listened; that one is none of our business. */
async function refuseAnother(admin: Db, port: number, files: string): Promise<void> {
  const { parsed } = await admin.command({ getCmdLineOpts: 1 });
  if (parsed?.storage?.dbPath !== files) throw new Error(`Another MongoDB answers on port ${port}; start again.`);
}

/** The set's configuration, or null before the first start. */
async function configOf(admin: Db): Promise<Document | null> {
  const { config } = await admin.command({ replSetGetConfig: 1 }).catch((error: unknown) => {
    if (error instanceof MongoServerError && error.codeName === "NotYetInitialized") return { config: null };
    throw error;
  });
  return config;
}

function moved(config: Document, host: string): Document {
  const [member] = config.members as Document[];
  return { ...config, version: Number(config.version) + 1, members: [{ ...member, host }] };
}

async function untilPrimary(admin: Db, gone: AbortSignal): Promise<void> {
  const patience = Date.now() + PATIENCE_MS;
  while (Date.now() < patience && !gone.aborted) {
    const hello = await admin.command({ hello: 1 });
    if (hello.isWritablePrimary === true) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`MongoDB didn't become ready within ${PATIENCE_MS / 1000} s.`);
}
