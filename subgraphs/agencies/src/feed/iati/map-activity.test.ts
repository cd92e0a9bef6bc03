import { anActivity, iatiFile, readIati, readOne } from "../../testing/read-iati";

const mapped = async (parts: string, attributes?: string): Promise<unknown> => (await readOne(parts, attributes)).record;

describe("an IATI activity's mapping", () => {
  it("reads goals and targets in all four ways of writing them", async () => {
    const parts = `<sector vocabulary="7" code="4"/><sector vocabulary="8" code="4.A" percentage="0"/>
      <tag vocabulary="2" code="9"/><tag vocabulary="3" code="3.d"/><tag vocabulary="3" code="18.1"/>`;

    const { record, rules } = await readOne(parts);

    expect(record.sdgs).toEqual([{ goal: 3, target: "3.d" }, { goal: 4, target: "4.a" }, { goal: 9 }]);
    expect(record.sectors).toBeUndefined();
    expect(rules).toEqual(["IATI_SDG_UNUSABLE"]);
  });

  it("takes sectors from transactions only where the activity has none", async () => {
    const transaction = '<transaction><transaction-type code="4"/><sector vocabulary="1" code="12220" percentage="70"/></transaction>';

    await expect(mapped(transaction)).resolves.toMatchObject({ sectors: [{ vocabulary: "DAC-5", code: "12220" }] });
    await expect(mapped(`<sector code="22040" percentage="100"/>${transaction}`)).resolves.toMatchObject({
      sectors: [{ vocabulary: "DAC-5", code: "22040", percentage: 100 }],
    });
  });

  it("takes countries from transactions only where the activity names no place", async () => {
    const transaction = '<transaction><transaction-type code="4"/><recipient-country code="KE"/></transaction>';

    await expect(mapped(`${transaction}${transaction}`)).resolves.toMatchObject({ places: [{ place: "KE" }] });
    await expect(mapped(`<recipient-country code="UG" percentage="60.5"/>${transaction}`)).resolves.toMatchObject({
      places: [{ place: "UG", percentage: 60.5 }],
    });
  });

  it("looks regions up in their own vocabulary: 298 of the DAC is Africa and no region of M49", async () => {
    const parts = '<recipient-region code="298"/><recipient-region vocabulary="2" code="5"/><recipient-region vocabulary="99" code="AA"/>';

    const { record, rules } = await readOne(parts);

    expect(record.places).toEqual([{ place: "002" }, { place: "005" }]);
    expect(rules).toEqual(["IATI_REGION_NOT_MAPPED"]);
  });

  it("leaves out a place with a share of nothing beside one that has a share", async () => {
    const parts = '<recipient-country code="BD" percentage="100"/><recipient-region vocabulary="2" code="142" percentage="0"/>';

    const { record, rules } = await readOne(parts);

    expect(record.places).toEqual([{ place: "BD", percentage: 100 }]);
    expect(rules).toEqual(["IATI_PLACE_WITHOUT_SHARE"]);
  });

  it("places an activity of global scope in the world only where it names no place", async () => {
    await expect(mapped('<activity-scope code="1"/>')).resolves.toMatchObject({ places: [{ place: "GLOBAL" }] });
    await expect(mapped('<activity-scope code="1"/><recipient-country code="KE"/>')).resolves.toMatchObject({ places: [{ place: "KE" }] });
  });

  it("takes EN and en for one language and puts the activity's own first", async () => {
    const parts =
      '<description><narrative xml:lang="FR">Bonjour</narrative><narrative xml:lang="EN">Hello</narrative><narrative/></description>';

    await expect(mapped(parts, 'xml:lang="EN"')).resolves.toMatchObject({
      title: [{ language: "en", text: "A title" }],
      description: [
        { language: "en", text: "Hello" },
        { language: "fr", text: "Bonjour" },
      ],
    });
  });

  it("names each organization once in each role, whatever its publisher repeats", async () => {
    const donor = '<participating-org role="1" type="10" ref="GB-1" activity-id="A"><narrative>A donor</narrative></participating-org>';
    const parts = `${donor}${donor.replace('"A"', '"C"')}${donor.replace("A donor", "B donor")}<participating-org role="3" ref="XM-2"/><participating-org role="9" ref="XM-3"/>`;

    const { record, rules } = await readOne(parts);

    expect(record.participants).toEqual([
      { role: "FUNDER", organisation: { reference: "GB-1", name: "A donor", type: "GOVERNMENT" } },
      { role: "FUNDER", organisation: { reference: "GB-1", name: "B donor", type: "GOVERNMENT" } },
      { role: "LEAD", organisation: { reference: "XM-2", name: "XM-2" } },
    ]);
    expect(rules).toEqual(["IATI_CODE_UNKNOWN"]);
  });

  it("prefers what happened to what was planned", async () => {
    const dates = (
      start: string,
      end: string,
    ) => `<activity-date type="1" iso-date="2020-01-01"/><activity-date type="2" iso-date="${start}"/>
      <activity-date type="3" iso-date="2021-01-01"/><activity-date type="4" iso-date="${end}"/>`;

    await expect(mapped(dates("2020-03-01", "2022-03-01"))).resolves.toMatchObject({ period: { start: "2020-03-01", end: "2022-03-01" } });
    await expect(mapped(dates("", ""))).resolves.toMatchObject({ period: { start: "2020-01-01", end: "2021-01-01" } });
  });

  it("doesn't let a planned end that has passed close what began after it", async () => {
    const { record, rules } = await readOne(
      '<activity-date type="2" iso-date="2021-01-01"/><activity-date type="3" iso-date="2020-01-01"/>',
    );

    expect(record.period).toEqual({ start: "2021-01-01" });
    expect(rules).toEqual(["IATI_END_BEFORE_START"]);
  });

  it("keeps the references of related activities as they are written", async () => {
    await expect(mapped('<related-activity type="1" ref="XM-1/A0 5"/><related-activity type="4" ref="B"/>')).resolves.toMatchObject({
      links: [
        { type: "PARENT", activity: "XM-1/A0 5" },
        { type: "CO_FUNDED", activity: "B" },
      ],
    });
  });

  it("never reads a contact, and says nothing of it either", async () => {
    const { record, rules } = await readOne("<contact-info><person-name><narrative>Ann Other</narrative></person-name></contact-info>");

    expect(JSON.stringify(record)).not.toContain("Ann");
    expect(rules).toEqual([]);
  });

  it("reports an element that nobody decided about, and ignores those of other standards", async () => {
    const { items } = await readIati(iatiFile(anActivity('<novelty code="1"/><other:thing/>', "XM-1", 'xml:lang="en" mood="good"')));

    expect(items[0]).toMatchObject({
      findings: [
        { rule: "IATI_LEFTOVER", pointer: "/iati-activity/@mood", value: "good" },
        { rule: "IATI_LEFTOVER", pointer: "/iati-activity/novelty" },
      ],
    });
  });

  it("takes white space around an identifier for the file's layout, and keeps what is inside", async () => {
    const { items } = await readIati(iatiFile(anActivity("", "\n   XM-1/ A0\n ")));

    expect(items[0]).toMatchObject({ changes: [{ change: { id: "itu:XM-1/ A0" } }], findings: [{ rule: "IATI_ID_SURROUNDED" }] });
  });
});

