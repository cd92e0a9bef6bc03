import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readQuestion, readVariables } from "./question";

describe("a question on the command line", () => {
  it("is what was typed, or what stands in a .graphql file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "actionline-question-"));
    await writeFile(join(folder, "a.graphql"), "{ teams { id } }");
    await expect(readQuestion("{ sources { id } }")).resolves.toBe("{ sources { id } }");
    await expect(readQuestion(join(folder, "a.graphql"))).resolves.toBe("{ teams { id } }");
    await expect(readQuestion(join(folder, "b.graphql"))).rejects.toThrow(/^There is no file .*b\.graphql; give a query in quotes or/);
    await rm(folder, { recursive: true });
  });

  it("takes its variables as a JSON object, and says so of anything else", () => {
    expect(readVariables(undefined)).toEqual({});
    expect(readVariables('{"id":"a:1"}')).toEqual({ id: "a:1" });
    for (const wrong of ["{id: 1}", "[1]", "null", "7"]) expect(() => readVariables(wrong)).toThrow("--variables takes a JSON object");
  });
});
