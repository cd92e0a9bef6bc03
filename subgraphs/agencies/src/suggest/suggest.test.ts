import type { ActivityRecord } from "@actionline/schema/contract/records";
import { loadReference } from "@actionline/schema/reference/load-reference";
import { LINE_OF_PARAGRAPH, SECTOR_RULES, WEIGHING } from "./rules";
import { suggestAssignments } from "./suggest";
import { WORD_RULES } from "./word-rules";

const sector = (code: string, percentage?: number) => [{ vocabulary: "DAC-5", code, ...(percentage === undefined ? {} : { percentage }) }];

function activity(title: string, more: Partial<ActivityRecord> = {}): ActivityRecord {
  const text = { language: "en", text: title };
  return {
    kind: "ACTIVITY",
    id: "a:1",
    title: [text],
    activityKind: "PROJECT",
    status: "COMPLETED",
    period: {},
    reporter: { name: "A" },
    ...more,
  };
}

const describedAs = (text: string): Partial<ActivityRecord> => ({ description: [{ language: "en", text }] });
const targets = (record: ActivityRecord) => suggestAssignments(record).map((each) => each.item ?? each.actionLine);

describe("suggestAssignments", () => {
  it("suggests an item from a sector and a word, and says why", () => {
    const record = activity("Telemedicine for island clinics", { sectors: sector("12220") });
    expect(suggestAssignments(record)).toEqual([
      {
        item: "GPA-18e",
        actionLine: "C7-eHealth",
        confidence: 0.9,
        reason: 'DAC sector 12220 (basic health) and "telemedicine" in the title (rules: sector 122, telemedicine)',
      },
    ]);
  });

  it("suggests the whole line where no word settles the item", () => {
    const [first] = suggestAssignments(activity("Software for district clinics", { sectors: sector("12230") }));
    expect(first).toMatchObject({ item: null, actionLine: "C7-eHealth", confidence: 0.7 });
  });

  it.each([
    ["Appui à la télémédecine en zone rurale", "GPA-18e"],
    ["Fortalecimiento de la vigilancia epidemiológica con aplicaciones por Internet", "GPA-18c"],
    ["Sistema de informação em saúde para distritos", "GPA-18a"],
    ["Gestion des déchets électroniques", "GPA-20b"],
    ["Brecha digital en zonas rurales", "C2"],
    ["Телемедицина для отдалённых районов", "GPA-18e"],
  ])("reads %s", (title, target) => {
    expect(targets(activity(title))).toContain(target);
  });

  it.each([
    ["22010", "C6"],
    ["22020", "C2"],
    ["22030", "C9"],
    ["15153", "C9"],
  ])("takes DAC sector %s alone for %s", (code, line) => {
    expect(targets(activity("Phase two", { sectors: sector(code) }))).toEqual([line]);
  });

  it("asks for an ICT word before health, farming or schooling become an application of C7", () => {
    for (const code of ["12220", "31120", "11220"])
      expect(targets(activity("Support to districts", { sectors: sector(code) }))).toEqual([]);
  });

  it.each([
    ["a mobile clinic is no mobile telephony", activity("Mobile clinics for displaced families", { sectors: sector("12220") })],
    ["a mobile health team is no m-health", activity("Mobile health teams in the north", { sectors: sector("12220") })],
    [
      "a pandemic response that only mentions digital tools",
      activity("COVID-19 response", {
        sectors: sector("12264"),
        ...describedAs("Masks, tests and a digital thermometer; digital posters."),
      }),
    ],
    ["an e-voucher for food is no e-commerce", activity("E-vouchers for food assistance", { sectors: sector("72040") })],
    ["a place name with an e in it", activity("Shelter in Mazar-e-Sharif and Qala-e-Naw", { sectors: sector("72050") })],
    ["a letter e that ends one word before another", activity("Nutrition: IYCF-E strategy; phase E services")],
    ["a sector beside an ICT word of another line", activity("E-commerce", { sectors: sector("11220"), items: [{ item: "GPA-16a" }] })],
    ["the one health approach", activity("The Health Response", { sectors: sector("12110") })],
    ["SDG tags alone", activity("District support", { sdgs: [{ goal: 3, target: "3.8" }, { goal: 9, target: "9.c" }, { goal: 4 }] })],
    ["a sector of another vocabulary", activity("Phase two", { sectors: [{ vocabulary: "98", code: "22020" }] })],
    ["a DAC code as part of a word of hostile length", activity("x", { sectors: sector("9".repeat(60)) })],
  ])("suggests nothing for %s", (_, record) => {
    expect(suggestAssignments(record)).toEqual([]);
  });

  it("strengthens by an SDG tag what stands without it", () => {
    const without = suggestAssignments(activity("Telemedicine"));
    const withTag = suggestAssignments(activity("Telemedicine", { sdgs: [{ goal: 3, target: "3.8" }] }));
    expect(withTag[0]?.confidence).toBeGreaterThan(without[0]?.confidence ?? 1);
    expect(withTag[0]?.reason).toContain("SDG 3.8");
  });

  it("trusts a word in the description less than one in the title, and a minor sector less than a main one", () => {
    const inTitle = suggestAssignments(activity("Telemedicine"))[0]?.confidence ?? 0;
    const inDescription = suggestAssignments(activity("Clinics", describedAs("Telemedicine")))[0]?.confidence ?? 0;
    expect(inDescription).toBeLessThan(inTitle);
    expect(targets(activity("x", { sectors: sector("22020", 100) }))).toEqual(["C2"]);
    const [minor] = suggestAssignments(activity("x", { sectors: sector("22020", 5) }));
    expect(minor?.confidence).toBe(0.3);
  });

  it("leaves a line alone where the publisher names one of its items", () => {
    expect(targets(activity("Telemedicine", { items: [{ item: "GPA-18a" }] }))).toEqual([]);
  });

  it("offers an item where the publisher names the line only, and doesn't repeat the line", () => {
    expect(targets(activity("Telemedicine", { actionLines: ["C7-eHealth"] }))).toEqual(["GPA-18e"]);
    expect(targets(activity("Digital health", { actionLines: ["C7-eHealth"] }))).toEqual([]);
  });

  it("takes no sector alone for another line where the publisher declares one, but listens to its words", () => {
    const declaring = { items: [{ item: "GPA-12c" }], sectors: sector("22010") };
    expect(targets(activity("Lessons for users", declaring))).toEqual([]);
    expect(targets(activity("Lessons on e-commerce", declaring))).toEqual(["GPA-16a"]);
  });

  it("counts a word once where the description repeats the title", () => {
    const [once] = suggestAssignments(activity("Telemedicine"));
    expect(suggestAssignments(activity("Telemedicine", describedAs("Telemedicine.")))).toEqual([once]);
  });

  it("needs a disaster beside telemedicine for help in emergencies", () => {
    expect(targets(activity("Telemedicine after the earthquake"))).toEqual(expect.arrayContaining(["GPA-18e", "GPA-18f"]));
    expect(targets(activity("Telemedicine for islands"))).not.toContain("GPA-18f");
  });

  it("is bounded: a huge text costs no more than a long one, and gives few suggestions, none certain", () => {
    const everything = WORD_RULES.flatMap((rule) => [...rule.phrases, ...(rule.companions ?? [])]).join(". ");
    const title = Array.from({ length: 50 }, () => ({ language: "en", text: everything.padEnd(20_000, " -e-") }));
    const suggestions = suggestAssignments(activity("x", { title, description: title, sectors: sector("12220") }));
    expect(suggestions.length).toBe(WEIGHING.mostSuggestions);
    for (const each of suggestions) expect(each.confidence).toBeLessThanOrEqual(WEIGHING.cap);
  });

  it("gives the same suggestions in the same order whatever the order of sectors", () => {
    const codes = [...sector("22040"), ...sector("12220"), ...sector("31120")];
    const forwards = suggestAssignments(activity("Online courses on telemedicine", { sectors: codes }));
    expect(suggestAssignments(activity("Online courses on telemedicine", { sectors: [...codes].reverse() }))).toEqual(forwards);
    expect(forwards.length).toBeGreaterThan(2);
  });
});

