import { ABSTRACT } from "./abstract";
import type { Feature } from "./feature";
import { INTERFACE_OBJECTS } from "./interface-objects";
import { KEYS } from "./keys";
import { MOVED } from "./moved";
import { NEEDED } from "./needed";
import { NEEDED_KINDS } from "./needed-kinds";
import { PARTIAL } from "./partial";
import { QUESTIONS } from "./questions";
import { REACHED } from "./reached";
import { REQUIRES } from "./requires";

/** What federation can do, each thing on the smallest graph that shows it. */
export const FEATURES: readonly Feature[] = [
  ...KEYS,
  ...REACHED,
  ...REQUIRES,
  ...NEEDED,
  ...NEEDED_KINDS,
  ...PARTIAL,
  ...ABSTRACT,
  ...INTERFACE_OBJECTS,
  ...MOVED,
  ...QUESTIONS,
];
