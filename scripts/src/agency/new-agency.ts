import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, extname, join, relative, resolve } from "node:path";
import { proposeMapping } from "@actionline/agencies/feed/mapped/propose-mapping";
import { canPublish, prefixOf } from "@actionline/schema/agency-names";
import { repositoryRoot } from "../repository-root";
import { sampleOf } from "./sample-of";

export type FileFormat = "csv" | "json" | "iati";
export type Language = "typescript" | "python";

export interface NewAgency {
  /** Its short name in the hub. */
  readonly id: string;
  /** Its name, written out. */
  readonly name: string;
  /** The folder that is made. */
  readonly folder: string;
  /** What it has: a file, or the wish to run a server. */
  readonly kind: { readonly from: FileFormat; readonly file: string } | { readonly hosted: Language };
}

/** What was written, and what to do next. */
export interface Scaffolded {
  readonly files: readonly string[];
  readonly next: readonly string[];
}

const EXAMPLES = { typescript: "aurora", python: "meridian" } as const;

/** Makes a folder for an agency that wants to join; refuses to write into one that is there. */
export async function newAgency({ id, name, folder, kind }: NewAgency): Promise<Scaffolded> {
  if (!canPublish(id)) {
    throw new Error(
      `"${id}" can't be an agency's short name: use small letters, digits and single hyphens, beginning with a letter, such as "rural-networks".`,
    );
  }
  await mkdir(folder, { recursive: false }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "EEXIST"
        ? `${basename(folder)} is there already: choose another folder by --into, or remove it first.`
        : `The folder ${basename(folder)} can't be made (${error.code}): choose another by --into.`,
    );
  });
  return "hosted" in kind ? hosted(id, name, folder, kind.hosted) : mirrored(id, name, folder, kind.from, kind.file);
}

async function mirrored(id: string, name: string, folder: string, from: FileFormat, file: string): Promise<Scaffolded> {
  const text = from === "iati" ? ".xml" : `.${from}`;
  const packed = extname(file) === ".gz" ? ".gz" : "";
  const copy = `${id}${text}${packed}`;
  await cp(resolve(file), join(folder, copy)).catch(() => {
    throw new Error(`There is no file ${basename(file)} to begin with; name one by --file.`);
  });
  if (from === "iati") return { files: [copy], next: [previewOf(folder, id)] };
  const mapping = `${id}.mapping.json`;
  const proposed = proposeMapping(await sampleOf(join(folder, copy), from), name);
  await writeFile(join(folder, mapping), `${JSON.stringify(proposed, null, 2)}\n`);
  return {
    files: [copy, mapping],
    next: [
      `Look through ${join(basename(folder), mapping)}: each field says which column it comes from; fill what is empty ("").`,
      previewOf(folder, id),
    ],
  };
}

async function hosted(id: string, name: string, folder: string, language: Language): Promise<Scaffolded> {
  const example = join(repositoryRoot(), "subgraphs/agencies/examples", language);
  const files = FILES[language];
  for (const file of files) {
    const text = await readFile(join(example, file), "utf8");
    await writeFile(join(folder, file), renamed(text, EXAMPLES[language], id, name));
  }
  await cp(join(repositoryRoot(), "schema/contract/contract.graphql"), join(folder, "contract.graphql"));
  return {
    files: [...files, "contract.graphql"],
    next: [
      `${RUN[language]}, in ${basename(folder)}, with CONTRACT=contract.graphql set`,
      `npm run actionline -- check --agency ${id} --url http://127.0.0.1:${PORTS[language]}/ --as <token>`,
    ],
  };
}

const FILES: Readonly<Record<Language, readonly string[]>> = {
  typescript: ["README.md", "package.json", "own-fields.graphql", "records.ts", "serve.ts"],
  python: ["README.md", "requirements.txt", "own_fields.graphql", "measured.py", "serve.py"],
};
const RUN: Readonly<Record<Language, string>> = {
  typescript: "npm install && npm start",
  python: "pip install -r requirements.txt && python serve.py",
};
const PORTS: Readonly<Record<Language, number>> = { typescript: 4102, python: 4101 };

/** The example's names give way to the agency's: its id in records, its id with underscores before fields and types. */
function renamed(text: string, example: string, id: string, name: string): string {
  return text
    .replaceAll(prefixOf(example), prefixOf(id))
    .replaceAll(example, id)
    .replaceAll(/(Meridian|Aurora)[A-Za-z ]*\(invented\)/g, name)
    .replaceAll(/\b(Meridian|Aurora)\b/g, name);
}

const previewOf = (folder: string, id: string): string => `npm run actionline -- preview ${id} --data ${relative(process.cwd(), folder)}`;
