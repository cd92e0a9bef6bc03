import { DEFAULT_SETTINGS, type GatewaySettings } from "@actionline/gateway/settings";
import { ERROR_CODES } from "@actionline/schema/error-code";
import { markdownTable } from "./markdown";

/** Every code that an answer can carry, with what to do. */
export function errorTable(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, { status, meaning }]) => [`\`${code}\``, String(status), meaning]);
  return markdownTable(["code", "status", "what it means, what to do"], rows);
}

/** Every setting of the gateway with its default and its meaning, which is its comment in the source. */
export function settingsTable(source: string): string {
  const meanings = new Map([...source.matchAll(SETTING)].map(([, meaning = "", name = ""]) => [name, meaning]));
  const rows = Object.entries(DEFAULT_SETTINGS).map(([name, value]: [string, GatewaySettings[keyof GatewaySettings]]) => {
    const meaning = meanings.get(name);
    if (meaning === undefined) throw new Error(`The setting ${name} has no one-line comment in gateway/src/settings.ts: write one.`);
    return [`\`${name}\``, settingText(value), meaning];
  });
  return markdownTable(["setting", "default", "meaning"], rows);
}

const SETTING = /\/\*\* (.+) \*\/\n\s+readonly (\w+):/g;

function settingText(value: GatewaySettings[keyof GatewaySettings]): string {
  if (value === null || (typeof value === "object" && Object.keys(value).length === 0)) return "none";
  return typeof value === "number" ? value.toLocaleString("en").replaceAll(",", " ") : String(value);
}
