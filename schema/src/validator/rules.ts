/** One rule of the contract's ruleset, as the README's table and every report tell it. */
export interface Rule {
  readonly severity: "ERROR" | "WARNING";
  readonly meaning: string;
  readonly howToFix: string;
}

/** The version of the ruleset; it grows when a rule is added or changes what it refuses. */
export const RULESET_VERSION = "1.1.0";

/**
 * What the validator looks at. An ERROR refuses the whole record: the JSON Schema refuses it too, or a statement would
 * grow by taking a part away. A WARNING lets the record in; where it sets a part aside, the report says which.
 */
export const RULES = {
  SHAPE_NOT_A_RECORD: error("This isn't a record or a change: it isn't a JSON object.", "Send one JSON object for each record."),
  OPERATION_UNKNOWN: error(
    "The operation isn't one the hub knows.",
    "Use UPSERT with a record, DELETE or CONFIRMED with an id, or MERGED_INTO or SPLIT_INTO with an id and `into`.",
  ),
  SUCCESSORS_WRONG: error(
    "What the record went into isn't named as it must be.",
    "Give in `into` the hub id of one other record after MERGED_INTO, and of 2 to 100 others after SPLIT_INTO.",
  ),
  KIND_UNKNOWN: error("The record's kind isn't one of the contract's.", "Use ACTIVITY, BUDGET, SCOPE, OUTPUT, ORGANISATION or ENTITY."),
  DEPTH_TOO_GREAT: error(
    "The record is nested more than 32 levels deep.",
    "Send the record as the contract lays it out; it needs 5 levels.",
  ),
  RECORD_TOO_LARGE: error(
    "The record holds more than a million characters of text and values.",
    "Shorten its texts, or publish its parts as activities of their own and link them.",
  ),
  KEY_FORBIDDEN: error("A field is called `__proto__`, which no record may carry.", "Leave the field out."),
  LONE_SURROGATE: error(
    "A text holds half of a character (a surrogate without its partner), which can't be stored.",
    "Write the text as UTF-8; a character was cut in two, often where a text was shortened.",
  ),
  CONTROL_CHARACTER: error(
    "A text holds a control character, such as NUL, that no reader should meet.",
    "Take the character out; only tabs and line breaks are kept.",
  ),
  TEXT_MISENCODED: warning(
    "A text holds signs of a wrong character encoding; it is kept as it came.",
    "Publish as UTF-8 and repair the text at its origin; U+FFFD stands where a character was lost.",
  ),
  REQUIRED_MISSING: error("A field that every record of this kind has is missing.", "Add the field that the pointer names."),
  UNKNOWN_FIELD: error("The contract has no such field.", "Check the field's spelling, or leave it out."),
  SHAPE_TYPE: error(
    "The value is of the wrong JSON type.",
    "Give the type that the contract's schema names: text, number, list or object.",
  ),
  VALUE_NOT_IN_LIST: error(
    "The value isn't one of those that the contract lists.",
    "Use one of the values in the contract's schema, in capitals.",
  ),
  SHAPE_FORM: error("The value isn't written in the form that the contract asks for.", "Write it like the example of this kind of record."),
  NUMBER_OUT_OF_RANGE: error(
    "The number is outside the range that makes sense here.",
    "Give a number within the range of the contract's schema.",
  ),
  TEXT_TOO_SHORT: error("The text is empty or too short to mean anything.", "Fill it, or leave the field out where it may be missing."),
  TEXT_TOO_LONG: error("The text is longer than the contract allows.", "Shorten it to the length in the contract's schema."),
  LIST_EMPTY: error(
    "The list is empty where it must name something.",
    "Name at least one, or leave the field out where it may be missing.",
  ),
  LIST_TOO_LONG: error("The list has more elements than the contract allows.", "Publish the most important ones, or divide the record."),
  ID_NOT_A_HUB_ID: error(
    "The id isn't `<agency>:<your own id>`.",
    "Put your agency's short name and a colon before your own id; keep your own id as it is.",
  ),
  ENTITY_ID_WRONG: error(
    "The id of an agency's own values isn't made of its name, their type and their key.",
    'Write `<agency>/<type>/<key>`, the key as JSON without spaces, such as meridian/Activity/{"id":"meridian:7"}.',
  ),
  DATE_IMPOSSIBLE: error(
    "The value isn't a date of the calendar between 1900 and 2199, or not an instant with its time zone.",
    "Write YYYY-MM-DD, such as 2025-03-31, and leave a date out where it isn't known; write instants as 2025-03-31T12:00:00Z.",
  ),
  AMOUNT_NOT_A_NUMBER: error(
    "The amount isn't a decimal number written as text.",
    'Write digits with a point, such as "1250000.50": no spaces, no thousands separators, no currency sign.',
  ),
  WEB_ADDRESS_UNUSABLE: error("The address isn't one a browser can open.", "Write it whole, with https:// and without spaces."),
  PERIOD_REVERSED: error("The period ends before it starts.", "Check the two dates; they may have been exchanged."),
  PERCENTAGES_SUM: warning(
    "The shares of one list add up to more than 100; they are kept, and rebased to 100 wherever they divide something.",
    "Make the shares of one list (of one vocabulary, for sectors) add up to 100 at most.",
  ),
  CODE_REPEATED: warning(
    "The same code stands in the list twice; the list is kept as it came and counts once.",
    "Name each code once and add its shares together.",
  ),
  SDG_TARGET_MISMATCH: warning("The target belongs to another goal than the one beside it; both are kept.", "Give target 4.1 with goal 4."),
  UNKNOWN_ITEM: warning(
    "The plan has no such item; this reference was set aside and the rest of the record went in.",
    "Use an item's id as the hub's planItems list gives it, such as GPA-18a.",
  ),
  UNKNOWN_ACTION_LINE: warning(
    "There is no such action line; this reference was set aside and the rest of the record went in.",
    "Use C1 to C11, or one of C7's sub-lines such as C7-eHealth.",
  ),
  UNKNOWN_PLACE: warning(
    "There is no such country or region; this reference was set aside and the rest of the record went in.",
    "Use an ISO 3166-1 alpha-2 country, a UN M49 region of three digits, or GLOBAL.",
  ),
  NO_KNOWN_CODE_LEFT: error(
    "None of the codes is known. Without them the record would speak for everything, so it is refused.",
    "Correct the codes that the report's UNKNOWN_ rules list for this record.",
  ),
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

function error(meaning: string, howToFix: string): Rule {
  return { severity: "ERROR", meaning, howToFix };
}

function warning(meaning: string, howToFix: string): Rule {
  return { severity: "WARNING", meaning, howToFix };
}
