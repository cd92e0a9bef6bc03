import type { AssertionName } from "@actionline/schema/coordination-records";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { featuresOf, type MoreFacts } from "../features/activity-features";
import { aBudget, aContext, anActivity, inEnglish } from "../testing/records";
import { assess } from "./assess";
import type { MatchContext } from "./match-context";

type Half = Partial<StoredActivity> & { readonly id?: string; readonly beside?: MoreFacts };

function asserted(one: Half, other: Half, more: Partial<MatchContext> = {}): ReadonlyMap<AssertionName, string> {
  const of = ({ id, beside, ...record }: Half, without: string) => featuresOf(anActivity(id ?? without, record), beside);
  const { assertions } = assess(of(one, "a:1"), of(other, "b:2"), aContext(more));
  return new Map(assertions.map(({ name, detail }) => [name, detail]));
}

const titled = (language: string, text: string): Half => ({ title: [{ language, text }] });
const period = (start: string, end?: string): StoredActivity["period"] => ({ start, ...(end !== undefined && { end }) });
const LEAD = (id: string): Half => ({ participants: [{ role: "LEAD", organisation: { id, name: `The ${id}` } }] });

const NEAR: readonly (readonly [string, Half, Half])[] = [
  ["case and punctuation", titled("en", "First steps in coding: Tamale, Ghana"), titled("en", "FIRST STEPS IN CODING (Tamale, Ghana)")],
  ["accents", titled("fr", "Écoles connectées à Mopti"), titled("fr", "Ecoles connectees a Mopti")],
  ["a word more", titled("en", "Digital libraries for village schools"), titled("en", "Digital libraries for rural village schools")],
  ["a spelling", titled("en", "Strengthening e-health organisation in Kenya"), titled("en", "Strengthening eHealth organization in Kenya")],
  ["another order", titled("en", "Ghana: coding skills for girls"), titled("en", "Coding skills for girls, Ghana")],
  ["regional variants of one language", titled("en-GB", "Mobile money for farmers"), titled("en", "Mobile money for farmers")],
  ["a language that one doesn't state", titled("und", "Mobile money for farmers"), titled("en", "Mobile money for farmers.")],
  ["Arabic with and without vowel signs", titled("ar", "تدريب الممرضات على السجلات"), titled("ar", "تَدريب الممرّضات على السجلات")],
  [
    "Russian endings",
    titled("ru", "Обучение медицинских сестёр цифровым навыкам"),
    titled("ru", "Обучение медицинских сестёр цифровым навыкам."),
  ],
  ["Chinese", titled("zh", "肯尼亚护士电子健康档案培训"), titled("zh-Hans", "肯尼亚护士电子健康档案培训。")],
  ["full-width forms", titled("zh", "ＩＣＴ技能培训中心建设"), titled("zh", "ICT技能培训中心建设")],
];

const NOT_NEAR: readonly (readonly [string, Half, Half])[] = [
  ["one town for another", titled("en", "Coding for school leavers in Tamale"), titled("en", "Coding for school leavers in Kumasi")],
  ["another number", titled("en", "Support to health facility 12"), titled("en", "Support to health facility 13")],
  ["two languages", titled("en", "Mobile money for farmers"), titled("fr", "Mobile money for farmers")],
  ["few words", titled("en", "Digital schools"), titled("en", "Digital libraries")],
  ["other work", titled("zh", "肯尼亚护士电子健康档案培训"), titled("zh", "斐济渔民移动支付试点项目")],
  ["a country for another with a like name", titled("en", "Rural networks of Niger"), titled("en", "Rural networks of Nigeria")],
];

describe("TITLE_NEAR", () => {
  it.each(NEAR)("stands for titles that differ by %s", (_, one, other) => {
    expect(asserted(one, other).get("TITLE_NEAR")).toContain("titles");
  });

  it.each(NOT_NEAR)("doesn't stand for titles that differ by %s", (_, one, other) => {
    expect(asserted(one, other).has("TITLE_NEAR")).toBe(false);
  });

  it("is found in any language that both have", () => {
    const both = { title: [...inEnglish("Nurses learn"), { language: "fr", text: "Formation des infirmières au Kenya" }] };
    expect(asserted(both, titled("fr", "Formation d'infirmières au Kenya")).has("TITLE_NEAR")).toBe(true);
  });
});

