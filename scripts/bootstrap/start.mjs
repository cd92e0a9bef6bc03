import { requireNode } from "./require-node.mjs";

requireNode();
import("./command.mjs").then(({ command }) => command(["start", ...process.argv.slice(2)]));
