import { APPLICATION_WORDS } from "./application-words";
import { LINE_WORDS } from "./line-words";
import type { WordRule } from "./rules";

/**
 * Words per action line, one row a rule: English, French, Spanish and Portuguese, some Russian. Scripts written without
 * spaces between words aren't matched.
 */
export const WORD_RULES: readonly WordRule[] = [...LINE_WORDS, ...APPLICATION_WORDS];
