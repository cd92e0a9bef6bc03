import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startHub, type TestHub } from "./support/start-hub";

const FOLDER = join(__dirname, "../schema/operations");
const OPERATIONS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".graphql"))
  .map((name) => name.slice(0, -".graphql".length))
  .sort();

/** Kinds to record anew: `ACTIONLINE_UPDATE=plan,reads npm test -- operations`. Never where nobody looks at the difference. */
const UPDATE = new Set(process.env.CI === undefined ? (process.env.ACTIONLINE_UPDATE ?? "").split(",") : []);

let test: TestHub;
beforeAll(async () => {
  test = await startHub();
}, 120_000);
afterAll(() => test.stop());

const queryOf = (name: string): string => readFileSync(join(FOLDER, `${name}.graphql`), "utf8");

function expectRecorded(kind: "data" | "plan" | "reads", file: string, text: string): void {
  const path = join(FOLDER, file);
  if (UPDATE.has(kind)) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
}

async function readsOf(query: string): Promise<string[]> {
  test.reads.take();
  await test.ask(query);
  return test.reads.take();
}

describe.each(OPERATIONS)("%s", (name) => {
  it("answers as recorded", async () => {
    expectRecorded("data", `${name}.data.json`, `${JSON.stringify(await test.ask(queryOf(name)), null, 2)}\n`);
  });

  it("is planned as recorded", async () => {
    expectRecorded("plan", `${name}.plan.txt`, `${(await test.hub.explain(queryOf(name))).trimEnd()}\n`);
  });

  it("reads as recorded", async () => {
    expectRecorded("reads", `${name}.reads.txt`, `${(await readsOf(queryOf(name))).join("\n")}\n`);
  });

  it("sends no more reads for many rows than for few", async () => {
    const few = queryOf(name).replaceAll(/first: \d+/g, "first: 5");
    expect((await readsOf(queryOf(name))).length).toBeLessThanOrEqual((await readsOf(few)).length);
  });
});

it("there are operations to run", () => {
  expect(OPERATIONS.length).toBeGreaterThanOrEqual(6);
});
