import { ABSTRACT } from "./abstract";
import type { Feature } from "./feature";
import { INTERFACE_OBJECTS } from "./interface-objects";
import { KEYS } from "./keys";
import { MOVED } from "./moved";
import { QUESTIONS } from "./questions";
import { REQUIRES } from "./requires";

/** What federation can do, each thing on the smallest graph that shows it. */
export const FEATURES: readonly Feature[] = [...KEYS, ...REQUIRES, ...ABSTRACT, ...INTERFACE_OBJECTS, ...MOVED, ...QUESTIONS];
