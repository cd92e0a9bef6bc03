import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_SETTINGS } from "@actionline/gateway/settings";
import { readSettings } from "./settings-file";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "actionline-settings-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function settings(text: string): Promise<Awaited<ReturnType<typeof readSettings>>> {
  const file = join(folder, "settings.json");
  await writeFile(file, text);
  return readSettings(file);
}

describe("a settings file", () => {
  it("may give every setting of the gateway, as its defaults stand", async () => {
    await expect(settings(JSON.stringify(DEFAULT_SETTINGS))).resolves.toEqual({ identity: {}, gateway: DEFAULT_SETTINGS, notices: {} });
    const own = { name: "Our hub", notice: "A trial.", corsOrigins: ["https://dashboard.example.org"], requestMs: 20_000 };
    await expect(settings(JSON.stringify(own))).resolves.toEqual({ identity: {}, gateway: own, notices: {} });
  });

  it("may give those of notices beside them, the mail server's password in a file of its own", async () => {
    const passwordFile = join(folder, "password");
    await writeFile(passwordFile, "not told\n");
    const smtp = { host: "mail.example.org", port: 587, secure: false, user: "hub" };
    const notices = { publicUrl: "https://hub.example.org", mailFrom: "hub@example.org", smtp: { ...smtp, passwordFile } };
    await expect(settings(JSON.stringify({ notices }))).resolves.toEqual({
      identity: {},
      gateway: {},
      notices: { ...notices, smtp: { ...smtp, password: "not told" } },
    });
  });

  it.each([
    ['{"smpt": null}', /"notices" has "smpt", which is no setting; there are: allowLocalWebhooks, /],
    ['{"publicUrl": "https://hub.example.org/path"}', /"notices.publicUrl" has to be the hub's own address/],
    ['{"mailFrom": "A <a@b.example>"}', /"notices.mailFrom" has to be one plain mail address/],
    ['{"smtp": {"host": "a b", "port": 25, "secure": false}}', /"notices.smtp" has to be \{"host"/],
    ['{"smtp": {"host": "a", "port": 25, "secure": false, "password": "x"}}', /"notices.smtp" has to be/],
    ['{"webhookMs": 1}', /"notices.webhookMs" has to be a whole number/],
    ["[]", /"notices" has to be an object/],
  ])("with notices %s is refused with what it has to be", async (notices, wanted) => {
    await expect(settings(`{"notices": ${notices}}`)).rejects.toThrow(wanted);
  });

  it("is refused with the names that there are where it has another", async () => {
    await expect(settings('{"timeout": 5}')).rejects.toThrow(/has "timeout", which is no setting; there are: name, notice, .*requestMs/);
    await expect(settings('{"__proto__": 5}')).rejects.toThrow('has "__proto__", which is no setting');
  });

  it.each([
    ["depth", '"12"', "a whole number from 1 to 2147483647; its default is 12"],
    ["requestMs", "0", "a whole number from 1 to 2147483647; its default is 10000"],
    ["requestMs", "3000000000", "a whole number from 1 to 2147483647"],
    ["notice", "7", "a text that isn't empty, or null; its default is null"],
    ["name", '" "', 'a text that isn\'t empty; its default is "Actionline"'],
    ["corsOrigins", '["*"]', "a list of origins"],
    ["corsOrigins", '["https://a.example/path"]', "a list of origins"],
    ["examples", '[{"title": "One"}]', "a list of"],
  ])("that gives %s as %s is refused with what it has to be", async (name, value, wanted) => {
    await expect(settings(`{"${name}": ${value}}`)).rejects.toThrow(`"${name}" has to be ${wanted}`);
  });

  it("can't give the headers longer than the whole request", async () => {
    await expect(settings('{"bodyMs": 3000}')).rejects.toThrow('"headersMs" (5000) can\'t be more than "bodyMs" (3000)');
  });

  it("that isn't there or is no JSON object is refused in a sentence", async () => {
    await expect(readSettings(join(folder, "none.json"))).rejects.toThrow(/^There is no settings file .*none\.json\.$/);
    for (const text of ["", "[]", "7", "{depth: 1}"]) await expect(settings(text)).rejects.toThrow("isn't a JSON object");
  });
});

describe("who the hub is to other hubs", () => {
  it("may be given, under a name that ids can begin with", async () => {
    const hub = { id: "north-hub", name: "A hub of the north" };
    await expect(settings(JSON.stringify({ hub }))).resolves.toMatchObject({ identity: hub });
    await expect(settings('{"hub": {"id": "North Hub"}}')).rejects.toThrow('"hub.id" has to be a short name');
    await expect(settings('{"hub": {"colour": "red"}}')).rejects.toThrow('"hub.colour", which is no setting');
  });
});
