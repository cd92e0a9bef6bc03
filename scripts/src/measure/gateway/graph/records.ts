/** The records of the measured graph: small, fixed, and the same in every process. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly joined: number;
}

export interface Project {
  readonly code: string;
  readonly title: string;
  readonly budget: number;
  readonly staff: number;
}

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly writer: string;
  readonly project: string;
}

export const PEOPLE: readonly Person[] = [
  { id: "n1", name: "Amina Diallo", handle: "@amina", joined: 2011 },
  { id: "n2", name: "Benoît Lefèvre", handle: "@benoit", joined: 2014 },
  { id: "n3", name: "Carmen Ibáñez", handle: "@carmen", joined: 2009 },
  { id: "n4", name: "Dawit Bekele", handle: "@dawit", joined: 2019 },
  { id: "n5", name: "Elena Petrova", handle: "@elena", joined: 2016 },
  { id: "n6", name: "Farid Rahimi", handle: "@farid", joined: 2021 },
];

export const PROJECTS: readonly Project[] = [
  { code: "p1", title: "Village access points", budget: 899, staff: 100 },
  { code: "p2", title: "Open school library", budget: 1299, staff: 1000 },
  { code: "p3", title: "Telehealth by radio", budget: 15, staff: 20 },
  { code: "p4", title: "Relay towers", budget: 499, staff: 100 },
  { code: "p5", title: "Farmers' price line", budget: 1299, staff: 1000 },
  { code: "p6", title: "Civil register", budget: 54, staff: 50 },
  { code: "p7", title: "Early flood warning", budget: 600, staff: 300 },
  { code: "p8", title: "Local languages online", budget: 120, staff: 12 },
  { code: "p9", title: "Women who code", budget: 75, staff: 9 },
];

/** Who wrote about what: a few write much, and a few projects are written about much, so that answers fold back on themselves. */
const WRITTEN: readonly (readonly [writer: string, project: string, text: string])[] = [
  ["n1", "p1", "Forty points run on solar power; two wait for a licence."],
  ["n1", "p2", "The catalogue opened; teachers ask for more in Wolof."],
  ["n2", "p3", "Consultations by radio doubled in the rainy season."],
  ["n2", "p1", "Maintenance is now paid by the municipalities."],
  ["n3", "p1", "Visitors come for forms first, and for films second."],
  ["n3", "p2", "Borrowing needs no address any more."],
  ["n4", "p4", "Three towers share power with the railway."],
  ["n5", "p2", "Twelve schools joined in the second year."],
  ["n6", "p1", "A point in the harbour serves the fishers' crews."],
  ["n4", "p3", "Nurses keep the schedule; doctors answer within a day."],
  ["n1", "p5", "Prices reach the market before the lorries do."],
  ["n2", "p2", "A second shelf of audiobooks was recorded by pupils."],
  ["n3", "p3", "The district hospital lends its antenna."],
  ["n5", "p3", "Midwives asked for a channel of their own."],
  ["n6", "p2", "Returns are counted by the ferry's crew."],
  ["n5", "p4", "The northern tower waits for its lightning rod."],
  ["n6", "p5", "Buyers answer to the same number now."],
  ["n4", "p5", "Weights are told in kilograms, and in sacks."],
  ["n2", "p4", "The operator shares its masts at cost."],
  ["n3", "p5", "Prices of seed were added on request."],
  ["n4", "p2", "Night reading returned with the solar lamps."],
];

export const NOTES: readonly Note[] = WRITTEN.map(([writer, project, text], index) => ({ id: `t${index + 1}`, writer, project, text }));
