import { requireNode } from "./require-node.mjs";

requireNode();
import("./run-checks.mjs").then(({ runChecks }) => runChecks());
