/** One finding of a check: what is wrong, and what to do. */
export interface Finding {
  readonly place: string;
  readonly message: string;
}

/** A check of the repository; it finds nothing where all is well. */
export interface Check {
  readonly name: string;
  find(root: string): Promise<readonly Finding[]>;
}

/** The check as run-checks.mjs calls it: prints what it finds, and answers with an exit code. */
export async function runCheck({ find }: Check, root: string): Promise<number> {
  const findings = await find(root);
  for (const { place, message } of findings) console.log(`  ${place}: ${message}`);
  return findings.length === 0 ? 0 : 1;
}
