import { keyFields } from "./key-fields";

const leaf = (name: string) => ({ name, fields: [] });

describe("The fields of a key", () => {
  it("are its names, and those within braces below the name before them", () => {
    expect(keyFields("id")).toEqual([leaf("id")]);
    expect(keyFields("sku,package")).toEqual([leaf("sku"), leaf("package")]);
    expect(keyFields("id organization { code parent { id } } number")).toEqual([
      leaf("id"),
      { name: "organization", fields: [leaf("code"), { name: "parent", fields: [leaf("id")] }] },
      leaf("number"),
    ]);
  });
});
