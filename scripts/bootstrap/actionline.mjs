#!/usr/bin/env node
import { requireNode } from "./require-node.mjs";

requireNode();
import("./command.mjs").then(({ command }) => command(process.argv.slice(2)));