describe("what two records are asserted to have in common", () => {
  it.each<readonly [AssertionName, Half, Half, string]>([
    [
      "SAME_SOURCE_ID",
      { id: "a:XM-DAC-41114-77001" },
      { id: "b:XM-DAC-41114-77001" },
      "Both carry the id XM-DAC-41114-77001, and the id names",
    ],
    ["SAME_SOURCE_ID", { links: [{ type: "THIRD_PARTY", activity: "2" }] }, {}, "a:1 names b:2 as another organization's report"],
    [
      "URL_EQUAL",
      { sourceUrl: "http://www.example.org/projects/7/?utm_source=mail" },
      { homepage: "https://example.org/projects/7#top" },
      "Both give the address example.org/projects/7.",
    ],
    ["SAME_LEAD", LEAD("WHO"), LEAD("WHO"), 'Both are led by "The WHO" (WHO).'],
    ["ORG_OVERLAP", LEAD("WHO"), { reporter: { id: "WHO", name: "WHO" } }, "Both name WHO."],
    ["SAME_ITEM", { items: [{ item: "GPA-18" }] }, { items: [{ item: "GPA-18a" }] }, "Both are assigned to GPA-18."],
    ["SAME_ITEM", { beside: { accepted: ["GPA-9c"] } }, { items: [{ item: "GPA-9c" }] }, "Both are assigned to GPA-9c."],
    ["PLACE_EQUAL", { places: [{ place: "KE" }, { place: "FJ" }] }, { places: [{ place: "FJ" }, { place: "KE" }] }, "placed in FJ, KE"],
    ["PLACE_NESTED", { places: [{ place: "KE" }] }, { places: [{ place: "002" }] }, "lies in, the other's: 002."],
    ["DATES_OVERLAP", {}, { period: period("2024-10-01", "2026-01-01") }, "from 2024-10-01 to 2024-12-31, 92 days"],
    ["DATES_OVERLAP", { period: period("2024-05-06", "2024-05-08") }, { period: period("2024-05-08", "2024-05-09") }, "1 day."],
    ["DATES_OVERLAP", { period: period("2024-05-06") }, { period: period("2020-01-01") }, "from 2024-05-06 on; neither gives an end"],
    ["TYPE_EQUAL", { activityKind: "TRAINING" }, { activityKind: "TRAINING" }, "Both are of the kind TRAINING."],
    ["GROUP_OVERLAP", { targetGroups: ["Nurses"] }, { targetGroups: ["doctors", "nurse"] }, 'Both are for "Nurses".'],
    [
      "AMOUNT_NEAR",
      { beside: { budgets: [aBudget("a:1", "100000")] } },
      { beside: { budgets: [aBudget("b:2", "96000.50")] } },
      "within 5 %: USD 100000 and USD 96000.5.",
    ],
  ])("%s: %#", (name, one, other, detail) => {
    expect(asserted(one, other).get(name)).toContain(detail);
  });

  it.each<readonly [AssertionName, string, Half, Half]>([
    ["SAME_SOURCE_ID", "an id that anybody may give, under two reporters", { id: "a:17" }, { id: "b:17" }],
    [
      "SAME_SOURCE_ID",
      "two records that name a third",
      { links: [{ type: "THIRD_PARTY", activity: "XI-1" }] },
      { links: [{ type: "THIRD_PARTY", activity: "XI-1" }] },
    ],
    ["URL_EQUAL", "a site's front page", { homepage: "https://example.org/" }, { homepage: "http://www.example.org" }],
    ["URL_EQUAL", "another page of one script", { homepage: "https://example.org/p?id=1" }, { homepage: "https://example.org/p?id=2" }],
    ["SAME_ITEM", "two parts of one item", { items: [{ item: "GPA-18a" }] }, { items: [{ item: "GPA-18b" }] }],
    ["PLACE_NESTED", "the world", { places: [{ place: "KE" }] }, { places: [{ place: "GLOBAL" }] }],
    [
      "DATES_OVERLAP",
      "89 days of long periods",
      { period: period("2024-01-01", "2025-12-31") },
      { period: period("2025-10-04", "2027-12-31") },
    ],
    ["DATES_OVERLAP", "completed work without an end, a year later", { status: "COMPLETED", period: period("2022-01-01") }, {}],
    ["TYPE_EQUAL", "no stated kind", { activityKind: "UNSPECIFIED" }, { activityKind: "UNSPECIFIED" }],
    ["AMOUNT_NEAR", "six percent", { beside: { budgets: [aBudget("a:1", "100")] } }, { beside: { budgets: [aBudget("b:2", "94")] } }],
    [
      "AMOUNT_NEAR",
      "currencies without a rate",
      { beside: { budgets: [aBudget("a:1", "100")] } },
      { beside: { budgets: [aBudget("b:2", "100", { value: { amount: "100", currency: "EUR" } })] } },
    ],
    [
      "AMOUNT_NEAR",
      "other measures",
      { beside: { budgets: [aBudget("a:1", "100")] } },
      { beside: { budgets: [aBudget("b:2", "100", { measure: "PLEDGE" })] } },
    ],
  ])("%s doesn't stand for %s", (name, _, one, other) => {
    expect(asserted(one, other).has(name)).toBe(false);
  });

  it("compares amounts of two currencies where there is a rate", () => {
    const ours = { beside: { budgets: [aBudget("a:1", "110")] } };
    const theirs = { beside: { budgets: [aBudget("b:2", "100", { value: { amount: "100", currency: "EUR" } })] } };
    const exchange = (amount: number, from: string, to: string) => (from === "EUR" && to === "USD" ? amount * 1.1 : null);
    expect(asserted(ours, theirs, { exchange }).get("AMOUNT_NEAR")).toContain("after exchange");
  });

  it("counts a revised budget instead of its original", () => {
    const revised = [aBudget("a:1", "500", { revision: "ORIGINAL" }), aBudget("a:1", "100", { revision: "REVISED" })];
    expect(asserted({ beside: { budgets: revised } }, { beside: { budgets: [aBudget("b:2", "100")] } }).has("AMOUNT_NEAR")).toBe(true);
  });
});