describe("the tables of rules", () => {
  const { actionLines, planItems } = loadReference();
  const lineOfItem = new Map(planItems.map((item) => [item.id, item.actionLine]));

  it("name only lines and items that the plan has, each item under its own line", () => {
    const lines = new Set(actionLines.map((line) => line.id));
    for (const rule of [...WORD_RULES, ...SECTOR_RULES]) expect(lines).toContain(rule.line);
    for (const rule of WORD_RULES) if (rule.item !== null) expect([rule.item, lineOfItem.get(rule.item)]).toEqual([rule.item, rule.line]);
  });

  it("know the line of each paragraph as the plan does", () => {
    for (const [item, line] of lineOfItem) {
      if (line !== null) expect([item, LINE_OF_PARAGRAPH[/^GPA-(\d+)/.exec(item)?.[1] ?? ""]]).toEqual([item, line]);
    }
  });

  it("have a name for each rule, and weights that never reach certainty", () => {
    expect(new Set(WORD_RULES.map((rule) => rule.name)).size).toBe(WORD_RULES.length);
    for (const rule of [...WORD_RULES, ...SECTOR_RULES]) {
      expect(rule.weight).toBeGreaterThan(0);
      expect(rule.weight).toBeLessThanOrEqual(0.7);
    }
  });
});
