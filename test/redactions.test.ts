import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectIndex } from "@actionline/kit/connect-index";
import { redact } from "@actionline/log/redaction/redact";
import { upsert } from "@actionline/log/testing/start-log";
import { type Hub, openHub } from "@actionline/scripts/hub/open-hub";
import { quietLogger } from "@actionline/scripts/hub/quiet-logger";
import type { Db, Document, MongoClient } from "mongodb";
import { NOW } from "./support/start-hub";

const SECRET = "Maria Example";

let home: string;
let client: MongoClient;
let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "actionline-home-"));
  const uri = process.env.ACTIONLINE_TEST_MONGODB ?? "";
  ({ client, db, close } = await connectIndex(uri, `test_hub_${randomUUID().slice(0, 8)}`));
});
afterAll(async () => {
  await db.dropDatabase();
  await close();
  await rm(home, { recursive: true });
});

const open = () => openHub({ client, db, space: "DEMONSTRATION", clock: () => NOW, logger: quietLogger, home, follows: false });

async function copied(): Promise<Map<string, Document[]>> {
  const copies = new Map<string, Document[]>();
  for (const collection of await db.collections()) copies.set(collection.collectionName, await collection.find().toArray());
  return copies;
}

async function putBack(copies: ReadonlyMap<string, readonly Document[]>): Promise<void> {
  for (const collection of await db.collections()) await collection.deleteMany({});
  for (const [name, documents] of copies) if (documents.length > 0) await db.collection(name).insertMany([...documents]);
}

async function names(hub: Hub): Promise<unknown> {
  const { body } = await hub.execute({ query: '{ organization(id: "nord:o-1") { name } redactions { nodes { record reason } } }' });
  return body.data;
}

it("a hub that starts over an older copy of its database has erased anew what was redacted since, before it answers", async () => {
  const first = await open();
  const organization = { id: "nord:o-1", name: SECRET, type: "GOVERNMENT", invented: true };
  await first.appender.append([upsert("ORGANIZATION", organization as never, "nord")]);
  expect(await names(first)).toMatchObject({ organization: { name: SECRET } });
  await first.close();
  const copies = await copied();
  const second = await open();
  const order = { kind: "ORGANIZATION", subject: "nord:o-1", pointer: "/name", reason: "It named a person.", orderedBy: "a desk" } as const;
  await redact(second.appender, { ...order, at: NOW });
  const redacted = { organization: { name: "[redacted]" }, redactions: { nodes: [{ record: "nord:o-1", reason: "It named a person." }] } };
  expect(await names(second)).toEqual(redacted);
  await second.close();
  await putBack(copies);
  expect(JSON.stringify([...(await copied())])).toContain(SECRET);
  const third = await open();
  expect(await names(third)).toEqual(redacted);
  await third.close();
  expect(JSON.stringify([...(await copied())])).not.toContain(SECRET);
});
