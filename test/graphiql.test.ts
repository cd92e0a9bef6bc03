import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { startHub, type TestHub } from "./support/start-hub";

/** `npm test` finds or installs one. Where there is none, a person's run goes on without; a release may not. */
const CHROMIUM = process.env.ACTIONLINE_CHROMIUM ?? "";
const MISSING = "There is no Chromium to open GraphiQL in: run `npm test` as root on Debian, or name one by ACTIONLINE_CHROMIUM.";
const inBrowser = CHROMIUM === "" && process.env.CI === undefined ? it.skip : it;
if (CHROMIUM === "") console.warn(process.env.CI !== undefined ? MISSING : `${MISSING} The browser tests are skipped.`);

/** Nothing that the browser does of its own accord may pass for a request of the page. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const QUESTION = { title: "Which teams are there?", query: "{ agencies { id } teams { id } }" };

let test: TestHub | undefined;
let browser: BrowserContext | undefined;
let profile: string;
let url: string;
const asked: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "actionline-browser-"));
  if (CHROMIUM === "") return;
  test = await startHub({ empty: true, settings: { examples: [QUESTION], notice: "Nothing is reported yet." } });
  ({ url } = await test.hub.listen(0, "127.0.0.1"));
  browser = await chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: FLAGS, timeout: 30_000 });
  browser.on("request", (request) => asked.push(request.url()));
  browser.on("weberror", (error) => complaints.push(error.error().message));
  browser.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await test?.stop();
  await rm(profile, { recursive: true, force: true });
});

function opened(): BrowserContext {
  if (browser === undefined) throw new Error(MISSING);
  return browser;
}

describe("GraphiQL in a browser", () => {
  inBrowser(
    "opens from the front page, runs the question that was clicked, and shows its answer",
    async () => {
      const page = await opened().newPage();
      await page.goto(url);
      await page.getByText("Nothing is reported yet.").waitFor();
      await page.getByRole("link", { name: QUESTION.title }).click();
      await page.locator(".graphiql-execute-button").click();
      await page.locator(".result-window .CodeMirror", { hasText: "C7-eHealth" }).waitFor();
      const answer = await page.locator(".result-window .CodeMirror").textContent();
      expect(answer).toContain('"agencies": []');
      expect(answer).not.toContain('"errors"');
    },
    60_000,
  );

  inBrowser("M14: asks no other host for anything, and its pages complain of nothing", () => {
    expect(opened().pages().length).toBeGreaterThan(0);
    expect(asked.filter((address) => address.startsWith(`${url}/graphiql/`)).length).toBeGreaterThanOrEqual(6);
    const elsewhere = asked.filter((address) => !address.startsWith(`${url}/`) && !/^(?:data|blob|about):/.test(address));
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });

  inBrowser("X11: a page that takes text for markup runs none of it, and complains: M14 is found out", async () => {
    const page = await opened().newPage();
    const heard: string[] = [];
    page.on("console", (message) => message.type() === "error" && heard.push(message.text()));
    await page.goto(url);
    await page.evaluate(`document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="document.title = \\'taken over\\'">')`);
    while (heard.length === 0) await page.waitForTimeout(20);
    const ran = await page.title();
    expect(ran).not.toBe("taken over");
    expect(heard).toContainEqual(expect.stringContaining("Content Security Policy"));
    await page.close();
    complaints.length = 0;
  });
});