const budget = (attributes: string, value: string, start = "2024-01-01") => `<budget ${attributes}><period-start iso-date="${start}"/>
  <period-end iso-date="2024-12-31"/><value currency="USD" value-date="2024-02-01">${value}</value></budget>`;
const transaction = (type: string, value: string, reference: string) => `<transaction ref="${reference}"><transaction-type code="${type}"/>
  <transaction-date iso-date="2024-05-01"/><value>${value}</value><provider-org ref="GB-1"/></transaction>`;

describe("an IATI activity's money", () => {
  it("gives each budget an id that doesn't depend on its amount or on other budgets", async () => {
    const { money } = await readOne(
      budget('type="1" status="2"', "100") + budget('type="2"', "-5.50") + budget('type="2" status="1"', "0"),
    );

    expect(money).toMatchObject([
      { id: "itu:XM-1#budget/original/committed/2024-01-01/2024-12-31/USD/1", measure: "BUDGET", value: { amount: "100" } },
      { id: "itu:XM-1#budget/revised/indicative/2024-01-01/2024-12-31/USD/1", status: "INDICATIVE", value: { amount: "-5.5" } },
      { id: "itu:XM-1#budget/revised/indicative/2024-01-01/2024-12-31/USD/2", revision: "REVISED", value: { amount: "0" } },
    ]);
  });

  it("takes outgoing commitments, labelled so, only where there is no budget", async () => {
    const paid = transaction("2", "70", "T-1") + transaction("3", "30", "T-2") + transaction("11", "9", "T-3");

    const { money } = await readOne(paid, 'xml:lang="en" default-currency="EUR"');
    const beside = await readOne(paid + budget("", "5"), 'default-currency="EUR"');

    expect(money).toEqual([
      {
        kind: "BUDGET",
        id: "itu:XM-1#commitment/T-1/2024-05-01/EUR/1",
        activity: "itu:XM-1",
        reporter: { name: "The reporter", reference: "XM-REP", type: "INTERNATIONAL_ORGANIZATION" },
        measure: "COMMITMENT",
        period: { start: "2024-05-01", end: "2024-05-01" },
        value: { amount: "70", currency: "EUR" },
        provider: { name: "GB-1", reference: "GB-1" },
        reference: "T-1",
      },
    ]);
    expect(beside.money).toMatchObject([{ measure: "BUDGET", value: { amount: "5" } }]);
  });

  it("labels disbursements as what they are where there is neither budget nor commitment", async () => {
    const { money } = await readOne(transaction("3", "30", "T-2"), 'default-currency="EUR"');

    expect(money).toMatchObject([{ measure: "DISBURSEMENT", value: { amount: "30", currency: "EUR" } }]);
  });

  it("rounds an amount to six decimals in decimal arithmetic and says so", async () => {
    const { money, rules } = await readOne(budget("", "2346.58999999999997"));

    expect(money).toMatchObject([{ value: { amount: "2346.59" } }]);
    expect(rules).toEqual(["IATI_AMOUNT_ROUNDED"]);
  });
});
