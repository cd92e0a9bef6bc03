import { argumentsOf, textOf } from "../stages/directives";
import { isTypeNode, namedTypeOf, outputFieldsOf } from "../stages/type-nodes";
import type { Publishing } from "./publishing";

/** What would be sent to the agency's server has to be public, or allowed; what it would answer for, its own. */
export function checkDataFlow({ document, directives, known, consents, agency, problems }: Publishing): void {
  const own = new Map<string, string>();
  for (const node of document.definitions) {
    if (!isTypeNode(node)) continue;
    for (const { name, type } of outputFieldsOf(node)) own.set(`${node.name.value}.${name.value}`, namedTypeOf(type).name.value);
  }
  const leadsTo = (type: string, field: string): string | null => own.get(`${type}.${field}`) ?? null;
  for (const node of document.definitions) {
    if (!isTypeNode(node)) continue;
    for (const field of outputFieldsOf(node)) {
      const coordinate = `${node.name.value}.${field.name.value}`;
      for (const required of directives.find(field, "requires")) {
        for (const told of known.told(node.name.value, textOf(argumentsOf(required).get("fields")) ?? "", leadsTo)) {
          const [type = "", name = ""] = told.split(".");
          const owner = known.ownerOfField(type, name) ?? "hub";
          if (consents.allow(owner, told, "requires")) continue;
          const message = `${coordinate} would have ${told} sent to the server of ${agency}, and ${told} isn't public.`;
          problems.add("DATA_FLOW", required, message, `Require public fields only, or ask for a consent to "requires" ${told}.`);
        }
      }
      for (const provided of directives.find(field, "provides")) {
        const type = namedTypeOf(field.type).name.value;
        if (consents.allow(known.ownerOf(type) ?? "hub", type, "provides")) continue;
        const message = `By @provides ${coordinate} would answer for fields that others answer for.`;
        problems.add("OWNERSHIP_VIOLATION", provided, message, "Leave it out: each field is answered by whose it is.");
      }
    }
  }
}
