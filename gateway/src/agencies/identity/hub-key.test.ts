import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newHubKey, openHubKey } from "./hub-key";
import { keysRoute } from "./keys-route";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "actionline-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("a hub keeps its key, and nobody else may read it", async () => {
  const file = join(folder, "home/hub-key.pem");
  const made = await openHubKey(file);
  expect((await openHubKey(file)).id).toBe(made.id);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it("gateways that begin at the same moment have the same key", async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => openHubKey(join(folder, "hub-key.pem"))));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
});

it("what is no key isn't taken for one", async () => {
  await writeFile(join(folder, "hub-key.pem"), "not a key");
  await expect(openHubKey(join(folder, "hub-key.pem"))).rejects.toThrow();
});

it("its public half alone is published, under its thumbprint", async () => {
  const key = newHubKey();
  const answer = await keysRoute([key.public]).answer({ path: {}, query: new URLSearchParams() });
  expect(answer?.contentType).toBe("application/json");
  expect(JSON.parse(answer?.body ?? "")).toEqual({
    keys: [{ kty: "OKP", crv: "Ed25519", x: expect.stringMatching(/^[\w-]{43}$/), kid: key.id, alg: "EdDSA", use: "sig" }],
  });
});
