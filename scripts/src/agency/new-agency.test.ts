import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMapping } from "@actionline/agencies/feed/mapped/mapping-file";
import { newAgency } from "./new-agency";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "actionline-new-"));
});
afterEach(() => rm(home, { recursive: true }));

const fileOf = async (name: string, text: string): Promise<string> => {
  await writeFile(join(home, name), text);
  return join(home, name);
};
const make = (kind: Parameters<typeof newAgency>[0]["kind"], id = "rural-networks") =>
  newAgency({ id, name: "Rural Networks", folder: join(home, "made"), kind });

describe("A new agency", () => {
  it("with a CSV file begins with the file and a mapping of its columns", async () => {
    const file = await fileOf("projects.csv", "Ref,Project name,Status,Start date,Countries\n1,T,Ongoing,31/01/2024,Kenya; Uganda\n");
    const { files, next } = await make({ from: "csv", file });
    expect(files).toEqual(["rural-networks.csv", "rural-networks.mapping.json"]);
    expect(next.join()).toContain("preview rural-networks");
    const { activity } = await readMapping(join(home, "made", "rural-networks.mapping.json"));
    expect(activity).toMatchObject({ id: { from: "Ref" }, reporter: { value: "Rural Networks" }, start: { date: "D/M/Y" } });
  });

  it("with a JSON file too, whose list it finds", async () => {
    const file = await fileOf("p.json", JSON.stringify({ items: [{ code: 7, title: "T", status: "Closed", organization: "R" }] }));
    await make({ from: "json", file });
    const { activity, records } = await readMapping(join(home, "made", "rural-networks.mapping.json"));
    expect(records).toBe("items");
    expect(activity).toMatchObject({ id: { from: "code" }, title: { from: "title" }, reporter: { from: "organization" } });
  });

  it.each(["typescript", "python"] as const)("with a server begins with the example in %s under its own name", async (hosted) => {
    const { files } = await make({ hosted });
    expect((await readdir(join(home, "made"))).sort()).toEqual([...files].sort());
    for (const file of files) {
      const text = await readFile(join(home, "made", file), "utf8");
      expect(text).not.toMatch(/meridian|aurora/i);
      if (file.endsWith("graphql") && file.startsWith("own")) expect(text).toContain("rural_networks_");
    }
  });

  it("is refused under a name that can't be one, over a folder that is there, and without its file", async () => {
    await expect(make({ hosted: "python" }, "Rural Networks")).rejects.toThrow("can't be an agency's short name");
    await expect(make({ from: "csv", file: join(home, "none.csv") })).rejects.toThrow("There is no file none.csv");
    await expect(make({ hosted: "python" })).rejects.toThrow("is there already");
  });
});
