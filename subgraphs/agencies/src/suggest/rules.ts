/** How surely a word speaks of information and communication technologies; WEAK ones, such as "digital", prove little alone. */
export type IctStrength = "STRONG" | "WEAK" | "NONE";

/** Words that speak for an action line, or for one of its items where they are specific enough. */
export interface WordRule {
  readonly name: string;
  readonly line: string;
  readonly item: string | null;
  /** Confidence that one match in the title alone gives, between 0 and 1. */
  readonly weight: number;
  /** Phrases in any language, in lower case and without accents; a plural "s" is ignored on both sides. */
  readonly phrases: readonly string[];
  /** Whether the phrases themselves count as ICT words. */
  readonly ict: IctStrength;
  /** The rule counts only where an ICT word stands in the text too. */
  readonly needsIct?: true;
  /** The rule counts only where one of these phrases stands in the text too. */
  readonly companions?: readonly string[];
}

/** An OECD DAC purpose code, or the digits it begins with, that speaks for an action line. */
export interface SectorRule {
  readonly code: string;
  readonly meaning: string;
  readonly line: string;
  readonly weight: number;
  /** Health, farming or schooling become an e-application only where an ICT word stands in the text: a general one, or one of the line's own. */
  readonly needsIct: boolean;
}

/** SDG goals or targets that fit a line. They only strengthen what sectors and words already say: C3 alone touches 16 of the 17 goals. */
export interface SdgRule {
  readonly line: string;
  readonly fits: readonly string[];
}

/** Version of the rules as a whole: kept with every suggestion, and raised whenever a rule, word or weight changes. */
export const SUGGESTION_RULES = "1.0.0";

/**
 * How evidence is weighed. Kinds of evidence (sector, words in the title, words in the description) combine as
 * 1 − (1 − a)(1 − b)…, each kind counted once by its best match. The result ranks suggestions for a reviewer; it is no probability.
 */
export const WEIGHING = {
  /** A word in the description counts this much of one in the title. */
  description: 0.6,
  /** What an ICT word adds to a rule that needs one, by strength and by where it stands. */
  ict: { STRONG: { title: 1, description: 0.6 }, WEAK: { title: 0.6, description: 0.25 } },
  /** A sector with a declared share under `minorShare` percent counts half. */
  minorShare: 20,
  minorFactor: 0.5,
  sdg: 0.1,
  /** Less than this isn't worth a reviewer's time. */
  threshold: 0.3,
  /** A machine is never surer than this. */
  cap: 0.95,
  mostSuggestions: 8,
  /** Characters read of each title and of all descriptions together, so that a huge text costs no more than a long one. */
  mostTitle: 1_000,
  mostDescription: 8_000,
} as const;

/** The action line of each paragraph of the Geneva Plan of Action that carries items. */
export const LINE_OF_PARAGRAPH: Readonly<Record<string, string>> = {
  "8": "C1",
  "9": "C2",
  "10": "C3",
  "11": "C4",
  "12": "C5",
  "13": "C6",
  "15": "C7-eGovernment",
  "16": "C7-eBusiness",
  "17": "C7-eLearning",
  "18": "C7-eHealth",
  "19": "C7-eEmployment",
  "20": "C7-eEnvironment",
  "21": "C7-eAgriculture",
  "22": "C7-eScience",
  "23": "C8",
  "24": "C9",
  "25": "C10",
  "26": "C11",
};

/** Goals and targets per line, from the links that the facilitators drew in 2015, kept to those that tell one line from another. */
export const SDG_RULES: readonly SdgRule[] = [
  { line: "C2", fits: ["9.c", "9.1"] },
  { line: "C3", fits: ["16.10"] },
  { line: "C4", fits: ["4.4", "5.b"] },
  { line: "C7-eGovernment", fits: ["16.6", "16.7", "16.9"] },
  { line: "C7-eBusiness", fits: ["8.3", "8.10", "9.3", "17.11"] },
  { line: "C7-eLearning", fits: ["4"] },
  { line: "C7-eHealth", fits: ["3"] },
  { line: "C7-eEmployment", fits: ["8.5", "8.6"] },
  { line: "C7-eEnvironment", fits: ["11.b", "12.4", "12.5", "13", "14", "15"] },
  { line: "C7-eAgriculture", fits: ["2"] },
  { line: "C7-eScience", fits: ["9.5", "17.6"] },
  { line: "C8", fits: ["11.4"] },
  { line: "C9", fits: ["16.10"] },
];

