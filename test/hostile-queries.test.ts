import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@actionline/scripts/repository-root";
import { hostileKinds } from "@actionline/scripts/soak/hostile-queries/hostile-kinds";
import { type HostileReport, hostileQueries } from "@actionline/scripts/soak/hostile-queries/hostile-queries";
import type { HostileKind } from "@actionline/scripts/soak/hostile-queries/hostile-request";
import { buildSchema } from "graphql";
import { startHub, type TestHub } from "./support/start-hub";

let hub: TestHub;
let url: string;
let kinds: Readonly<Record<string, HostileKind>>;

beforeAll(async () => {
  kinds = hostileKinds(buildSchema(await readFile(join(repositoryRoot(), "schema/api.graphql"), "utf8")));
  hub = await startHub({ empty: true });
  url = `${(await hub.hub.listen(0, "127.0.0.1")).url}/graphql`;
}, 120_000);
afterAll(() => hub.stop());

const send = (count: number, of: Readonly<Record<string, HostileKind>>): Promise<HostileReport> =>
  hostileQueries({ url, kinds: of, first: 0, count, atOnce: 4 });

describe("a hub that is sent hostile queries", () => {
  it("refuses each with a code and a sentence, or answers it rightly, and tells nothing of its insides (A01 to A35)", async () => {
    const { sent, refused, answered, problems } = await send(500, kinds);
    expect(problems).toEqual([]);
    expect(sent).toBe(500);
    expect(refused).toBeGreaterThan(100);
    expect(answered).toBeGreaterThan(100);
  }, 300_000);

  it("answers a good question afterwards", async () => {
    await expect(hub.ask('{ actionLine(code: "C1") { code team { id } } }')).resolves.toEqual({
      actionLine: { code: "C1", team: { id: expect.any(String) } },
    });
  });
});
