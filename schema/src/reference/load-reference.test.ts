import { loadReference } from "./load-reference";

const reference = loadReference();
const idsOf = (records: readonly { readonly id: string }[]): Set<string> => new Set(records.map(({ id }) => id));

describe("the reference data", () => {
  it("holds the numbers that its own README states", () => {
    expect(reference.instruments).toHaveLength(52);
    expect(reference.actionLines).toHaveLength(19);
    expect(reference.planItems).toHaveLength(224);
    expect(reference.organizations).toHaveLength(46);
    expect(reference.places.filter(({ level }) => level === "COUNTRY")).toHaveLength(249);
  });

  it("gives every record of a kind an id of its own", () => {
    for (const records of Object.values(reference)) expect(idsOf(records).size).toBe(records.length);
  });

  it("refers only to what it holds", () => {
    const [lines, items, organizations, places] = [
      idsOf(reference.actionLines),
      idsOf(reference.planItems),
      idsOf(reference.organizations),
      idsOf(reference.places),
    ];
    const missing = [
      ...reference.planItems.flatMap(({ actionLine }) => (actionLine === null || lines.has(actionLine) ? [] : [actionLine])),
      ...reference.planItems.flatMap(({ parent, nearDuplicateOf }) =>
        [parent, nearDuplicateOf].filter((id) => id !== null && !items.has(id)),
      ),
      ...reference.facilitators.flatMap(({ organization, actionLine }) => [
        ...(organizations.has(organization) ? [] : [organization]),
        ...(lines.has(actionLine) ? [] : [actionLine]),
      ]),
      ...reference.places.flatMap(({ within }) => within.filter((id) => !places.has(id))),
      ...reference.placeGroups.flatMap(({ countries }) => countries.filter((id) => !places.has(id))),
    ];
    expect(missing).toEqual([]);
  });

  it("keeps how far each fact was checked", () => {
    expect(reference.planItems.filter(({ verified }) => !verified).length).toBeGreaterThan(0);
    expect(reference.planItems.find(({ id }) => id === "GPA-18a")).toMatchObject({
      verified: true,
      confidence: "high",
      sources: ["POA-APP"],
    });
  });

  it("expects work only of actions and targets", () => {
    const natureOf = new Map(reference.planItems.map(({ id, nature }) => [id, nature]));
    expect(natureOf.get("GPA-18a")).toBe("ACTION");
    expect(natureOf.get("GPA-6a")).toBe("TARGET");
    expect(natureOf.get("GPA-14")).toBe("CHAPEAU");
    expect(natureOf.get("TAIS-105")).toBe("PROCEDURAL");
    expect(natureOf.get("GPA-6-businesses")).toBe("EXTERNAL");
  });

  it("dates facilitators by what their words allow", () => {
    const termOf = new Map(reference.facilitators.map(({ id, from, to }) => [id, { from, to }]));
    expect(termOf.get("C7-eHealth/WHO/LEAD_FACILITATOR")).toEqual({ from: "2010-01-01", to: null });
    expect(termOf.get("C6/UNDP/INTERIM_FOCAL_POINT")).toEqual({ from: "2006-01-01", to: "2008-05-31" });
    expect(termOf.get("C7-eHealth/ITU/CO_FACILITATOR")).toEqual({ from: null, to: null });
  });
});