export const SECTOR_RULES: readonly SectorRule[] = [
  { code: "22010", meaning: "communications policy and administration", line: "C6", weight: 0.6, needsIct: false },
  { code: "22020", meaning: "telecommunications", line: "C2", weight: 0.6, needsIct: false },
  { code: "22030", meaning: "radio, television and print media", line: "C9", weight: 0.6, needsIct: false },
  { code: "15153", meaning: "media and free flow of information", line: "C9", weight: 0.6, needsIct: false },
  { code: "22040", meaning: "information and communication technology", line: "C2", weight: 0.3, needsIct: false },
  { code: "22040", meaning: "information and communication technology", line: "C4", weight: 0.3, needsIct: false },
  { code: "110", meaning: "education", line: "C7-eLearning", weight: 0.6, needsIct: true },
  { code: "111", meaning: "education", line: "C7-eLearning", weight: 0.6, needsIct: true },
  { code: "112", meaning: "basic education", line: "C7-eLearning", weight: 0.6, needsIct: true },
  { code: "113", meaning: "secondary education and vocational training", line: "C7-eLearning", weight: 0.6, needsIct: true },
  { code: "114", meaning: "post-secondary education", line: "C7-eLearning", weight: 0.6, needsIct: true },
  { code: "120", meaning: "health", line: "C7-eHealth", weight: 0.7, needsIct: true },
  { code: "121", meaning: "health, general", line: "C7-eHealth", weight: 0.7, needsIct: true },
  { code: "122", meaning: "basic health", line: "C7-eHealth", weight: 0.7, needsIct: true },
  { code: "123", meaning: "non-communicable diseases", line: "C7-eHealth", weight: 0.7, needsIct: true },
  { code: "130", meaning: "population and reproductive health", line: "C7-eHealth", weight: 0.6, needsIct: true },
  { code: "15110", meaning: "public sector policy and administration", line: "C7-eGovernment", weight: 0.6, needsIct: true },
  { code: "15111", meaning: "public finance management", line: "C7-eGovernment", weight: 0.5, needsIct: true },
  { code: "15112", meaning: "decentralization and subnational government", line: "C7-eGovernment", weight: 0.6, needsIct: true },
  { code: "15123", meaning: "public sector policy and administration", line: "C7-eGovernment", weight: 0.5, needsIct: true },
  { code: "15130", meaning: "legal and judicial development", line: "C7-eGovernment", weight: 0.5, needsIct: true },
  { code: "15144", meaning: "national administration", line: "C7-eGovernment", weight: 0.5, needsIct: true },
  { code: "16020", meaning: "employment creation", line: "C7-eEmployment", weight: 0.55, needsIct: true },
  { code: "16061", meaning: "culture", line: "C8", weight: 0.5, needsIct: true },
  { code: "24", meaning: "banking and financial services", line: "C7-eBusiness", weight: 0.5, needsIct: true },
  { code: "250", meaning: "business services", line: "C7-eBusiness", weight: 0.55, needsIct: true },
  { code: "311", meaning: "agriculture", line: "C7-eAgriculture", weight: 0.7, needsIct: true },
  { code: "312", meaning: "forestry", line: "C7-eAgriculture", weight: 0.7, needsIct: true },
  { code: "313", meaning: "fishing", line: "C7-eAgriculture", weight: 0.7, needsIct: true },
  { code: "32130", meaning: "small and medium enterprises", line: "C7-eBusiness", weight: 0.55, needsIct: true },
  { code: "331", meaning: "trade policy", line: "C7-eBusiness", weight: 0.55, needsIct: true },
  { code: "410", meaning: "environmental protection", line: "C7-eEnvironment", weight: 0.55, needsIct: true },
  { code: "43082", meaning: "research and scientific institutions", line: "C7-eScience", weight: 0.6, needsIct: true },
];
