import type { Rule } from "@actionline/schema/validator/rules";

/** What the IATI adapter looks at, beside the contract's own rules. An ERROR refuses the activity that it is found in. */
export const IATI_RULES = {
  IATI_LEFTOVER: warning(
    "The file holds something that the adapter neither maps nor ignores knowingly.",
    "Nothing to do for the publisher; the hub's maintainers decide whether to read it or to list it as ignored.",
  ),
  IATI_CODE_UNKNOWN: warning(
    "The code isn't one of its IATI codelist; this part was left out and the rest went in.",
    "Use a code of the codelist that IATI 2.03 names for this element.",
  ),
  IATI_CODE_MISSING: warning("The element has no code; it was left out and the rest went in.", "Give the code, or take the element out."),
  IATI_STATUS_UNKNOWN: error(
    "The activity's status is missing or isn't one of IATI's six; the hub doesn't guess it.",
    "Give activity-status a code from 1 to 6.",
  ),
  IATI_REGION_NOT_MAPPED: warning(
    "The region has no counterpart among the UN's M49 regions; it was left out and the rest went in.",
    'Name the countries, or a region of vocabulary "2" (UN M49).',
  ),
  IATI_DATE_IMPOSSIBLE: warning(
    "The date isn't one of the calendar between 1900 and 2199; it was left out and the rest went in.",
    "Write iso-date as YYYY-MM-DD, and leave the element out where the date isn't known.",
  ),
  IATI_END_BEFORE_START: warning(
    "The planned end lies before the actual start, so it no longer says when the work ends; it was left out.",
    "Bring the planned end up to date, or give the actual end.",
  ),
  IATI_PERCENTAGE_UNUSABLE: warning(
    "The percentage isn't a number from 0 to 100; the share was left out and the rest went in.",
    "Write a number from 0 to 100 with a point and no percent sign.",
  ),
  IATI_PLACE_WITHOUT_SHARE: warning(
    "The place has a share of 0 beside others that have one; it was left out, since nothing happens there.",
    "Leave out places with a share of 0.",
  ),
  IATI_SDG_UNUSABLE: warning(
    "The code isn't a goal or a target of the 2030 Agenda; it was left out.",
    "Write goals as 4 and targets as 4.a.",
  ),
  IATI_LANGUAGE_UNUSABLE: warning(
    "The language isn't a code that can be read; the text is kept with an unknown language.",
    "Use a two-letter ISO 639-1 code in xml:lang.",
  ),
  IATI_TEXT_CUT: warning(
    "The text is longer than the hub keeps; its first 20,000 characters went in.",
    "Shorten the text, or divide it into several descriptions.",
  ),
  IATI_ID_SURROUNDED: warning(
    "The identifier stands between spaces or line breaks; they were taken for the file's layout and not for part of it.",
    "Write the identifier between its tags with nothing around it.",
  ),
  IATI_ID_MISSING: error("The activity has no iati-identifier, so nothing can refer to it.", "Give each activity its iati-identifier."),
  IATI_ORGANISATION_NAMELESS: warning(
    "The organization has neither a name nor a reference; it was left out.",
    "Give each organization a narrative with its name, and its ref where it has one.",
  ),
  IATI_AMOUNT_ROUNDED: warning(
    "The amount has more than six decimals; it was rounded to six.",
    "Publish amounts with the decimals that the currency has.",
  ),
  IATI_BOOLEAN_UNUSABLE: warning("The value is neither true nor false; it was left out.", "Write 1, 0, true or false."),
  IATI_LEVEL_UNUSABLE: warning("The hierarchy isn't a level from 1 to 9; it was left out.", "Write the level as a number, 1 at the top."),
  IATI_TOO_MANY: warning(
    "The activity repeats an element more often than the hub keeps; the first ones went in.",
    "Divide the activity into several and relate them to each other.",
  ),
  IATI_ACTIVITY_TOO_LARGE: error(
    "The activity is larger than the hub reads in one piece.",
    "Divide it, or take out what the hub doesn't read; see the list of ignored elements.",
  ),
  IATI_TOO_DEEP: error("The activity is nested deeper than anything in IATI.", "Check the file's closing tags."),
  IATI_TOO_MANY_ATTRIBUTES: error("An element has more attributes than anything in IATI.", "Take the foreign attributes out."),
  IATI_ENCODING_BROKEN: error(
    "Bytes here aren't in the encoding that the file declares.",
    "Publish the whole file in UTF-8; often one system's texts were pasted in another encoding.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;

export type IatiRule = keyof typeof IATI_RULES;

function error(meaning: string, howToFix: string): Rule {
  return { severity: "ERROR", meaning, howToFix };
}

function warning(meaning: string, howToFix: string): Rule {
  return { severity: "WARNING", meaning, howToFix };
}
